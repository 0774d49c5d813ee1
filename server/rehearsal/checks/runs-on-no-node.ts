import type { DaemonSet, Node } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { nearest } from "../../../api/cause.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo, without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Spot } from "../concern.ts";

/** A DaemonSet for which no node is eligible is done at once, but runs nowhere. */
export const runsOnNoNode: Check = {
  code: "runs-on-no-node",
  *find(rehearsed) {
    const nodes = rehearsed.view.store.list<Stored<Node>>("Node");
    for (const daemons of rehearsed.objects<Stored<DaemonSet>>("DaemonSet")) {
      if ((daemons.status.desiredNumberScheduled ?? 0) > 0 || nodes.length === 0) continue;
      const object = refOf(daemons);
      const pod = ["spec", "template", "spec"];
      const { nodeSelector = {} } = daemons.spec.template?.spec ?? {};
      const wrong = Object.entries(nodeSelector).filter(([key, value]) => !nodes.some(({ metadata }) => metadata.labels?.[key] === value));
      const spots = wrong.map(([key]): Spot => ({ object, path: [...pod, "nodeSelector", key] }));
      const beside: Spot[] = [
        { object, path: [...pod, "affinity", "nodeAffinity"] },
        { object, path: [...pod, "tolerations"] },
      ];
      const [first, ...others] = [...spots, ...beside];
      yield {
        state: "never",
        about: object,
        spot: rehearsed.cause(first!, ...others, { object, path: pod }),
        message: say("runs-on-no-node", { workload: nameOf(object), nodes: nodes.length }),
        assumed: rehearsed.assumedCluster,
        fixes: wrong.flatMap(([key, value]): Candidate[] => {
          const spot: Spot = { object, path: [...pod, "nodeSelector", key] };
          const near = nearest(
            value,
            nodes.flatMap(({ metadata }) => metadata.labels?.[key] ?? []),
          );
          return [
            ...(near === undefined ? [] : [setTo(spot, near)]),
            without(Object.keys(nodeSelector).length === 1 ? { object, path: [...pod, "nodeSelector"] } : spot),
          ];
        }),
      };
    }
  },
};
