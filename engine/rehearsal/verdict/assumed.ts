import type { HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import { refOf, type Stored } from "../../core/objects.ts";
import { provisionedBy } from "../../volumes/annotations.ts";
import type { StoredVolume } from "../../volumes/matching.ts";
import type { Scene } from "./scene.ts";
import { nameOf, say, type VerdictSentence } from "./words/say.ts";

/** What the rehearsal took for granted. */
export function* assumptions(scene: Scene): Generator<VerdictSentence> {
  for (const { is, ref } of scene.change.applied) if (is === "unknown") yield say("assumed-kind", { object: nameOf(ref) });
  for (const { metadata, spec } of scene.all<StoredVolume>("PersistentVolume"))
    if (metadata.annotations?.[provisionedBy] !== undefined)
      yield say("assumed-class", { class: spec.storageClassName ?? "", claim: `PersistentVolumeClaim ${spec.claimRef?.name ?? ""}` });
  for (const autoscaler of scene.all<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler"))
    if (findCondition(autoscaler.status.conditions, "ScalingActive")?.status === "False")
      yield say("no-load", { autoscaler: nameOf(refOf(autoscaler)) });
}
