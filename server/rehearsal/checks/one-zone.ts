import type { Node } from "../../../schemas/generated/types.ts";
import { refOf, type Stored } from "../../../engine/core/objects.ts";
import { isReady } from "../../../engine/core/pods.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { without } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Spot } from "../concern.ts";
import { podSpecOf } from "../rehearsed.ts";

const zone = "topology.kubernetes.io/zone";

/** All pods run in one zone although the cluster has more, so they all fail with it. */
export const oneZone: Check = {
  code: "one-zone",
  *find(rehearsed) {
    const nodes = new Map(rehearsed.view.store.list<Stored<Node>>("Node").map(({ metadata }) => [metadata.name, metadata.labels?.[zone]]));
    const zones = new Set([...nodes.values()].filter((one) => one !== undefined));
    for (const workload of zones.size > 1 ? rehearsed.workloads : []) {
      if (workload.kind !== "Deployment" && workload.kind !== "StatefulSet") continue;
      const pods = rehearsed.podsOf(workload).filter(isReady);
      const [first, ...others] = new Set(pods.map(({ spec }) => nodes.get(spec.nodeName ?? "")));
      if (pods.length < 2 || first === undefined || others.length > 0) continue;
      const object = refOf(workload);
      const pod = [...templatePath(workload.kind)!, "spec"];
      const selector: Spot[] = Object.keys(podSpecOf(workload)?.nodeSelector ?? {}).map((key) => ({ object, path: [...pod, "nodeSelector", key] }));
      const spread = { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: "ScheduleAnyway", labelSelector: { matchLabels: ownLabels(workload) } };
      const spot = rehearsed.cause(
        { object, path: [...pod, "nodeSelector", zone] },
        { object, path: [...pod, "affinity"] },
        ...selector,
        { object, path: ["spec", "replicas"] },
        { object, path: pod },
      );
      yield {
        state: "hurts",
        about: object,
        spot,
        message: say("one-zone", { workload: nameOf(object), pods: pods.length, zone: first, zones: zones.size }),
        assumed: rehearsed.assumedCluster,
        ...(!rehearsed.isEdited(spot) && { isMild: true }),
        fixes: [
          ...selector.filter(({ path }) => path.at(-1) === zone).map(without),
          { label: say("fix-spread"), changes: [{ object, path: [...pod, "topologySpreadConstraints"], to: [spread] }] },
        ],
      };
    }
  },
};

function ownLabels(workload: unknown): unknown {
  return (workload as { spec: { selector?: { matchLabels?: unknown } } }).spec.selector?.matchLabels;
}
