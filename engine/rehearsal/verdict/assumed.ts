import { groupBy } from "../../../api/groupBy.ts";
import type { HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import { refOf, type Stored } from "../../core/objects.ts";
import { provisionedBy } from "../../volumes/annotations.ts";
import type { StoredVolume } from "../../volumes/matching.ts";
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
}

/** Nothing tells it how much its pods use. */
function isWithoutLoad({ status }: Stored<HorizontalPodAutoscaler>): boolean {
  return findCondition(status.conditions, "ScalingActive")?.status !== "True";
}
