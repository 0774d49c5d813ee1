import { type KubeletProfile, ordinaryKubelet } from "../kubelet/profile.ts";
import { isPodVerb, type Options, podVerbs } from "../kubelet/verbs.ts";
import { keyOfObject, type Millis, type Ref, refOf } from "../core/objects.ts";
import { applyOne, type ApplyResult, leaveBehind, noChange } from "./change.ts";
import { obstacle, waiting } from "./outcome.ts";
import { statedIn } from "./planned.ts";
import { CrashLoops, isRestless, restlessFor } from "./restless.ts";
import type { StoredPod } from "../core/pods.ts";
import { Evictions, isDrain } from "./evictions.ts";
import { Progress, unfinished } from "./progress.ts";
import type { PodSelection, Step, TimedStep } from "./script.ts";
import { isStep } from "./script/isStep.ts";
import { inKubectl, subjectOf } from "./script/kubectl.ts";
import { put } from "./script/apply.ts";
import { select } from "./script/selection.ts";
import { freshStage, Stage } from "./script/stage.ts";
import { ask, report } from "./script/verbs.ts";
import type { GivenUp, SimulationState } from "./simulationState.ts";
import type { Outcome, Trace } from "./trace.ts";
import { mostSyncs, syncsFor } from "./budget.ts";
import { keepShapes } from "./shapes.ts";
import { isAwaited } from "./watch.ts";
import { copied, sizesOf, Tracer, upTo } from "./tracer.ts";
import { because } from "../core/why.ts";

/** The input of a rehearsal. */
export interface Scenario {
  /** Nodes, and all other objects that exist before anything runs. */
  readonly cluster: readonly unknown[];
  /** The manifests that run already when the rehearsal begins. */
  readonly before: readonly unknown[];
  /** The manifests that are applied when it begins. */
  readonly after: readonly unknown[];
  /** What happens later, each step at its time. Values that are not steps are skipped. */
  readonly script: readonly TimedStep[];
  readonly kubelet?: Partial<KubeletProfile>;
  /** Determines generated names, and how long each pod takes to start. */
  readonly seed?: number;
  /** When the rehearsal begins. */
  readonly from?: Millis;
  /** The longest virtual time without progress (a pod that becomes ready or succeeds), and the most controller syncs. */
  readonly lasts?: Millis;
  readonly syncs?: number;
  /** How manifests are applied: `client` (the default) merges as `kubectl apply` does, `server` as `kubectl apply --server-side` does. */
  readonly applies?: "client" | "server";
  /** Deletes objects of `before` that are not in `after`. */
  readonly prunes?: true;
  /** Performs the steps that are `kubectl` lines. */
  readonly kubectl?: Kubectl;
}

/** Performs a `kubectl` line on a stage. Returns the refusals as `kubectl` prints them, and the pods whose eviction it will retry. */
export type Kubectl = (line: string, stage: Stage) => { readonly refusals: readonly string[]; readonly blocked: readonly Ref[] };

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 9, 0, 0);
/** How long the manifests of `before` have to start, and how long a rehearsal lasts without progress. */
const [earlier, longest] = [10 * minute, 30 * minute];
/** After its outcome a rehearsal runs on for a tenth of its duration, within these limits, so that the panel shows the end. */
const [shortestTail, longestTail] = [2000, 30_000];

/** Rehearses a scenario from beginning to end. The same scenario gives the same trace, byte for byte. */
export function simulate(scenario: Scenario): Trace {
  const simulation = new Simulation(scenario);
  simulation.run();
  return simulation.trace();
}

/** The state when a rehearsal begins. It is the same for all scenarios that differ only in what is applied and what happens later. */
export function opening(scenario: Scenario): SimulationState {
  const { syncs: _, ...state } = new Simulation({ ...scenario, after: [], script: [] }).state();
  return state;
}

/** A rehearsal that can be stopped at any time, and resumed from its state. */
export class Simulation {
  private readonly scenario: Scenario;
  private readonly stage: Stage;
  private readonly tracer: Tracer;
  private readonly from: Millis;
  private readonly lasts: Millis;
  private readonly syncs: number;
  private readonly progress: Progress;
  private readonly crashLoops: CrashLoops;
  private readonly script: readonly TimedStep[];
  private played: number;
  private readonly evictions: Evictions;
  private givenUp: GivenUp | undefined;
  private change: ApplyResult | undefined; // absent before the rehearsal has begun
  private outcome: Outcome | undefined;
  /** When the last planned event, such as a schedule or a load, was due. */
  private awaited: Millis;

  constructor(scenario: Scenario, state?: SimulationState) {
    const { from = start, lasts = longest, syncs = 20 * mostSyncs, seed = 1 } = scenario;
    this.scenario = scenario;
    this.from = from;
    this.lasts = lasts;
    this.script = scenario.script.filter(({ at, step }) => Number.isFinite(at) && isStep(step)).toSorted((a, b) => a.at - b.at);
    this.stage = new Stage(state?.stage ?? freshStage(from - earlier, seed), { ...ordinaryKubelet, ...scenario.kubelet }, scenario.applies);
    this.tracer = new Tracer(state?.record);
    this.evictions = new Evictions(this.stage, this.tracer, state?.blocked);
    this.played = state?.played ?? 0;
    this.givenUp = state?.givenUp;
    this.change = state?.change;
    this.outcome = state?.outcome;
    this.awaited = state?.awaited ?? from;
    if (!state) this.prepare(syncs);
    this.syncs =
      scenario.syncs ??
      state?.syncs ??
      this.stage.plane.syncs + syncsFor({ after: scenario.after, script: this.script }, this.stage.plane.state().store.objects.length);
    this.progress = new Progress(this.stage.plane.store, state?.progressed ?? from, (...what) => this.tracer.finished(...what));
    this.crashLoops = new CrashLoops(this.stage.plane.store);
    for (const witness of [this.tracer, this.progress, this.crashLoops]) this.stage.plane.witness(witness);
  }

  state(): SimulationState {
    return {
      stage: this.stage.state(),
      played: this.played,
      ...(this.evictions.blocked.length > 0 && { blocked: this.evictions.blocked }),
      syncs: this.syncs,
      progressed: this.progress.latest,
      ...(this.givenUp && { givenUp: this.givenUp }),
      ...(this.change && { change: this.change }),
      ...(this.outcome && { outcome: this.outcome }),
      awaited: this.awaited,
      record: copied(this.tracer.record),
    };
  }

  /** Runs until `until` or to the end. Returns whether the end was reached, with controller syncs to spare. */
  run(until: Millis = Infinity): boolean {
    const { plane } = this.stage;
    if (!this.change) this.begin();
    while (this.outcome === undefined) {
      this.outcome = this.judged(this.ended());
      if (this.outcome) break;
      const next = Math.min(plane.next() ?? Infinity, this.nextStep(), this.evictions.next);
      if (next > until) return false;
      if (!plane.advance(next, this.syncs)) this.outcome = this.judged(this.cut("events"));
      else this.playDue();
    }
    const end = this.end(this.outcome);
    plane.advance(Math.max(plane.now, Math.min(until, end)), this.syncs);
    keepShapes(this.tracer.record);
    return until >= end && plane.syncs < this.syncs;
  }

  /** The end of the trace: a little after the outcome, unless the rehearsal was cut or gave up before. */
  private end(outcome: Outcome): Millis {
    if (outcome.is === "cut" || this.givenUp?.outcome === outcome) return outcome.at;
    return outcome.at + Math.min(Math.max((outcome.at - this.from) / 10, shortestTail), longestTail);
  }

  trace(): Trace {
    const { givenUp, tracer } = this;
    const outcome = this.outcome ?? { is: "cut", at: this.stage.plane.now, bound: "time", why: waiting(unfinished(this.stage.plane.store)) };
    const record = givenUp?.outcome === outcome ? upTo(tracer.record, givenUp.sizes) : tracer.record;
    return { from: this.from, to: this.end(outcome), ...record, outcome, change: this.change ?? noChange, ...statedIn(this.scenario.kubelet) };
  }

  /** Sets up the cluster, applies `before` and gives it time to become ready. */
  private prepare(syncs: number): void {
    const { plane } = this.stage;
    const { cluster, before } = this.scenario;
    for (const object of cluster) put(this.stage, object);
    plane.settle(syncs);
    this.stage.names.step++;
    ask(this.stage, { apply: before });
    plane.advance(this.from, syncs);
  }

  private begin(): void {
    const { plane } = this.stage;
    const { objects } = plane.state().store;
    for (const object of objects) this.tracer.record.versions.push({ at: this.from, key: keyOfObject(object), object });
    this.change = { ...noChange, versionsBefore: objects.length };
    this.applyAll(objects.length);
    this.playDue();
  }

  /** Applies each object of the file in order. A refused object does not stop the others. */
  private applyAll(versionsBefore: number): void {
    const { stage, tracer, scenario } = this;
    const { before, after, prunes = false } = scenario;
    if (before.length + after.length === 0) return;
    stage.names.step++;
    const applied = after.map((object) => {
      const one = applyOne(stage, object);
      if (one.is !== "unchanged" && one.is !== "unknown") tracer.applied(stage.plane.now, one, inKubectl({ apply: [object] }));
      return one;
    });
    this.change = { versionsBefore, applied, left: leaveBehind(stage, before, after, prunes) };
    stage.plane.settle(this.syncs);
  }

  private playDue(): void {
    while (this.nextStep() <= this.stage.plane.now) this.play(this.script[this.played++]!.step);
    this.evictions.tryDue();
    this.stage.plane.settle(this.syncs);
  }

  private nextStep(): Millis {
    return this.from + Math.max(0, this.script[this.played]?.at ?? Infinity);
  }

  /** Plays one step of the script. `wait`, `tick` and `finish` do nothing here, where time passes and kubelets run by themselves. */
  private play(step: Step): void {
    const { stage, tracer } = this;
    stage.names.step++;
    tracer.ask(stage.plane.now, step);
    if ("evict" in step) for (const pod of select(stage.names, step.evict)) this.evictions.evict(refOf(pod), isDrain(step.evict));
    else if (Object.keys(step).some(isPodVerb)) this.move(step);
    else if ("kubectl" in step) this.carryOut(step, step.kubectl);
    else for (const answer of ask(stage, step)) if (!answer.ok) this.complain(step, answer.message);
    stage.plane.settle(this.syncs);
  }

  private carryOut(step: Step, line: string): void {
    const done = this.scenario.kubectl?.(line, this.stage);
    for (const refusal of done?.refusals ?? []) this.complain(step, refusal);
    for (const pod of done?.blocked ?? []) this.evictions.block(pod);
  }

  private move(step: Step): void {
    for (const [verb, what] of Object.entries(step)) {
      if (!isPodVerb(verb)) continue;
      const pods: readonly StoredPod[] = select(this.stage.names, what as PodSelection, podVerbs[verb].fits);
      for (const pod of pods) report(this.stage, verb, pod, what as Options);
    }
  }

  /** Records the API server's refusal of a script's command as an event of its object. */
  private complain(step: Step, message: string): void {
    this.tracer.refused(this.stage.plane.now, subjectOf(step), message);
  }

  /** The outcome, if there is one: done, stuck, or cut at a limit. */
  private ended(): Outcome | undefined {
    const { plane } = this.stage;
    const { isDone, latest } = this.progress;
    const at = plane.now;
    if (plane.syncs >= this.syncs) return this.cut("events");
    const step = Math.min(this.nextStep(), this.evictions.nextSuccess);
    const next = Math.min(plane.next() ?? Infinity, step);
    if (this.isAwaited()) this.awaited = next < Infinity ? next : at;
    else if (next > Math.max(latest, this.awaited) + this.lasts) {
      if (isDone) return { is: "complete", at };
      return next > at + this.lasts && next < Infinity ? this.cut("time") : this.stuck();
    }
    if (step < Infinity) return undefined;
    if (next < Infinity && this.isWatched(at)) return undefined;
    if (isDone) return isRestless(plane, this.crashLoops, this.from, at) ? undefined : { is: "complete", at: this.lastChange() };
    if (at >= this.from + restlessFor && this.crashLoops.areSome) return this.stuck();
    return next === Infinity ? this.stuck() : undefined;
  }

  /** The outcome after a Deployment exceeded its progress deadline: it may still complete later. */
  private judged(outcome: Outcome | undefined): Outcome | undefined {
    if (!this.progress.hasGivenUp || this.nextStep() < Infinity) this.givenUp = undefined;
    else this.givenUp ??= { outcome: this.stuck(), sizes: sizesOf(this.tracer.record) };
    return outcome && outcome.is !== "complete" ? (this.givenUp?.outcome ?? outcome) : outcome;
  }

  private isWatched(at: Millis): boolean {
    const { store } = this.stage.plane;
    const crashes = this.scenario.kubelet?.faults?.some(({ is }) => is === "crash") ?? false;
    return (at < this.from + restlessFor && (crashes || store.list("CronJob").length > 0)) || this.isAwaited();
  }

  /** Whether a planned event has yet to happen, however long that takes. */
  private isAwaited(): boolean {
    const stated = this.script.findLast(({ step }, i) => i < this.played && "metrics" in step);
    return isAwaited(this.stage, this.from, this.from + (stated?.at ?? 0), this.progress.latest);
  }

  /** When something changed last. Processes that were watched for longer without a failure do not count, unless they are watched for a fixed time. */
  private lastChange(): Millis {
    const { store, now } = this.stage.plane;
    const isWatched = store.list("CronJob").length > 0 || this.scenario.kubelet?.faults?.some(({ is }) => is === "crash");
    return isWatched ? now : Math.max(this.from, this.awaited, this.tracer.record.versions.at(-1)?.at ?? now);
  }

  private stuck(): Outcome {
    const { plane: view } = this.stage;
    const objects = unfinished(view.store);
    return { is: "stuck", at: view.now, why: obstacle(objects, view, this.tracer.record) ?? waiting(objects) };
  }

  private cut(bound: "time" | "events"): Outcome {
    const { plane: view } = this.stage;
    const objects = unfinished(view.store);
    const { fields } = obstacle(objects, view, this.tracer.record) ?? waiting(objects);
    const minutes = Math.round((this.progress.latest + this.lasts - this.from) / minute);
    const why = bound === "time" ? because("cut-by-time", { minutes }, fields) : because("cut-by-events", { syncs: this.syncs }, fields);
    return { is: "cut", at: view.now, bound, why };
  }
}
