import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { inPlace, setTo } from "./candidates.ts";
import type { Spot } from "../concern.ts";
import { refusedBy } from "./unplaced.ts";

/** A topology spread constraint leaves no node for a pod. */
export const spreadTooStrict = refusedBy({
  code: "spread-too-strict",
  plugins: ["PodTopologySpread"],
  beside: ({ workload }): Spot[] => [{ object: refOf(workload), path: ["spec", "replicas"] }],
  message: ({ workload, count, reasons }) => say("spread-too-strict", { workload: nameOf(refOf(workload)), count, reasons }),
  fixes: ({ workload, spots, isSurge }) => [
    ...spots.filter(({ path }) => path.at(-1) === "whenUnsatisfiable").map((spot) => setTo(spot, "ScheduleAnyway")),
    ...(isSurge ? [inPlace(workload)] : []),
  ],
});
