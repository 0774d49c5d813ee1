import type { DaemonSet, Deployment, Service, StatefulSet } from "../../../schemas/generated/types.ts";
import { keyOf, refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { boundsOf } from "../../../engine/rehearsal/bounds.ts";
import { longest } from "../../../engine/rehearsal/verdict/workloads.ts";
import { matches, selectorFromMap } from "../../../api/selector.ts";
import { podLabelsOf } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { lasting, say } from "../../words/rehearsal/say.ts";
import { oneMore, setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** An update during which no pod of a workload is ready, although some were before. */
export const allPodsDown: Check = {
  code: "all-pods-down",
  *find(rehearsed) {
    for (const workload of rehearsed.isUpdate ? rehearsed.workloads : []) {
      if (!["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)) continue;
      const gauge = rehearsed.scene.course.workloads.get(keyOf(refOf(workload)));
      if (!gauge || gauge.before === 0) continue;
      const gap = longest(gauge.gaps, rehearsed.trace.to);
      if (gap) yield concernOf(workload, gap, rehearsed);
    }
  },
};

function concernOf(workload: StoredObject, { from, to }: { readonly from: number; readonly to?: number }, rehearsed: Rehearsed): Concern {
  const object = refOf(workload);
  const service = serviceOf(workload, rehearsed);
  const name = nameOf(object);
  const { spots, fixes, isForced } = causesOf(workload);
  const [first = { object, path: ["spec"] }, ...others] = spots;
  const time = lasting((to ?? rehearsed.trace.to) - from);
  const ends = to === undefined ? "since" : "for";
  const message =
    boundsOf(workload).wants === 0
      ? say("scaled-to-nothing", { workload: name })
      : ends === "since"
        ? say("down-from-then-on", { workload: name, time: lasting(from - rehearsed.trace.from) })
        : service
          ? say("down-behind-service", { workload: name, service: nameOf(refOf(service)), time })
          : say("down-for-a-time", { workload: name, time });
  return {
    state: to === undefined && boundsOf(workload).wants > 0 ? "never" : "hurts",
    about: object,
    spot: rehearsed.cause(first, ...others),
    message,
    ...((isForced || (!service && ends === "for")) && { isMild: true }),
    ...(service && { related: [{ object: refOf(service), path: ["spec", "selector"], message: say("its-service") }] }),
    at: rehearsed.since(from),
    fixes,
  };
}

interface Causes {
  readonly spots: readonly Spot[];
  readonly fixes: readonly Candidate[];
  /** Whether the strategy has no other way, since the workload has only one pod and must replace it. */
  readonly isForced: boolean;
}

function causesOf(workload: StoredObject): Causes {
  const object = refOf(workload);
  const at = (...path: string[]): Spot => ({ object, path: ["spec", ...path] });
  const replicas = at("replicas");
  if (boundsOf(workload).wants === 0) return { spots: [replicas], fixes: [], isForced: false };
  if (workload.kind === "Deployment") {
    const { strategy } = (workload as Stored<Deployment>).spec;
    if (strategy?.type === "Recreate") return { spots: [at("strategy", "type"), at("strategy")], fixes: [oneMore(workload)], isForced: false };
    const rolling = ["maxUnavailable", "maxSurge"].map((field) => at("strategy", "rollingUpdate", field));
    return { spots: [...rolling, at("strategy"), replicas], fixes: [oneMore(workload)], isForced: false };
  }
  const rolling = at("updateStrategy", "rollingUpdate", "maxUnavailable");
  const { updateStrategy } = (workload as Stored<StatefulSet> & Stored<DaemonSet>).spec;
  const isWide = updateStrategy?.rollingUpdate?.maxUnavailable !== undefined && boundsOf(workload).wants > 1;
  return { spots: [rolling, replicas], fixes: isWide ? [setTo(rolling, 1)] : [], isForced: !isWide };
}

/** A Service that sends requests to the pods of a workload. */
export function serviceOf(workload: StoredObject, { view }: Rehearsed): Stored<Service> | undefined {
  const labels = podLabelsOf(workload);
  return view.store.list<Stored<Service>>("Service", workload.metadata.namespace).find(({ spec }) => {
    const selector = selectorFromMap(spec.selector);
    return selector !== undefined && Object.keys(spec.selector ?? {}).length > 0 && matches(selector, labels);
  });
}
