import type { HPAScalingPolicy, HPAScalingRules, HorizontalPodAutoscalerSpec } from "../../../schemas/generated/types.ts";
import type { Millis } from "../../core/objects.ts";

/** What an autoscaler remembers: its recommendations and its scaling events. */
export interface ScalingHistory {
  readonly wishes: readonly TimedCount[];
  readonly ups: readonly TimedCount[];
  readonly downs: readonly TimedCount[];
}

interface TimedCount {
  readonly at: Millis;
  readonly count: number;
}

/** What an autoscaler remembers at its first sync: nothing. */
export const noScalingHistory: ScalingHistory = { wishes: [], ups: [], downs: [] };

/** The desired replicas, and the conditions AbleToScale and ScalingLimited that explain them. */
export interface Paced {
  readonly replicas: number;
  readonly able: Explanation;
  readonly limited: Explanation & { readonly is: boolean };
}

interface Explanation {
  readonly reason: string;
  readonly message: string;
}

/** The longest time that recommendations and scaling events are kept. */
const longestWindow = 3_600_000;
/** Without `behavior`, scaling down uses the highest recommendation of this time. */
const defaultWindow = 300_000;

/** The history with a recommendation added and old ones removed. */
export function withWish(history: ScalingHistory, count: number, now: Millis): ScalingHistory {
  return { ...history, wishes: [...history.wishes.filter(({ at }) => at > now - longestWindow), { at: now, count }] };
}

/** The history with a scaling event added. */
export function withChange(history: ScalingHistory, from: number, to: number, now: Millis): ScalingHistory {
  const recent = (list: readonly TimedCount[]): readonly TimedCount[] => list.filter(({ at }) => at > now - longestWindow);
  return to > from
    ? { ...history, ups: [...recent(history.ups), { at: now, count: to - from }] }
    : { ...history, downs: [...recent(history.downs), { at: now, count: from - to }] };
}

/** Limits a recommendation by earlier recommendations and by the allowed pace of scaling. */
export function pace(wish: number, current: number, spec: HorizontalPodAutoscalerSpec, history: ScalingHistory, now: Millis): Paced {
  const stabilized = spec.behavior
    ? stabilizedByRules(wish, current, spec, history, now)
    : Math.max(wish, ...since(history.wishes, now - defaultWindow - 1));
  const able =
    stabilized === wish
      ? { reason: "ReadyForNewScale", message: "recommended size matches current size" }
      : spec.behavior && wish >= current
        ? { reason: "ScaleUpStabilized", message: "recent recommendations were lower than current one, applying the lowest recent recommendation" }
        : {
            reason: "ScaleDownStabilized",
            message: "recent recommendations were higher than current one, applying the highest recent recommendation",
          };
  const allowed = spec.behavior ? limitedByRules(stabilized, current, spec, history, now) : limited(stabilized, current, spec);
  return { replicas: allowed.replicas, able, limited: { is: allowed.replicas !== stabilized, reason: allowed.reason, message: allowed.message } };
}

/** The number of replicas nearest to the current one within both stabilization windows. */
function stabilizedByRules(
  wish: number,
  current: number,
  { behavior = {} }: HorizontalPodAutoscalerSpec,
  { wishes }: ScalingHistory,
  now: Millis,
): number {
  const up = Math.min(wish, ...since(wishes, now - windowOf(behavior.scaleUp, 0)));
  const down = Math.max(wish, ...since(wishes, now - windowOf(behavior.scaleDown, defaultWindow)));
  return Math.min(Math.max(current, up), down);
}

function windowOf(rules: HPAScalingRules | undefined, otherwise: Millis): Millis {
  return rules?.stabilizationWindowSeconds === undefined ? otherwise : rules.stabilizationWindowSeconds * 1000;
}

interface Allowed extends Explanation {
  readonly replicas: number;
}

const within = { reason: "DesiredWithinRange", message: "the desired count is within the acceptable range" };
const tooMany = { reason: "TooManyReplicas", message: "the desired replica count is more than the maximum replica count" };
const tooFew = { reason: "TooFewReplicas", message: "the desired replica count is less than the minimum replica count" };
const tooFast = { reason: "ScaleUpLimit", message: "the desired replica count is increasing faster than the maximum scale rate" };
const tooFastDown = { reason: "ScaleDownLimit", message: "the desired replica count is decreasing faster than the maximum scale rate" };

/** Without `behavior`: at most twice the current replicas, or four, in each sync. */
function limited(wish: number, current: number, { minReplicas = 1, maxReplicas = 0 }: HorizontalPodAutoscalerSpec): Allowed {
  const rate = Math.max(2 * current, 4);
  if (wish < minReplicas) return { replicas: minReplicas, ...tooFew };
  if (wish > Math.min(maxReplicas, rate)) return maxReplicas > rate ? { replicas: rate, ...tooFast } : { replicas: maxReplicas, ...tooMany };
  return { replicas: wish, ...within };
}

function limitedByRules(wish: number, current: number, spec: HorizontalPodAutoscalerSpec, history: ScalingHistory, now: Millis): Allowed {
  const { minReplicas = 1, maxReplicas = 0, behavior = {} } = spec;
  if (wish > current) {
    const rate = Math.max(current, furthest(behavior.scaleUp, current, history, now, up));
    const most = Math.min(maxReplicas, rate);
    if (wish > most) return { replicas: most, ...(maxReplicas > rate ? tooFast : tooMany) };
  } else if (wish < current) {
    const rate = Math.min(current, furthest(behavior.scaleDown, current, history, now, down));
    const least = Math.max(minReplicas, rate);
    if (wish < least) return { replicas: least, ...(minReplicas < rate ? tooFastDown : tooFew) };
  }
  return { replicas: wish, ...within };
}

/** How one direction applies a policy to the size at the start of its period, and which of two results is the larger change. */
interface Direction {
  readonly limit: (policy: HPAScalingPolicy, start: number) => number;
  readonly more: (...sizes: number[]) => number;
  readonly less: (...sizes: number[]) => number;
}

const up: Direction = {
  limit: ({ type, value = 0 }, start) => (type === "Pods" ? start + value : Math.ceil(start * (1 + value / 100))),
  more: Math.max,
  less: Math.min,
};
const down: Direction = {
  limit: ({ type, value = 0 }, start) => (type === "Pods" ? start - value : Math.trunc(start * (1 - value / 100))),
  more: Math.min,
  less: Math.max,
};

/** The limit that the policies set. A period counts this autoscaler's own scaling events in both directions. */
function furthest(rules: HPAScalingRules = {}, current: number, { ups, downs }: ScalingHistory, now: Millis, direction: Direction): number {
  const { selectPolicy = "Max", policies = [] } = rules;
  if (selectPolicy === "Disabled") return current;
  const limits = policies.map((policy) => {
    const from = now - (policy.periodSeconds ?? 0) * 1000;
    return direction.limit(policy, current - sum(since(ups, from)) + sum(since(downs, from)));
  });
  return selectPolicy === "Min" ? direction.less(...limits) : direction.more(...limits);
}

function since(counts: readonly TimedCount[], from: Millis): number[] {
  return counts.filter(({ at }) => at > from).map(({ count }) => count);
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
