import { scalableKinds } from "../../../api/workloads.ts";
import { sameValue } from "../../../api/equal.ts";
import { parseQuantity, milliValue } from "../../../api/quantity.ts";
import { formatSelector, selectorFromMap } from "../../../api/selector.ts";
import { formatTime, parseTime } from "../../../api/time.ts";
import type {
  HorizontalPodAutoscaler,
  HorizontalPodAutoscalerCondition,
  HorizontalPodAutoscalerStatus,
  LabelSelector,
  MetricStatus,
} from "../../../schemas/generated/types.ts";
import { notFound } from "../../core/answers.ts";
import { groupOf, isServed } from "../../core/registry.ts";
import type { Again, Controller, Memory, SyncPart, Sync, View } from "../../core/controller.ts";
import { type Millis, keyOfObject, refOf, type Stored, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { consult, type MetricAnswer } from "./metricSource.ts";
import { type ScalingHistory, noScalingHistory, pace, withChange, withWish } from "./pace.ts";
import type { Target, Tolerances } from "./proposal.ts";
import { because } from "../../core/why.ts";

type StoredAutoscaler = Stored<HorizontalPodAutoscaler>;

/** An object with the scale subresource: desired replicas, current replicas, and a selector. */
interface Scaled extends StoredObject {
  readonly spec: { readonly replicas?: number; readonly selector?: LabelSelector };
  readonly status: { readonly replicas?: number };
}

/** The HorizontalPodAutoscaler controller: sets the replicas of its target by metrics, once in each sync period. */
export const horizontalPodAutoscaler: Controller = {
  name: "horizontal-pod-autoscaler",
  watches: ["HorizontalPodAutoscaler"],
  concerns: ({ key, before, after }) => (!before && after ? [key] : []),
  *sync(ref, view, memory): Sync {
    const autoscaler = view.store.get<StoredAutoscaler>(ref);
    if (!autoscaler) {
      memory.delete(ref.key);
      return undefined;
    }
    const waits = (view.metrics.first ?? 0) - (view.now - parseTime(autoscaler.metadata.creationTimestamp)!);
    if (waits > 0) return { inMillis: waits } satisfies Again;
    yield* look(autoscaler, view, memory);
    return { inMillis: view.metrics.period } satisfies Again;
  },
};

function* look(autoscaler: StoredAutoscaler, view: View, memory: Memory): SyncPart<void> {
  const draft = new Draft(autoscaler, view.now);
  const target = targetOf(autoscaler, view);
  if (typeof target === "string") {
    draft.setCondition("AbleToScale", false, "FailedGetScale", `the HPA controller was unable to get the target's current scale: ${target}`);
    yield* draft.write();
    return;
  }
  draft.setCondition("AbleToScale", true, "SucceededGetScale", "the HPA controller was able to get the target's current scale");
  const current = target.spec.replicas ?? 1;
  const key = keyOfObject(autoscaler);
  const history = (memory.get(key) as ScalingHistory | undefined) ?? withWish(noScalingHistory, current, view.now);
  memory.set(key, history);
  const decided = yield* decide(autoscaler, target, draft, history, view);
  if (decided === undefined) {
    draft.status = { ...draft.status, currentReplicas: current };
    yield* draft.write();
    return;
  }
  memory.set(key, decided.history);
  const { replicas, because } = decided;
  if (replicas !== current) {
    yield* rescale(autoscaler, target, replicas, because);
    draft.setCondition("AbleToScale", true, "SucceededRescale", `the HPA controller was able to update the target scale to ${replicas}`);
    if (autoscaler.spec.behavior) memory.set(key, withChange(decided.history, current, replicas, view.now));
    draft.status = { ...draft.status, lastScaleTime: formatTime(view.now) };
  }
  draft.status = { ...draft.status, currentReplicas: current, desiredReplicas: replicas };
  yield* draft.write();
}

interface Decided {
  readonly replicas: number;
  readonly because: string;
  readonly history: ScalingHistory;
}

/** The desired replicas of the target; nothing if its metrics give no number. `minReplicas` and `maxReplicas` come before metrics. */
function* decide(autoscaler: StoredAutoscaler, target: Scaled, draft: Draft, history: ScalingHistory, view: View): SyncPart<Decided | undefined> {
  const { minReplicas = 1, maxReplicas = 0 } = autoscaler.spec;
  const current = target.spec.replicas ?? 1;
  if (current === 0) {
    draft.setCondition("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
    draft.measured([]);
    return { replicas: 0, because: "", history };
  }
  if (current > maxReplicas || current < minReplicas) {
    draft.measured([]);
    const [replicas, side, bound] = current > maxReplicas ? [maxReplicas, "above", "Max"] : [minReplicas, "below", "Min"];
    return { replicas, because: `Current number of replicas ${side} Spec.${bound}Replicas`, history };
  }
  const wish = yield* askMetrics(autoscaler, target, draft, view);
  if (!wish) return undefined;
  const paced = pace(wish.replicas, current, autoscaler.spec, history, view.now);
  draft.setCondition("AbleToScale", true, paced.able.reason, paced.able.message);
  draft.setCondition("ScalingLimited", paced.limited.is, paced.limited.reason, paced.limited.message);
  const because = wish.replicas > current ? `${wish.name} above target` : "All metrics below target";
  return { replicas: paced.replicas, because, history: withWish(history, wish.replicas, view.now) };
}

/** The largest number of replicas that any metric asks for. If a metric fails, the others may not scale down. */
function* askMetrics(
  autoscaler: StoredAutoscaler,
  target: Scaled,
  draft: Draft,
  view: View,
): SyncPart<{ replicas: number; name: string } | undefined> {
  const selector = selectorOf(target);
  const rivals = rivalsOf(autoscaler, selector, view);
  if (rivals.length > 1) {
    const text = `pods by selector ${formatSelector(selector)} are controlled by multiple HPAs: [${rivals.join(" ")}]`;
    draft.setCondition("ScalingActive", false, "AmbiguousSelector", text);
    draft.measured([]);
    return undefined;
  }
  const pods = view.store.select<StoredPod>("Pod", autoscaler.metadata.namespace, selector);
  const seen: Target = {
    namespace: autoscaler.metadata.namespace,
    spec: target.spec.replicas ?? 1,
    status: target.status.replicas ?? 0,
    pods,
    usage: view.metrics.usageOf(pods),
    tolerances: tolerancesOf(autoscaler),
  };
  const outcomes = (autoscaler.spec.metrics ?? []).map((metric) => consult(metric, seen, view));
  draft.measured(outcomes.map((outcome) => (outcome.is === "proposed" ? outcome.status : { type: "" })));
  const failures = outcomes.filter((outcome) => outcome.is === "failed");
  for (const { reason, message } of failures) yield { do: "event", about: refOf(autoscaler), type: "Warning", reason, message };
  const [failure] = failures;
  const best = largest(outcomes);
  if (!best || (failure && best.replicas < seen.spec)) {
    if (failure) {
      draft.setCondition("ScalingActive", false, failure.reason, `the HPA was unable to compute the replica count: ${failure.message}`);
      const message = `invalid metrics (${failures.length} invalid out of ${outcomes.length}), first error is: failed to get ${failure.of} metric value: ${failure.message}`;
      yield { do: "event", about: refOf(autoscaler), type: "Warning", reason: "FailedComputeMetricsReplicas", message };
    }
    return undefined;
  }
  draft.setCondition("ScalingActive", true, "ValidMetricFound", `the HPA was able to successfully calculate a replica count from ${best.name}`);
  return best;
}

/** The first of the largest proposals; if all ask for 0, the last one. */
function largest(outcomes: readonly MetricAnswer[]): { replicas: number; name: string } | undefined {
  let best: { replicas: number; name: string } | undefined;
  for (const outcome of outcomes) if (outcome.is === "proposed" && (!best?.replicas || outcome.replicas > best.replicas)) best = outcome;
  return best;
}

/** The autoscalers whose targets select the same pods. */
function rivalsOf(autoscaler: StoredAutoscaler, selector: LabelSelector | undefined, view: View): string[] {
  const { namespace } = autoscaler.metadata;
  const { store } = view;
  const mine = new Set(store.select<StoredPod>("Pod", namespace, selector));
  return store
    .list<StoredAutoscaler>("HorizontalPodAutoscaler", namespace)
    .filter((other) => {
      if (other === autoscaler) return mine.size > 0;
      const target = targetOf(other, view);
      return typeof target !== "string" && store.select<StoredPod>("Pod", namespace, selectorOf(target)).some((pod) => mine.has(pod));
    })
    .map(({ metadata }) => `${namespace}/${metadata.name}`)
    .sort();
}

function* rescale(autoscaler: StoredAutoscaler, target: Scaled, replicas: number, cause: string): SyncPart<void> {
  const why = because("autoscaler-rescales", { from: target.spec.replicas ?? 1, to: replicas, because: cause }, [
    { object: refOf(autoscaler), field: "spec.metrics" },
  ]);
  yield { do: "update", object: { ...target, spec: { ...target.spec, replicas } } as Scaled, why };
  yield { do: "event", about: refOf(autoscaler), type: "Normal", reason: "SuccessfulRescale", message: `New size: ${replicas}; reason: ${cause}` };
}

/** The scale target of an autoscaler, or the server's message why it cannot be scaled. */
function targetOf({ metadata: { namespace }, spec: { scaleTargetRef = {} } }: StoredAutoscaler, { store }: View): Scaled | string {
  const { apiVersion = "", kind = "", name = "" } = scaleTargetRef;
  const group = groupOf(apiVersion);
  if (!isServed(kind, group)) return `no matches for kind ${JSON.stringify(kind)} in group ${JSON.stringify(group)}`;
  const target = store.get<Scaled>({ kind, namespace, name });
  if (!target) return notFound({ kind, namespace, name }).message;
  return scalableKinds.includes(kind) ? target : "the server could not find the requested resource";
}

/** A ReplicationController's selector is a plain map. */
function selectorOf({ kind, spec }: Scaled): LabelSelector | undefined {
  return kind === "ReplicationController" ? selectorFromMap(spec.selector as Record<string, string> | undefined) : spec.selector;
}

const tenPercent = 0.1;

function tolerancesOf({ spec: { behavior } }: StoredAutoscaler): Tolerances {
  const read = (text: string | number | undefined): number => {
    const quantity = text === undefined ? undefined : parseQuantity(text);
    return quantity ? milliValue(quantity) / 1000 : tenPercent;
  };
  return { up: read(behavior?.scaleUp?.tolerance), down: read(behavior?.scaleDown?.tolerance) };
}

/** The status that is written at the end of a sync. */
class Draft {
  private readonly autoscaler: StoredAutoscaler;
  private readonly now: Millis;
  status: HorizontalPodAutoscalerStatus;

  constructor(autoscaler: StoredAutoscaler, now: Millis) {
    this.autoscaler = autoscaler;
    this.now = now;
    this.status = { ...autoscaler.status };
  }

  setCondition(type: string, is: boolean, reason: string, message: string): void {
    const conditions = [...(this.status.conditions ?? [])];
    const at = conditions.findIndex((condition) => condition.type === type);
    const status = is ? "True" : "False";
    const lastTransitionTime = conditions[at]?.status === status ? conditions[at].lastTransitionTime : formatTime(this.now);
    const condition: HorizontalPodAutoscalerCondition = { type, status, reason, message, lastTransitionTime };
    if (at < 0) conditions.push(condition);
    else conditions[at] = condition;
    this.status = { ...this.status, conditions };
  }

  measured(metrics: readonly MetricStatus[]): void {
    const { currentMetrics: _, ...rest } = this.status;
    this.status = metrics.length > 0 ? { ...rest, currentMetrics: [...metrics] } : rest;
  }

  *write(): SyncPart<void> {
    const object: StoredAutoscaler = { ...this.autoscaler, status: this.status };
    if (!sameValue(object.status, this.autoscaler.status)) yield { do: "updateStatus", object };
  }
}
