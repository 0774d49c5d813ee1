import { groupBy } from "../../../api/groupBy.ts";
import type { HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import { keyOf, refOf, type Stored } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { provisionedBy } from "../../volumes/annotations.ts";
import type { StoredVolume } from "../../volumes/matching.ts";
import { keeps } from "./oldConfig.ts";
import type { Scene } from "./scene.ts";
import { fewOf, nameOf, say, type VerdictSentence } from "./words/say.ts";

/** What the rehearsal took for granted. */
export function* assumptions(scene: Scene): Generator<VerdictSentence> {
  for (const { is, ref } of scene.change.applied) if (is === "unknown") yield say("assumed-kind", { object: nameOf(ref) });
  const provisioned = scene
    .all<StoredVolume>("PersistentVolume")
    .filter(({ metadata, spec }) => metadata.annotations?.[provisionedBy] !== undefined && spec.claimRef);
  for (const [name, volumes] of groupBy(provisioned, ({ spec }) => spec.storageClassName ?? ""))
    yield say("assumed-class", { class: name, claims: fewOf(volumes.map(({ spec }) => `PersistentVolumeClaim ${spec.claimRef?.name ?? ""}`)) });
  const idle = scene.all<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler").filter(isWithoutLoad);
  if (idle.length === 1) yield say("no-load", { autoscaler: nameOf(refOf(idle[0]!)) });
  if (idle.length > 1) yield say("no-loads", { count: idle.length });
  yield* newFiles(scene);
}

/** Files that a changed ConfigMap or Secret fills become new by themselves, at a time that a cluster draws by chance; nothing else of it does. */
function* newFiles({ trace: { actions }, course }: Scene): Generator<VerdictSentence> {
  const refreshes = actions.flatMap(({ about, why }) =>
    why.rule === "files-follow" ? [{ pod: keyOf(about), source: why.fields.at(-1)?.object, ...why.numbers }] : [],
  );
  for (const [config, alike] of groupBy(refreshes, (one) => one.config)) {
    const pods = new Set(alike.map(({ pod }) => pod));
    const parts = { config, pods: pods.size, seconds: Math.max(...alike.map(({ seconds }) => Number(seconds))) };
    const isKept = alike.some(({ pod, source }) => source && keeps((course.end.get(pod) as StoredPod | undefined)?.spec ?? {}, source));
    yield isKept ? say("files-follow-only", parts) : say("files-follow", parts);
  }
}

/** Nothing tells it how much its pods use. */
function isWithoutLoad({ status }: Stored<HorizontalPodAutoscaler>): boolean {
  return findCondition(status.conditions, "ScalingActive")?.status !== "True";
}
