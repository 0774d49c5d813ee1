import { nearest } from "../../../api/cause.ts";
import type { HorizontalPodAutoscaler } from "../../../schemas/generated/types.ts";
import { refIn } from "../../../engine/rehearsal/script/named.ts";
import { refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import { podSpecOf, type Rehearsed } from "../rehearsed.ts";

type Autoscaler = Stored<HorizontalPodAutoscaler>;

/** An autoscaler that never acts: a container lacks the request for its utilization, or its target does not exist. */
export const autoscalerCannotMeasure: Check = {
  code: "autoscaler-cannot-measure",
  *find(rehearsed) {
    for (const autoscaler of rehearsed.objects<Autoscaler>("HorizontalPodAutoscaler")) {
      const { kind = "", name = "" } = autoscaler.spec.scaleTargetRef ?? {};
      const target = rehearsed.view.store.get(refIn(kind, name, autoscaler.metadata.namespace));
      if (target) yield* unmeasured(autoscaler, target, rehearsed);
      else yield* targetless(autoscaler, name, kind, rehearsed);
    }
  },
};

function* unmeasured(autoscaler: Autoscaler, target: StoredObject, rehearsed: Rehearsed): Generator<Concern> {
  const object = refOf(autoscaler);
  const containers = rehearsed.podsOf(target)[0]?.spec.containers ?? podSpecOf(target)?.containers ?? [];
  for (const [i, { resource }] of (autoscaler.spec.metrics ?? []).entries()) {
    const name = resource?.name ?? "";
    const index = containers.findIndex(({ resources }) => resources?.requests?.[name] === undefined);
    if (resource?.target?.averageUtilization === undefined || index < 0) continue;
    const metric: Spot = { object, path: ["spec", "metrics", i, "resource", "target", "averageUtilization"] };
    const at = [...templatePath(target.kind)!, "spec", "containers", index, "resources"];
    const request: Spot = { object: refOf(target), path: [...at, "requests", name] };
    const isWritten = rehearsed.written(metric) !== undefined;
    const own = isWritten ? metric : { object, path: ["spec", "targetCPUUtilizationPercentage"] };
    const wasThere = rehearsed.formerly(request) !== undefined;
    const message = say("autoscaler-cannot-measure", {
      autoscaler: nameOf(object),
      workload: nameOf(refOf(target)),
      container: containers[index]?.name ?? "",
      resource: name,
    });
    const isInFiles = rehearsed.manifestOf(refOf(target)) !== undefined;
    const theirs: Spot = { object: refOf(target), path: at };
    const former = rehearsed.formerly(request);
    const to = typeof former === "string" ? former : name === "cpu" ? "100m" : "128Mi";
    yield {
      state: "hurts",
      about: object,
      spot: wasThere || !rehearsed.manifestOf(object) ? theirs : own,
      message,
      also: isInFiles ? [wasThere ? own : theirs] : [],
      fixes: isInFiles ? [{ label: say("fix-value", { field: `requests.${name}`, value: to }), changes: [{ ...request, to }] }] : [],
    };
  }
}

function* targetless(autoscaler: Autoscaler, name: string, kind: string, rehearsed: Rehearsed): Generator<Concern> {
  const object = refOf(autoscaler);
  const spot: Spot = { object, path: ["spec", "scaleTargetRef", "name"] };
  const names = rehearsed.workloads
    .filter((one) => one.kind === kind && one.metadata.namespace === object.namespace)
    .map(({ metadata }) => metadata.name);
  const near = nearest(name, names) ?? (rehearsed.isEdited(spot) ? names[0] : undefined);
  const fixes: Candidate[] = near === undefined ? [] : [setTo(spot, near)];
  const assumed = near === undefined ? [say("assumed-absent", { config: `${kind} ${name}` })] : [];
  yield {
    state: "hurts",
    about: object,
    spot,
    message: say("autoscaler-without-target", { autoscaler: nameOf(object), target: `${kind} ${name}` }),
    assumed,
    fixes,
  };
}
