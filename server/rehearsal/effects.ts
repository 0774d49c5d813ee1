import { keyOf, type Millis, type Ref, refOf, type StoredObject } from "../../engine/core/objects.ts";
import { boundsOf } from "../../engine/rehearsal/bounds.ts";
import { type FindingsSentence, lasting, say } from "../words/rehearsal/say.ts";
import type { Rehearsed } from "./rehearsed.ts";

/** The effect of a change on an object, as a short sentence. */
export interface Effect {
  readonly about: Ref;
  readonly sentence: FindingsSentence;
}

/** The effect of a change on each workload that it touches, and of changed configuration on its readers. `stopped` are the workloads that never complete. */
export function effectsOf(rehearsed: Rehearsed, stopped: ReadonlySet<string>): readonly Effect[] {
  const { applied } = rehearsed.scene.change;
  const workloads = new Map(rehearsed.workloads.map((workload) => [keyOf(refOf(workload)), workload]));
  return applied.flatMap(({ is, ref }): Effect[] => {
    const field = is === "refused" ? rehearsed.fixedField(ref) : undefined;
    if (field) return [{ about: ref, sentence: say("cannot-apply", { field: field.toString() }) }];
    const workload = workloads.get(keyOf(ref));
    if (is !== "configured" && !(is === "created" && workload)) return [];
    const sentence = workload ? ofWorkload(workload, rehearsed, stopped) : ofConfig(ref, rehearsed);
    return sentence ? [{ about: ref, sentence }] : [];
  });
}

function ofWorkload(workload: StoredObject, rehearsed: Rehearsed, stopped: ReadonlySet<string>): FindingsSentence | undefined {
  const ref = refOf(workload);
  if (stopped.has(keyOf(ref))) return say("edit-never-completes");
  if (!["Deployment", "StatefulSet", "DaemonSet"].includes(workload.kind)) return undefined;
  const { wants, ceiling = wants, floor = 0 } = boundsOf(workload);
  const before = rehearsed.scene.course.workloads.get(keyOf(ref))?.before ?? 0;
  const time = lasting(doneAt(ref, rehearsed) - rehearsed.trace.from);
  if (!rehearsed.isReconfigured(ref)) return wants > 0 ? say("starts-pods", { count: wants, time }) : undefined;
  if (rehearsed.isReconfigured(ref, "spec", "template")) {
    const many = ceiling - floor;
    const pace = many >= before || many === 0 ? say("all-at-once") : many === 1 ? say("one-at-a-time") : say("some-at-a-time", { count: many });
    return before > 0
      ? say("replaces-pods", { count: before, pace: before === 1 ? say("one-at-a-time") : pace, time })
      : say("starts-pods", { count: wants, time });
  }
  return before === wants ? say("restarts-nothing") : say("scales-pods", { from: before, to: wants, time });
}

/** When a workload completed. */
function doneAt(ref: Ref, { trace }: Rehearsed): Millis {
  const key = keyOf(ref);
  return trace.actions.findLast(({ what, about }) => what.is === "finish" && keyOf(about) === key)?.at ?? trace.outcome.at;
}

/** The effect of a changed ConfigMap or Secret on the pods that read it. */
function ofConfig(ref: Ref, { verdict }: Rehearsed): FindingsSentence | undefined {
  if (ref.kind !== "ConfigMap" && ref.kind !== "Secret") return undefined;
  const keeps = verdict.findings.some(({ code, spot }) => code === "keeps-old-config" && spot && keyOf(spot.object) === keyOf(ref));
  return keeps ? say("restarts-nothing-config", { kind: ref.kind }) : say("restarts-nothing");
}
