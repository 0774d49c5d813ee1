import type { DaemonSet, StatefulSet } from "../../../schemas/generated/types.ts";
import { refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";

/** A new template that no pod gets: the partition is above all pods, or pods are replaced only after they are deleted by hand. */
export const updateReachesNothing: Check = {
  code: "update-reaches-nothing",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const object = refOf(workload);
      const strategy = strategyOf(workload);
      if (!strategy || !rehearsed.isReconfigured(object, "spec", "template")) continue;
      const { type, partition = 0, replicas } = strategy;
      const base = ["spec", "updateStrategy"];
      if (type === "OnDelete") {
        const spot: Spot = { object, path: [...base, "type"] };
        yield {
          state: "never",
          about: object,
          spot,
          message: say("waits-for-delete", { workload: nameOf(object) }),
          fixes: [setTo(spot, "RollingUpdate")],
        };
      } else if (replicas > 0 && partition >= replicas) {
        const spot: Spot = { object, path: [...base, "rollingUpdate", "partition"] };
        const message = say("partition-above-replicas", { workload: nameOf(object), partition, replicas });
        yield {
          state: "never",
          about: object,
          spot: rehearsed.cause(spot, { object, path: ["spec", "replicas"] }),
          message,
          fixes: [setTo(spot, 0)],
        };
      }
    }
  },
};

interface Strategy {
  readonly type: string;
  readonly partition?: number | undefined;
  readonly replicas: number;
}

function strategyOf(workload: StoredObject): Strategy | undefined {
  if (workload.kind !== "StatefulSet" && workload.kind !== "DaemonSet") return undefined;
  const { updateStrategy, replicas = 0 } = (workload as Stored<StatefulSet> & Stored<DaemonSet>).spec;
  const partition = (updateStrategy?.rollingUpdate as { partition?: number } | undefined)?.partition;
  return { type: updateStrategy?.type ?? "RollingUpdate", partition, replicas: workload.kind === "StatefulSet" ? replicas : 0 };
}
