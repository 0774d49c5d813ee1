import type { SuccessPolicy, SuccessPolicyRule } from "../../../schemas/generated/types.ts";
import { show } from "../../cause.ts";
import { type Check, between, each } from "../../check.ts";

const mostRules = 20;
const longestIndexes = 64 * 1024;

interface Fault {
  readonly fault: string;
}

/** How many indexes a list such as `1,3-5` names; they ascend, and are below `completions`. */
export function countIndexes(text: string, completions: number): number | Fault {
  let [count, last] = [0, -Infinity];
  for (const interval of text === "" ? [] : text.split(",")) {
    const [, from, to = from] = /^(\+?\d+)(?:-(\+?\d+))?$/.exec(interval) ?? [];
    if (from === undefined) return { fault: `${show(interval)} is no index and no interval such as 3-5` };
    const [first, end] = [Number(from), Number(to)];
    if (end >= completions || first >= completions) return { fault: `${show(interval)} is beyond the last index, ${completions - 1}` };
    if (first <= last || (interval.includes("-") && first >= end)) return { fault: `${show(interval)} is out of order: indexes must ascend` };
    count += end - first + 1;
    last = end;
  }
  return count;
}

const rule: Check<SuccessPolicyRule, number> = ({ succeededCount, succeededIndexes }, at, causes, completions) => {
  if (succeededCount === undefined && succeededIndexes === undefined) causes.required(at, "A rule needs a succeededCount or succeededIndexes.");
  const total = countIndexes(succeededIndexes ?? "", completions);
  const here = at.field("succeededIndexes");
  if ((succeededIndexes ?? "").length > longestIndexes)
    causes.add("FieldValueTooLong", here, `succeededIndexes may have ${longestIndexes} characters.`);
  if (typeof total !== "number") causes.invalid(here, `${total.fault}.`);
  if (succeededCount === undefined) return;
  const place = at.field("succeededCount");
  const named = typeof total === "number" ? total : 0;
  between(0)(succeededCount, place, causes, undefined);
  if (succeededCount > completions) causes.invalid(place, `succeededCount (${succeededCount}) is more than the completions (${completions}).`);
  if (succeededIndexes !== undefined && succeededCount > named)
    causes.invalid(place, `succeededCount (${succeededCount}) is more than the indexes that succeededIndexes names (${named}).`);
};

/** When an Indexed Job counts as done before all its indexes are. */
export const successPolicy: Check<SuccessPolicy, number> = ({ rules = [] }, at, causes, completions) => {
  const list = at.field("rules");
  if (rules.length === 0) causes.required(list, "A successPolicy needs at least one rule.");
  if (rules.length > mostRules) causes.add("FieldValueTooMany", list, `${rules.length} rules are too many: ${mostRules} are allowed.`);
  each(rule)(rules, list, causes, completions);
};
