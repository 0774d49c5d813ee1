import type { Deployment } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { autoscalerOf } from "./budgets.ts";
import { setTo, without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** Both an autoscaler and the file set the replicas, so each apply reverts the autoscaler's change. */
export const autoscalerResetsReplicas: Check = {
  code: "autoscaler-resets-replicas",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const object = refOf(workload);
      const spot: Spot = { object, path: ["spec", "replicas"] };
      const autoscaler = autoscalerOf(workload, rehearsed);
      const replicas = rehearsed.written(spot);
      if (!autoscaler || typeof replicas !== "number") continue;
      const { minReplicas = 1, maxReplicas = Infinity } = autoscaler.spec;
      const parts = { workload: nameOf(object), autoscaler: nameOf(refOf(autoscaler)), replicas, min: minReplicas, max: maxReplicas };
      const isOutside = replicas > 0 && (replicas < minReplicas || replicas > maxReplicas);
      const isMeant = rehearsed.isReconfigured(object, "spec", "replicas") && (workload as Stored<Deployment>).kind !== "Job";
      yield {
        state: "hurts",
        about: object,
        spot: isOutside
          ? rehearsed.cause(spot, ...["maxReplicas", "minReplicas"].map((field): Spot => ({ object: refOf(autoscaler), path: ["spec", field] })))
          : spot,
        message: isOutside ? say("replicas-outside", parts) : say("autoscaler-resets-replicas", parts),
        ...(!isOutside && !isMeant && { isMild: true }),
        related: [{ object: refOf(autoscaler), path: ["spec", "scaleTargetRef"], message: say("its-autoscaler") }],
        fixes: [without(spot), ...(replicas > maxReplicas ? [setTo({ object: refOf(autoscaler), path: ["spec", "maxReplicas"] }, replicas)] : [])],
      };
    }
  },
};
