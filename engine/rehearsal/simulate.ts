import { type KubeletProfile, ordinaryKubelet } from "../kubelet/profile.ts";
import { isPodVerb, type Options, podVerbs } from "../kubelet/verbs.ts";
import { keyOfObject, type Millis, refOf } from "../core/objects.ts";
import { applyOne, type ApplyResult, leaveBehind, noChange } from "./change.ts";
import { obstacle, waiting } from "./outcome.ts";
import { crashLoops, isRestless, restlessFor } from "./restless.ts";
import type { StoredPod } from "../core/pods.ts";
import { Progress, unfinished } from "./progress.ts";
import type { PodSelection, Step, TimedStep } from "./script.ts";
import { isStep } from "./script/isStep.ts";
import { inKubectl, subjectOf } from "./script/kubectl.ts";
import { put } from "./script/apply.ts";
import { asked } from "./script/named.ts";
import { select } from "./script/selection.ts";
import { freshStage, Stage } from "./script/stage.ts";
import { ask, report } from "./script/verbs.ts";
import type { GivenUp, SimulationState } from "./simulationState.ts";
import type { Outcome, Trace } from "./trace.ts";
import { mostSyncs, syncsFor } from "./budget.ts";
import { isAwaited } from "./watch.ts";
import { copied, sizesOf, Tracer, upTo } from "./tracer.ts";
import { because } from "../core/why.ts";

/** What is to be rehearsed. */
export interface Scenario {
  /** Nodes, and whatever else is there before anything runs. */
  readonly cluster: readonly unknown[];
  /** What runs already when the rehearsal begins. */
  readonly before: readonly unknown[];
  /** What is applied then. */
  readonly after: readonly unknown[];
  /** What happens later, each step at its time. What is no step is passed over. */
  readonly script: readonly TimedStep[];
  readonly kubelet?: Partial<KubeletProfile>;
  /** Sets the names that are drawn, and how long each pod takes. */
  readonly seed?: number;
  /** When the rehearsal begins. */
  readonly from?: Millis;
  /** How long it goes on at most while no pod gets ready or succeeds, in virtual time; and how far, in looks of controllers. */
  readonly lasts?: Millis;
  readonly syncs?: number;
  /** How manifests are applied: by a merge of `kubectl`'s own unless it says `server`, as `kubectl apply --server-side` does. */
  readonly applies?: "client" | "server";
  /** Deletes what ran before and is no longer in `after`. */
  readonly prunes?: true;
}

const minute = 60_000;
const start = Date.UTC(2026, 0, 5, 9, 0, 0);
/** What runs before has had so long to start. */
const earlier = 10 * minute;
const longest = 30 * minute;
/** Once it has ended it goes on for a tenth of its time, so that the end is seen; not shorter nor longer than this. */
const [shortestTail, longestTail] = [2000, 30_000];

/** Rehearses a scenario from beginning to end. The same scenario gives the same trace, byte for byte. */
export function simulate(scenario: Scenario): Trace {
  const simulation = new Simulation(scenario);
  simulation.run();
  return simulation.trace();
}

/** How things stand when a rehearsal begins. It holds for all scenarios that differ only in what is applied then, and what happens later. */
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
  private readonly script: readonly TimedStep[];
  private played: number;
  private givenUp: GivenUp | undefined;
  private change: ApplyResult;
  private outcome: Outcome | undefined;
  /** When that which was planned last was due. */
  private awaited: Millis;

  constructor(scenario: Scenario, state?: SimulationState) {
    const { from = start, lasts = longest, syncs = 20 * mostSyncs, seed = 1 } = scenario;
    this.scenario = scenario;
    this.from = from;
    this.lasts = lasts;
    this.script = scenario.script.filter(({ at, step }) => Number.isFinite(at) && isStep(step)).toSorted((a, b) => a.at - b.at);
    this.stage = new Stage(state?.stage ?? freshStage(from - earlier, seed), { ...ordinaryKubelet, ...scenario.kubelet }, scenario.applies);
    this.tracer = new Tracer(state?.record);
    this.played = state?.played ?? 0;
    this.givenUp = state?.givenUp;
    this.change = state?.change ?? noChange;
    this.outcome = state?.outcome;
    this.awaited = state?.awaited ?? from;
    if (!state) this.prepare(syncs);
    this.syncs =
      scenario.syncs ??
      state?.syncs ??
      this.stage.plane.syncs + syncsFor({ after: scenario.after, script: this.script }, this.stage.plane.state().store.objects.length);
    this.progress = new Progress(this.stage.plane.store, state?.progressed ?? from, (...what) => this.tracer.finished(...what));
    this.stage.plane.witness(this.tracer);
    this.stage.plane.witness(this.progress);
  }

  state(): SimulationState {
    return {
      stage: this.stage.state(),
      played: this.played,
      syncs: this.syncs,
      progressed: this.progress.latest,
      ...(this.givenUp && { givenUp: this.givenUp }),
      change: this.change,
      ...(this.outcome && { outcome: this.outcome }),
      awaited: this.awaited,
      record: copied(this.tracer.record),
    };
  }

  /** Goes on to `until`, or to the end. Says whether the end has come. */
  run(until: Millis = Infinity): boolean {
    const { plane } = this.stage;
    if (this.tracer.record.versions.length === 0) this.begin();
    while (this.outcome === undefined) {
      this.outcome = this.judged(this.ended());
      if (this.outcome) break;
      const next = Math.min(plane.next() ?? Infinity, this.nextStep());
      if (next > until) return false;
      if (!plane.advance(next, this.syncs)) this.outcome = this.judged(this.cut("events"));
      else this.playDue();
    }
    const end = this.end(this.outcome);
    plane.advance(Math.max(plane.now, Math.min(until, end)), this.syncs);
    return until >= end;
  }

  /** How far it goes: a moment longer than to its end, unless it was cut there, or has given up before. */
  private end(outcome: Outcome): Millis {
    if (outcome.is === "cut" || this.givenUp?.outcome === outcome) return outcome.at;
    return outcome.at + Math.min(Math.max((outcome.at - this.from) / 10, shortestTail), longestTail);
  }

  trace(): Trace {
    const { givenUp, tracer, stage } = this;
    const { plane } = stage;
    const outcome = this.outcome ?? { is: "cut", at: plane.now, bound: "time", why: waiting(unfinished(plane.store)) };
    const record = givenUp?.outcome === outcome ? upTo(tracer.record, givenUp.sizes) : tracer.record;
    return { from: this.from, to: this.end(outcome), ...record, outcome, change: this.change };
  }

  /** Sets up the cluster, and gives what runs before time to get ready. */
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

  /** What is rehearsed: each object of the file in its turn. One that is refused does not keep the others. */
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
    this.stage.plane.settle(this.syncs);
  }

  private nextStep(): Millis {
    const step = this.script[this.played];
    return step ? this.from + Math.max(0, step.at) : Infinity;
  }

  /** One step of the script. `wait`, `tick` and `finish` have no meaning where time flows by itself and kubelets work. */
  private play(step: Step): void {
    const { stage, tracer } = this;
    stage.names.step++;
    tracer.ask(stage.plane.now, subjectOf(step), inKubectl(step), asked);
    if ("evict" in step) for (const pod of select(stage.names, step.evict)) this.evict(pod);
    else if (Object.keys(step).some(isPodVerb)) this.move(step);
    else for (const answer of ask(stage, step)) if (!answer.ok) this.complain(step, answer.message);
    stage.plane.settle(this.syncs);
  }

  /** A budget may not let the pod go. */
  private evict(pod: StoredPod): void {
    const { stage, tracer } = this;
    const answer = stage.perform({ do: "evict", pod: refOf(pod), why: asked });
    if (!answer.ok) tracer.refused(stage.plane.now, refOf(pod), answer.message);
  }

  private move(step: Step): void {
    for (const [verb, what] of Object.entries(step)) {
      if (!isPodVerb(verb)) continue;
      const pods: readonly StoredPod[] = select(this.stage.names, what as PodSelection, podVerbs[verb].fits);
      for (const pod of pods) report(this.stage, verb, pod, what as Options);
    }
  }

  /** The API server's refusal of what the script asked for, as an event of its subject. */
  private complain(step: Step, message: string): void {
    this.tracer.refused(this.stage.plane.now, subjectOf(step), message);
  }

  /** How it ended, if it has: done, or going nowhere, or at a bound. */
  private ended(): Outcome | undefined {
    const { plane } = this.stage;
    const { isDone, latest } = this.progress;
    const at = plane.now;
    if (plane.syncs >= this.syncs) return this.cut("events");
    const next = Math.min(plane.next() ?? Infinity, this.nextStep());
    if (this.isAwaited()) this.awaited = next < Infinity ? next : at;
    else if (next > Math.max(latest, this.awaited) + this.lasts) {
      if (isDone) return { is: "complete", at };
      return next > at + this.lasts && next < Infinity ? this.cut("time") : this.stuck();
    }
    if (this.nextStep() < Infinity) return undefined;
    if (this.isWatched(at)) return undefined;
    if (isDone) return isRestless(plane, this.from, at) ? undefined : { is: "complete", at: this.lastChange() };
    if (at >= this.from + restlessFor && crashLoops(plane.store)) return this.stuck();
    return next === Infinity ? this.stuck() : undefined;
  }

  /** What comes of a Deployment that has given up: that it made it after all, or that it gave up. */
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

  /** Whether something that was planned has yet to happen, however long that takes. */
  private isAwaited(): boolean {
    const stated = this.script.findLast(({ step }, i) => i < this.played && "metrics" in step);
    return isAwaited(this.stage, this.from, this.from + (stated?.at ?? 0), this.progress.latest);
  }

  /** When something changed last: a process that was watched for longer, and did not fail, makes it no later. What is watched for a time has the time. */
  private lastChange(): Millis {
    const { store, now } = this.stage.plane;
    const isWatched = store.list("CronJob").length > 0 || this.scenario.kubelet?.faults?.some(({ is }) => is === "crash");
    return isWatched ? now : Math.max(this.from, this.awaited, this.tracer.record.versions.at(-1)?.at ?? now);
  }

  private stuck(): Outcome {
    const { plane: view } = this.stage;
    const objects = unfinished(view.store);
    return { is: "stuck", at: view.now, why: obstacle(objects, view) ?? waiting(objects) };
  }

  private cut(bound: "time" | "events"): Outcome {
    const { plane: view } = this.stage;
    const objects = unfinished(view.store);
    const { fields } = obstacle(objects, view) ?? waiting(objects);
    const minutes = Math.round((this.progress.latest + this.lasts - this.from) / minute);
    const why = bound === "time" ? because("cut-by-time", { minutes }, fields) : because("cut-by-events", { syncs: this.syncs }, fields);
    return { is: "cut", at: view.now, bound, why };
  }
}
