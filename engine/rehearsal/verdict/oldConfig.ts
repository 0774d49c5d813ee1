import type { PodSpec } from "../../../schemas/generated/types.ts";
import { keyOf, type Ref, refOf, type StoredObject } from "../../core/objects.ts";
import { type Finding, finding } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { nameOf, say } from "./words/say.ts";

/** A changed ConfigMap or Secret restarts no pods: environment variables and files mounted by `subPath` keep the old values until a restart. */
export function* oldConfigFindings(workload: StoredObject, scene: Scene): Generator<Finding> {
  const { applied } = scene.change;
  const changed = applied.filter(({ is, ref }) => is === "configured" && (ref.kind === "ConfigMap" || ref.kind === "Secret"));
  if (changed.length === 0 || isReplaced(workload, scene)) return;
  const running = scene.podsOf(workload).filter(({ metadata }) => scene.restartsBefore.has(metadata.uid));
  for (const { ref } of changed) {
    const pod = running.find(({ metadata, spec }) => metadata.namespace === ref.namespace && keeps(spec, ref));
    if (!pod) continue;
    const sentence = say("keeps-old-config", { config: nameOf(ref), workload: nameOf(refOf(workload)) });
    yield finding("suffers", sentence, refOf(workload), scene.trace.from, { spot: { object: ref, field: "data" } });
  }
}

/** Whether its own template has changed, too, so that its pods are replaced anyway. */
function isReplaced(workload: StoredObject, { change: { applied } }: Scene): boolean {
  const key = keyOf(refOf(workload));
  const own = applied.find(({ ref }) => keyOf(ref) === key);
  return own?.is === "configured" && own.edits.some(({ field }) => field.startsWith("spec.template"));
}

/** Whether a pod reads the object only at its start: as environment variables, or as a file mounted by `subPath`. */
export function keeps({ containers = [], initContainers = [], volumes = [] }: PodSpec, { kind, name }: Ref): boolean {
  const isConfig = kind === "ConfigMap";
  const mounted = new Set(
    volumes.filter(({ configMap, secret }) => (isConfig ? configMap?.name : secret?.secretName) === name).map((volume) => volume.name),
  );
  return [...containers, ...initContainers].some(
    ({ env = [], envFrom = [], volumeMounts = [] }) =>
      env.some(({ valueFrom }) => (isConfig ? valueFrom?.configMapKeyRef : valueFrom?.secretKeyRef)?.name === name) ||
      envFrom.some(({ configMapRef, secretRef }) => (isConfig ? configMapRef : secretRef)?.name === name) ||
      volumeMounts.some((mount) => mounted.has(mount.name ?? "") && mount.subPath !== undefined),
  );
}
