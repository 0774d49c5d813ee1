import type { SuccessPolicy } from "../../../schemas/generated/types.ts";
import { count, countCommon, type Indexes, parseIndexes } from "./indexes.ts";

/** The first rule of a success policy that the succeeded indexes satisfy. */
export function satisfied(policy: SuccessPolicy | undefined, succeeded: Indexes, completions: number): number | undefined {
  if (succeeded.length === 0) return undefined;
  const rule = (policy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount = Infinity }) => {
    if (succeededIndexes === undefined) return count(succeeded) >= succeededCount;
    const wanted = parseIndexes(succeededIndexes, completions);
    const reached = countCommon(wanted, succeeded);
    return wanted.length > 0 && (reached === count(wanted) || reached >= succeededCount);
  });
  return rule < 0 ? undefined : rule;
}
