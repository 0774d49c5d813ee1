import type { ContainerStatus, Deployment } from "../../schemas/generated/types.ts";
import { findCondition } from "../core/conditions.ts";
import type { View } from "../core/controller.ts";
import { manifestField, templateField } from "../core/manifest.ts";
import { needsHand } from "../controllers/statefulSet/byHand.ts";
import type { StoredStatefulSet } from "../controllers/statefulSet/shape.ts";
import { controllerOf, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import { isFinished, isReady, isTerminating, type StoredPod } from "../core/pods.ts";
import { because, type FieldRef, type Why } from "../core/why.ts";
import { hostsOf } from "../kubelet/hosts.ts";
import { volumeFault } from "../kubelet/configuration.ts";
import { processesOf } from "../processes/behaviourOf.ts";
import { collisionsIn } from "../processes/listeners.ts";
import { standing } from "./standing.ts";
import type { Scheduler } from "../scheduler/scheduler.ts";
import { unplaced } from "./unplaced.ts";

/** What blocks the first of these objects, and the field to change. Nothing if time may still help. `among` are the pods to inspect. */
export function obstacle(
  objects: readonly StoredObject[],
  view: View,
  among = view.store.list<StoredPod>("Pod"),
  scheduler?: () => Scheduler,
): Why | undefined {
  const pods = among.filter((pod) => !isTerminating(pod) && !isFinished(pod) && !isReady(pod));
  const paused = objects.find((object) => object.kind === "Deployment" && (object as Stored<Deployment>).spec.paused);
  return (
    oldPod(objects, view) ??
    unplaced(pods, view, scheduler) ??
    unpullable(pods, view) ??
    misconfigured(pods, view) ??
    unmounted(pods, view) ??
    crashing(pods, view) ??
    awaiting(pods, view) ??
    refused(objects, view) ??
    (paused && pausedWhy(paused, view)) ??
    unready(pods, view)
  );
}

function oldPod(objects: readonly StoredObject[], view: View): Why | undefined {
  return objects
    .filter(({ kind }) => kind === "StatefulSet")
    .map((set) => needsHand(set as StoredStatefulSet, view))
    .find((why) => why !== undefined);
}

function unpullable(pods: readonly StoredPod[], view: View): Why | undefined {
  const waiting = pods.filter((pod) => unpulled(pod) >= 0);
  const [pod] = waiting;
  if (!pod) return undefined;
  const index = unpulled(pod);
  const image = pod.spec.containers?.[index]?.image ?? "";
  return because("stuck-image", { image }, [templateField(pod, `spec.containers[${index}].image`, view)]);
}

const pullTroubles: ReadonlySet<string> = new Set(["ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"]);

/** The container whose image cannot be pulled; -1 for none. */
function unpulled({ spec, status }: StoredPod): number {
  const name = status.containerStatuses?.find(({ state }) => pullTroubles.has(state?.waiting?.reason ?? ""))?.name;
  return name === undefined ? -1 : Math.max(0, spec.containers?.findIndex((container) => container.name === name) ?? 0);
}

/** A container needs a Secret, a ConfigMap or a key that does not exist. */
function misconfigured(pods: readonly StoredPod[], view: View): Why | undefined {
  const waiting = pods.flatMap((pod) =>
    (pod.status.containerStatuses ?? [])
      .filter(({ state }) => state?.waiting?.reason === "CreateContainerConfigError")
      .slice(0, 1)
      .map(({ name, state }) => ({ pod, name, message: state?.waiting?.message ?? "" })),
  );
  const [first] = waiting;
  if (!first) return undefined;
  const { pod, name, message } = first;
  const index = Math.max(0, pod.spec.containers?.findIndex((container) => container.name === name) ?? 0);
  const at = (field: string): FieldRef => templateField(pod, `spec.containers[${index}]${field}`, view);
  return because("stuck-config", { pods: waiting.length, message }, [standing([at(".env"), at(".envFrom"), at("")], view)]);
}

function crashing(pods: readonly StoredPod[], view: View): Why | undefined {
  const failing = pods.filter(({ status }) => status.containerStatuses?.some(({ restartCount = 0 }) => restartCount > 0));
  const [pod] = failing;
  if (!pod) return undefined;
  const status = worstContainer(pod);
  const index = Math.max(0, pod.spec.containers?.findIndex(({ name }) => name === status?.name) ?? 0);
  const collision = collisionsIn(pod.spec, processesOf(pod.spec)).find(({ refused }) => refused === status?.name);
  const field = templateField(pod, `spec.containers[${index}]`, view);
  if (collision) return because("stuck-port", { container: collision.refused, port: collision.port, holder: collision.holder }, [field]);
  const code = status?.lastState?.terminated?.exitCode ?? status?.state?.terminated?.exitCode ?? 0;
  return because("stuck-crashing", { container: status?.name ?? "", code, restarts: Math.max(...failing.map(restartsOf)) }, [field]);
}

/** The container to look at of those that were restarted: one that has ended with an error before one that runs, and of these the one restarted most often. */
function worstContainer({ status }: StoredPod): ContainerStatus | undefined {
  const rank = ({ state, lastState, restartCount = 0 }: ContainerStatus): number =>
    Number(state?.running === undefined) * 4e9 + Number((state?.terminated ?? lastState?.terminated)?.exitCode !== 0) * 2e9 + restartCount;
  return status.containerStatuses?.filter(({ restartCount = 0 }) => restartCount > 0).toSorted((a, b) => rank(b) - rank(a))[0];
}

/** A volume cannot be mounted, since its Secret, ConfigMap or key does not exist. */
function unmounted(pods: readonly StoredPod[], view: View): Why | undefined {
  for (const pod of pods) {
    if (pod.status.conditions?.find(({ type }) => type === "PodReadyToStartContainers")?.status !== "False" || pod.status.phase !== "Pending")
      continue;
    const fault = volumeFault(pod, view.store);
    if (fault)
      return because("stuck-volume", { volume: fault.volume, message: fault.message }, [templateField(pod, `spec.volumes[${fault.index}]`, view)]);
  }
  return undefined;
}

/** A container waits for a Service that is not there. */
function awaiting(pods: readonly StoredPod[], view: View): Why | undefined {
  for (const pod of pods) {
    const running = [...(pod.status.initContainerStatuses ?? []), ...(pod.status.containerStatuses ?? [])].filter(({ state }) => state?.running);
    if (running.length === 0) continue;
    const processes = processesOf(pod.spec, { hosts: hostsOf(pod, view.store) });
    for (const { name = "" } of running) {
      const [host] = processes.get(name)?.behaviour[0]?.awaits ?? [];
      if (host === undefined) continue;
      const init = pod.spec.initContainers?.findIndex((one) => one.name === name) ?? -1;
      const field = init >= 0 ? `spec.initContainers[${init}]` : `spec.containers[${pod.spec.containers?.findIndex((one) => one.name === name)}]`;
      return because(host.includes(":") ? "stuck-server" : "stuck-host", { container: name, host }, [
        standing([templateField(pod, `${field}.command`, view), templateField(pod, field, view)], view),
      ]);
    }
  }
  return undefined;
}

function refused(objects: readonly StoredObject[], view: View): Why | undefined {
  const owners = new Set(objects.map(({ metadata }) => metadata.uid));
  for (const set of view.store.list<Stored<Deployment>>("ReplicaSet")) {
    if (!owners.has(set.metadata.uid) && !owners.has(controllerOf(set)?.uid ?? "")) continue;
    const failure = findCondition(set.status.conditions, "ReplicaFailure");
    if (failure) return because("stuck-refused", { message: failure.message ?? "" }, [manifestField(set, "spec.replicas", view)]);
  }
  return undefined;
}

function pausedWhy(deployment: StoredObject, view: View): Why {
  return because("stuck-paused", { name: deployment.metadata.name }, [manifestField(deployment, "spec.paused", view)]);
}

function restartsOf({ status }: StoredPod): number {
  return Math.max(0, ...(status.containerStatuses ?? []).map(({ restartCount = 0 }) => restartCount));
}

function unready(pods: readonly StoredPod[], view: View): Why | undefined {
  const [pod] = pods;
  const probed = Math.max(0, pod?.spec.containers?.findIndex(({ readinessProbe }) => readinessProbe) ?? 0);
  return (
    pod && because("stuck-unready", { pods: pods.length }, [standing([templateField(pod, `spec.containers[${probed}].readinessProbe`, view)], view)])
  );
}

/** The reason for objects that make no progress although nothing in particular blocks them. */
export function waiting(objects: readonly StoredObject[]): Why {
  const [first] = objects;
  return because(
    "stuck-waiting",
    { kind: first?.kind ?? "", name: first?.metadata.name ?? "" },
    first ? [{ object: refOf(first), field: "spec" }] : [],
  );
}
