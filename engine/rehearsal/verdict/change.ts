import { groupBy } from "../../../api/groupBy.ts";
import { keyOf, refOf } from "../../core/objects.ts";
import { isTerminating, type StoredPod } from "../../core/pods.ts";
import { withoutValues } from "../refusals.ts";
import type { TracedEvent } from "../trace.ts";
import { type Finding, finding } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { fewOf, lasting, nameOf, say } from "./words/say.ts";

/** Drains that wait to the end, since a budget allows no more evictions. */
export function* drainFindings({ trace, course }: Scene): Generator<Finding> {
  const waiting = trace.actions.flatMap((action) => {
    const pod = action.what.is === "blocked" ? (course.end.get(keyOf(action.about)) as StoredPod | undefined) : undefined;
    return pod && !isTerminating(pod) && action.why.rule === "eviction-blocked"
      ? [{ pod, at: action.at, budget: String(action.why.numbers.budget), spot: action.why.fields[0] }]
      : [];
  });
  for (const alike of groupBy(waiting, ({ pod, budget }) => `${pod.spec.nodeName} ${budget}`).values()) {
    const [{ pod, at, budget, spot }] = alike as [(typeof waiting)[number]];
    const sentence = say("drain-blocked", { node: pod.spec.nodeName ?? "", budget, pods: alike.length });
    yield finding("suffers", sentence, refOf(pod), at, spot ? { spot } : {});
  }
}

/** The result of the apply itself: refusals, and objects that are no longer in the file. */
export function* changeFindings({ trace, change: { applied, left } }: Scene): Generator<Finding> {
  const refused = applied.filter((one) => one.is === "refused");
  for (const [i, { ref, field = "", message: whole }] of refused.entries()) {
    const message = withoutValues(whole);
    const sentence = i === 0 ? say("refused", { refused: refused.length, of: applied.length, message }) : say("refused-too", { message });
    yield finding("fails", sentence, ref, trace.from, { spot: { object: ref, field: field === "" ? "spec" : field } });
  }
  const known = new Set(refused.map(({ ref }) => keyOf(ref)));
  const later = trace.events.filter(({ reason, about }) => reason === "Refused" && !known.has(keyOf(about)));
  for (const [message, alike] of groupBy(later, (event) => event.message)) {
    const [{ at, about }] = alike as [TracedEvent];
    const time = lasting(at - trace.from);
    const sentence = alike.length === 1 ? say("step-refused", { time, message }) : say("steps-refused", { count: alike.length, time, message });
    yield finding("suffers", sentence, about, at);
  }
  const kept = left.filter(({ pruned }) => !pruned).map(({ ref }) => ref);
  const [first, ...more] = kept;
  if (!first) return;
  const sentence =
    more.length === 0 ? say("left-one", { object: nameOf(first) }) : say("left-behind", { count: kept.length, objects: fewOf(kept.map(nameOf)) });
  yield finding("suffers", sentence, first, trace.from);
}
