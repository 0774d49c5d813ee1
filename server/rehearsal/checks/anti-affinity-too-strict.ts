import { refOf } from "../../../engine/core/objects.ts";
import { valueAt } from "../../text/values.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { inPlace } from "./candidates.ts";
import type { Candidate, Spot } from "../concern.ts";
import { asManyAsFit } from "./no-room-on-nodes.ts";
import { refusedBy, type Unplaced } from "./unplaced.ts";

/** A required affinity between pods leaves no node for a pod. */
export const antiAffinityTooStrict = refusedBy({
  code: "anti-affinity-too-strict",
  plugins: ["InterPodAffinity"],
  beside: ({ workload }): Spot[] => [
    { object: refOf(workload), path: ["spec", "replicas"] },
    { object: refOf(workload), path: ["spec", "strategy", "rollingUpdate", "maxSurge"] },
  ],
  message: ({ workload, count, reasons, isSurge }) =>
    isSurge
      ? say("anti-affinity-keeps-surge-out", { workload: nameOf(refOf(workload)), reasons })
      : say("anti-affinity-too-strict", { workload: nameOf(refOf(workload)), count, reasons }),
  fixes: (unplaced, rehearsed) => [
    ...(unplaced.isSurge ? [inPlace(unplaced.workload)] : []),
    ...preferred(unplaced),
    ...asManyAsFit(unplaced, rehearsed),
  ],
});

/** The same terms as a preference. */
function preferred({ workload, spots: [spot] }: Unplaced): Candidate[] {
  const terms = spot && valueAt(workload, spot.path);
  if (!spot || !Array.isArray(terms)) return [];
  const path = [...spot.path.slice(0, -1), "preferredDuringSchedulingIgnoredDuringExecution"];
  const kept = valueAt(workload, path);
  const to = [...(Array.isArray(kept) ? (kept as unknown[]) : []), ...terms.map((term: unknown) => ({ weight: 100, podAffinityTerm: term }))];
  return [
    {
      label: say("fix-preferred"),
      changes: [{ object: spot.object, path: spot.path.slice(0, -1), to: { preferredDuringSchedulingIgnoredDuringExecution: to } }],
    },
  ];
}
