import { matches, selectorFromMap } from "../../../api/selector.ts";
import type { Service, ServicePort } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import { containersOf, type NamedContainer } from "../../kubelet/look.ts";
import { processesOf } from "../../processes/behaviourOf.ts";
import { type Finding, finding } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { nameOf, say } from "./words/say.ts";

/** A Service with ready pods may still reach nothing: no container has a port of that name, or no process listens on the number. */
export function* portFindings(service: Stored<Service>, scene: Scene): Generator<Finding> {
  const { spec, metadata } = service;
  const selector = selectorFromMap(spec.selector);
  const pod = scene
    .all<StoredPod>("Pod")
    .find((one) => one.metadata.namespace === metadata.namespace && matches(selector, one.metadata.labels) && isReady(one) && !isTerminating(one));
  if (!pod) return;
  const ref = refOf(service);
  for (const [i, port] of (spec.ports ?? []).entries()) {
    const target = port.targetPort ?? port.port ?? 0;
    const parts = { service: nameOf(ref), port: port.port ?? 0, target };
    const more = { spot: { object: ref, field: `spec.ports[${i}].${port.targetPort === undefined ? "port" : "targetPort"}` } };
    const naming = containersNaming(pod, target);
    const isNamed = naming.length > 0;
    if (isNamed && !naming.every((container) => listensElsewhere(container, pod))) continue;
    if (typeof target === "string" && !isNamed) yield finding("fails", say("no-port-named", parts), ref, scene.trace.from, more);
    else if (spec.clusterIP !== "None" && (isNamed || !mayListen(pod, port, Number(target))))
      yield finding("fails", say("nothing-listens", parts), ref, scene.trace.from, more);
  }
}

/** The containers that declare this port, by name or number. */
function containersNaming(pod: StoredPod, target: string | number): readonly NamedContainer[] {
  return containersOf(pod).filter(({ ports = [] }) =>
    ports.some(({ name, containerPort }) => target === (typeof target === "string" ? name : containerPort)),
  );
}

/** Whether a well-known program listens on its one port, while its container declares only others: to declare a port opens none. */
function listensElsewhere(container: NamedContainer, pod: StoredPod): boolean {
  const { behaviour = [], source } = processesOf(pod.spec).get(container.name) ?? {};
  if (source?.is !== "image" || isConfigured(container)) return false;
  const [first, ...more] = behaviour.flatMap(({ serves = [] }) => serves);
  return first !== undefined && more.length === 0 && !container.ports?.some(({ containerPort }) => containerPort === first.port);
}

/** Whether a process listens on the port, or may listen because it is unknown. */
function mayListen(pod: StoredPod, { protocol = "TCP" }: ServicePort, target: number): boolean {
  const processes = processesOf(pod.spec);
  return containersOf(pod).some((container) => {
    const { behaviour = [], source, remarks = [] } = processes.get(container.name) ?? {};
    if (!source || source.is === "assumed" || source.is === "stated" || remarks.length > 0 || isConfigured(container)) return true;
    return behaviour.some(({ serves = [] }) => serves.some(({ port, speaks }) => port === target && (speaks === "udp") === (protocol === "UDP")));
  });
}

/** Whether files, arguments or variables may configure a known program to listen elsewhere. */
function isConfigured({ args = [], env = [], envFrom = [], volumeMounts = [] }: NamedContainer): boolean {
  return args.length + env.length + envFrom.length + volumeMounts.length > 0;
}
