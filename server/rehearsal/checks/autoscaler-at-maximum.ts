import type { HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../../engine/core/conditions.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** An autoscaler that can't scale up: the stated load needs more than its maximum, or the maximum is the minimum. */
export const autoscalerAtMaximum: Check = {
  code: "autoscaler-at-maximum",
  *find(rehearsed) {
    for (const autoscaler of rehearsed.objects<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler")) {
      const object = refOf(autoscaler);
      const { minReplicas = 1, maxReplicas = 0 } = autoscaler.spec;
      const maximum: Spot = { object, path: ["spec", "maxReplicas"] };
      const name = nameOf(object);
      if (findCondition(autoscaler.status.conditions, "ScalingLimited")?.reason === "TooManyReplicas")
        yield {
          state: "hurts",
          about: object,
          spot: maximum,
          message: say("autoscaler-at-maximum", { autoscaler: name, max: maxReplicas }),
          fixes: [2, 4, 16].map((times) => setTo(maximum, maxReplicas * times)),
        };
      else if (minReplicas === maxReplicas)
        yield {
          state: "hurts",
          about: object,
          spot: rehearsed.cause(maximum, { object, path: ["spec", "minReplicas"] }),
          message: say("autoscaler-cannot-scale", { autoscaler: name, max: maxReplicas }),
          fixes: [setTo(maximum, Math.max(maxReplicas * 2, 3))],
        };
    }
  },
};
