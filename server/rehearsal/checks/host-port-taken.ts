import { refOf } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { inPlace, without } from "./candidates.ts";
import type { Spot } from "../concern.ts";
import { asManyAsFit } from "./no-room-on-nodes.ts";
import { refusedBy } from "./unplaced.ts";

/** A node can give a host port to one pod only. */
export const hostPortTaken = refusedBy({
  code: "host-port-taken",
  plugins: ["NodePorts"],
  beside: ({ workload }): Spot[] => [
    { object: refOf(workload), path: ["spec", "replicas"] },
    { object: refOf(workload), path: ["spec", "strategy", "rollingUpdate", "maxSurge"] },
  ],
  message: ({ workload, count, reasons, isSurge }) =>
    isSurge
      ? say("host-port-taken-by-old", { workload: nameOf(refOf(workload)), reasons })
      : say("host-port-on-all-nodes", { workload: nameOf(refOf(workload)), count, reasons }),
  fixes: (unplaced, rehearsed) => [
    ...(unplaced.isSurge ? [inPlace(unplaced.workload)] : []),
    ...asManyAsFit(unplaced, rehearsed),
    ...unplaced.spots.filter((spot) => rehearsed.written(spot) !== undefined).map(without),
  ],
});
