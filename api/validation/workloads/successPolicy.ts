import type { SuccessPolicy, SuccessPolicyRule } from "../../../schemas/generated/types.ts";
import { type Check, between, each } from "../../check.ts";
import { type ApiSentence, say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostRules = 20;
const longestIndexes = 64 * 1024;

interface Fault {
  readonly fault: ApiSentence;
}

/** How many indexes a list such as `1,3-5` names; they ascend, and are below `completions`. */
export function countIndexes(text: string, completions: number): number | Fault {
  let [count, last] = [0, -Infinity];
  for (const interval of text === "" ? [] : text.split(",")) {
    const [, from, to = from] = /^(\+?\d+)(?:-(\+?\d+))?$/.exec(interval) ?? [];
    if (from === undefined) return { fault: say("no-index", { interval: quoted(interval) }) };
    const [first, end] = [Number(from), Number(to)];
    if (end >= completions || first >= completions) return { fault: say("index-beyond-last", { interval: quoted(interval), last: completions - 1 }) };
    if (first <= last || (interval.includes("-") && first >= end)) return { fault: say("index-out-of-order", { interval: quoted(interval) }) };
    count += end - first + 1;
    last = end;
  }
  return count;
}

const rule: Check<SuccessPolicyRule, number> = ({ succeededCount, succeededIndexes }, at, causes, completions) => {
  if (succeededCount === undefined && succeededIndexes === undefined) causes.required(at, say("success-rule-empty"));
  const total = countIndexes(succeededIndexes ?? "", completions);
  const here = at.field("succeededIndexes");
  if ((succeededIndexes ?? "").length > longestIndexes) causes.add("FieldValueTooLong", here, say("indexes-too-long", { most: longestIndexes }));
  if (typeof total !== "number") causes.invalid(here, total.fault);
  if (succeededCount === undefined) return;
  const place = at.field("succeededCount");
  const named = typeof total === "number" ? total : 0;
  between(0)(succeededCount, place, causes, undefined);
  if (succeededCount > completions) causes.invalid(place, say("more-than-completions", { count: succeededCount, completions }));
  if (succeededIndexes !== undefined && succeededCount > named) causes.invalid(place, say("more-than-indexes", { count: succeededCount, named }));
};

/** When an Indexed Job counts as done before all its indexes are. */
export const successPolicy: Check<SuccessPolicy, number> = ({ rules = [] }, at, causes, completions) => {
  const list = at.field("rules");
  if (rules.length === 0) causes.required(list, say("success-policy-empty"));
  if (rules.length > mostRules) causes.add("FieldValueTooMany", list, say("too-many-rules", { count: rules.length, most: mostRules }));
  each(rule)(rules, list, causes, completions);
};
