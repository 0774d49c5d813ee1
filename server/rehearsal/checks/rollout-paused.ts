import type { Deployment } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** A paused Deployment accepts a new template but starts no pods from it. */
export const rolloutPaused: Check = {
  code: "rollout-paused",
  *find(rehearsed) {
    for (const deployment of rehearsed.objects<Stored<Deployment>>("Deployment")) {
      const object = refOf(deployment);
      if (deployment.spec.paused !== true || (rehearsed.isUpdate && !rehearsed.isReconfigured(object, "spec", "template"))) continue;
      const spot: Spot = { object, path: ["spec", "paused"] };
      yield {
        state: "never",
        about: object,
        spot,
        message: say("rollout-paused", { workload: nameOf(object) }),
        ...(!rehearsed.isUpdate && { isMild: true }),
        fixes: [without(spot)],
      };
    }
  },
};
