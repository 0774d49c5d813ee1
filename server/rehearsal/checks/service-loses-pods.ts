import type { Service } from "../../../schemas/generated/types.ts";
import { matches, selectorFromMap } from "../../../api/selector.ts";
import { keyOf, refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { longest } from "../../../engine/rehearsal/verdict/workloads.ts";
import { podLabelsOf, templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { lasting, say } from "../../words/rehearsal/say.ts";
import { setTo, together } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A Service that had ready pods and then, for a time or for good, selects none, although pods of a workload are ready. */
export const serviceLosesPods: Check = {
  code: "service-loses-pods",
  *find(rehearsed) {
    for (const service of rehearsed.isUpdate ? rehearsed.view.store.list<Stored<Service>>("Service") : []) {
      const gauge = rehearsed.scene.course.services.get(keyOf(refOf(service)));
      const gap = gauge && gauge.before > 0 ? longest(gauge.gaps, rehearsed.trace.to) : undefined;
      if (!gap || !hasMoved(service, rehearsed)) continue;
      const object = refOf(service);
      const selector = Object.keys(service.spec.selector ?? {}).map((key): Spot => ({ object, path: ["spec", "selector", key] }));
      const labels = workloadsNear(service, rehearsed).flatMap((workload) =>
        Object.keys(service.spec.selector ?? {}).map((key): Spot => ({
          object: refOf(workload),
          path: [...templatePath(workload.kind)!, "metadata", "labels", key],
        })),
      );
      const [first, ...others] = [...selector, ...labels];
      const name = nameOf(object);
      const spot = rehearsed.cause(first!, ...others);
      const message =
        gap.to === undefined
          ? say("service-without-pods", { service: name, time: lasting(gap.from - rehearsed.trace.from) })
          : say("service-without-pods-for", { service: name, time: lasting(gap.to - gap.from) });
      const isElsewhere = keyOf(spot.object) !== keyOf(object);
      yield {
        state: gap.to === undefined ? "never" : "hurts",
        about: object,
        spot,
        message,
        also: isElsewhere && rehearsed.manifestOf(object) ? [first!] : [],
        at: rehearsed.since(gap.from),
        fixes: [...selecting(service, rehearsed)],
      };
    }
  },
};

/** Whether its selector, or the labels that it selects, have changed. Otherwise its pods are down, which other checks report. */
function hasMoved(service: Stored<Service>, rehearsed: Rehearsed): boolean {
  if (rehearsed.isReconfigured(refOf(service), "spec", "selector")) return true;
  return workloadsNear(service, rehearsed).some((workload) =>
    rehearsed.isReconfigured(refOf(workload), ...templatePath(workload.kind)!, "metadata", "labels"),
  );
}

/** Workloads whose pods have some of the labels that a Service selects. */
function workloadsNear({ spec, metadata }: Stored<Service>, { workloads }: Rehearsed): StoredObject[] {
  const asked = Object.entries(spec.selector ?? {});
  return workloads.filter((workload) => {
    const labels = podLabelsOf(workload) ?? {};
    return (
      workload.metadata.namespace === metadata.namespace &&
      asked.some(([key, value]) => labels[key] === value || (key in labels && asked.length === 1))
    );
  });
}

/** A selector that selects the pods that the Service probably means. */
function selecting(service: Stored<Service>, rehearsed: Rehearsed): Candidate[] {
  const selector = service.spec.selector ?? {};
  return workloadsNear(service, rehearsed).flatMap((workload) => {
    const labels = podLabelsOf(workload) ?? {};
    if (matches(selectorFromMap(selector), labels)) return [];
    const wrong = Object.keys(selector).filter((key) => labels[key] !== selector[key]);
    if (wrong.some((key) => labels[key] === undefined)) return [];
    return [together(...wrong.map((key) => setTo({ object: refOf(service), path: ["spec", "selector", key] }, labels[key]!)))];
  });
}
