import type { Deployment } from "../../../schemas/generated/types.ts";
import { scaled } from "../../../api/intOrString.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { oneMore } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** `maxUnavailable` as a percentage that rounds down to 0, without surge: Kubernetes stops one pod all the same, since the rollout could not proceed otherwise. */
export const unavailableRoundsUp: Check = {
  code: "unavailable-rounds-up",
  *find(rehearsed) {
    for (const deployment of rehearsed.objects<Stored<Deployment>>("Deployment")) {
      const { replicas = 1, strategy } = deployment.spec;
      const { maxSurge = "25%", maxUnavailable = "25%" } = strategy?.rollingUpdate ?? {};
      if (strategy?.type === "Recreate" || replicas === 0) continue;
      if (scaled(maxSurge, replicas, "up") !== 0 || scaled(maxUnavailable, replicas, "down") !== 0) continue;
      const object = refOf(deployment);
      const spot: Spot = { object, path: ["spec", "strategy", "rollingUpdate", "maxUnavailable"] };
      const message = say("unavailable-rounds-up", { workload: nameOf(object), maxUnavailable: String(maxUnavailable), replicas });
      const surge: Spot = { object, path: ["spec", "strategy", "rollingUpdate", "maxSurge"] };
      yield {
        state: "hurts",
        about: object,
        spot: rehearsed.cause(spot, surge, { object, path: ["spec", "replicas"] }),
        message,
        fixes: [oneMore(deployment)],
      };
    }
  },
};
