import type { Deployment } from "../../schemas/generated/types.ts";
import { findCondition } from "../core/conditions.ts";
import type { View } from "../core/controller.ts";
import { manifestField, templateField } from "../core/manifest.ts";
import { needsHand } from "../controllers/statefulSet/byHand.ts";
import type { StoredStatefulSet } from "../controllers/statefulSet/shape.ts";
import { controllerOf, refOf, type Stored, type StoredObject } from "../core/objects.ts";
import { isFinished, isReady, isTerminating, pullTroubles, type StoredPod } from "../core/pods.ts";
import { because, type FieldRef, type Why } from "../core/why.ts";
import { hostsOf } from "../kubelet/hosts.ts";
import { volumeFault } from "../kubelet/configuration.ts";
import { processesOf } from "../processes/behaviourOf.ts";
import { crashing, unready } from "./failing.ts";
import { partsOf } from "./podParts.ts";
import { standing } from "./standing.ts";
import type { Scheduler } from "../scheduler/scheduler.ts";
import type { TracedEvent } from "./trace.ts";
import { unplaced } from "./unplaced.ts";

/** Where to look for the obstacle of an object. */
export interface Inspected {
  /** All pods by default. */
  readonly pods?: readonly StoredPod[];
  /** The events of kubelets. */
  readonly events: readonly TracedEvent[];
  readonly scheduler?: () => Scheduler;
}

/** What blocks the first of these objects, and the field to change. Nothing if time may still help. */
export function obstacle(
  objects: readonly StoredObject[],
  view: View,
  { pods: all = view.store.list<StoredPod>("Pod"), events, scheduler }: Inspected,
): Why | undefined {
  const pods = all.filter((pod) => !isTerminating(pod) && !isFinished(pod) && !isReady(pod));
  const paused = objects.find((object) => object.kind === "Deployment" && (object as Stored<Deployment>).spec.paused);
  return (
    oldPod(objects, view) ??
    unplaced(pods, view, scheduler) ??
    unpullable(pods, view) ??
    misconfigured(pods, view) ??
    unmounted(pods, view) ??
    crashing(pods, view, events) ??
    awaiting(pods, view) ??
    refused(objects, view) ??
    (paused && pausedWhy(paused, view)) ??
    unready(pods, view, events)
  );
}

function oldPod(objects: readonly StoredObject[], view: View): Why | undefined {
  return objects
    .filter(({ kind }) => kind === "StatefulSet")
    .map((set) => needsHand(set as StoredStatefulSet, view))
    .find((why) => why !== undefined);
}

function unpullable(pods: readonly StoredPod[], view: View): Why | undefined {
  const [first] = pods.flatMap((pod) => partsOf(pod).filter(({ status }) => pullTroubles.has(status.state?.waiting?.reason ?? "")));
  if (!first) return undefined;
  const { pod, container, status, field } = first;
  const at = (name: string): FieldRef => templateField(pod, `${field}.${name}`, view);
  const { reason, message = "" } = status.state?.waiting ?? {};
  if (reason === "ErrImageNeverPull") return because("stuck-image-refused", { container: container.name, message }, [at("imagePullPolicy")]);
  if (reason === "InvalidImageName") return because("stuck-image-refused", { container: container.name, message }, [at("image")]);
  return because("stuck-image", { image: container.image ?? "" }, [at("image")]);
}

/** A container needs a Secret, a ConfigMap or a key that does not exist. */
function misconfigured(pods: readonly StoredPod[], view: View): Why | undefined {
  const waiting = pods.flatMap((pod) => partsOf(pod).find(({ status }) => status.state?.waiting?.reason === "CreateContainerConfigError") ?? []);
  const [first] = waiting;
  if (!first) return undefined;
  const at = (field: string): FieldRef => templateField(first.pod, `${first.field}${field}`, view);
  const message = withoutWhose(first.status.state?.waiting?.message ?? "");
  return because("stuck-config", { pods: waiting.length, message }, [standing([at(".env"), at(".envFrom"), at("")], view)]);
}

/** A kubelet's message without the names of the pod and the container at its end. */
function withoutWhose(message: string): string {
  return message.replace(/ \(pod: "[^"]*", container: [^)]*\)$/, "");
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

/** A container waits for a Service that does not exist. */
function awaiting(pods: readonly StoredPod[], view: View): Why | undefined {
  for (const pod of pods) {
    const running = partsOf(pod).filter(({ status }) => status.state?.running);
    if (running.length === 0) continue;
    const processes = processesOf(pod.spec, { hosts: hostsOf(pod, view.store) });
    for (const { name, field } of running) {
      const [host] = processes.get(name)?.behaviour[0]?.awaits ?? [];
      if (host === undefined) continue;
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

/** The reason for objects that make no progress without a known obstacle. */
export function waiting(objects: readonly StoredObject[]): Why {
  const [first] = objects;
  return because(
    "stuck-waiting",
    { kind: first?.kind ?? "", name: first?.metadata.name ?? "" },
    first ? [{ object: refOf(first), field: "spec" }] : [],
  );
}
