import { type Files, textOf } from "./files.ts";
import { notFound } from "../../engine/core/answers.ts";
import type { Answer, Command } from "../../engine/core/command.ts";
import { type Key, keyOf, type Millis, refOf } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { StoreView } from "../../engine/core/store.ts";
import { type KubeletProfile, ordinaryKubelet } from "../../engine/kubelet/profile.ts";
import { mountedNow } from "../../engine/kubelet/refresh.ts";
import type { SeenConfiguration } from "../../engine/rehearsal/configuration.ts";
import { knowledgeOf } from "../../engine/rehearsal/script/knowledge.ts";
import { Measures } from "../../engine/rehearsal/script/measures.ts";
import { freshStage, shippedPeriod, Stage, type StageState } from "../../engine/rehearsal/script/stage.ts";
import type { Step, TimedStep } from "../../engine/rehearsal/script.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { stepOf } from "../effects.ts";
import type { Cluster, Documentation, InContainers, StoredEvent } from "../core/cluster.ts";
import { EventLog } from "../core/eventLog.ts";
import { Containers } from "./containers.ts";
import { Playback } from "./playback.ts";

/** The input of a rehearsal that is not in its trace. */
export interface Setting {
  /** How its nodes and processes behave. */
  readonly kubelet?: Partial<KubeletProfile>;
  /** The steps of its scenario; times are from its start. */
  readonly script?: readonly TimedStep[];
  /** The whole state at a moment, worked out again: a trace does not hold what its kubelets remember. */
  readonly stageAt?: (at: Millis) => StageState;
  /** What the API says of its types and fields. */
  readonly documentation?: Documentation | undefined;
}

/** What a command did, as a step of a script, and when. */
export interface Effect {
  readonly at: Millis;
  readonly step: Step;
}

/**
 * A cluster at a moment of a rehearsal. Waiting continues along the trace.
 * After the first change the trace is no longer valid, and the cluster is simulated.
 */
export class RecordedCluster implements Cluster {
  readonly effects: Effect[] = [];
  readonly read: Cluster["read"];
  readonly files: readonly string[];
  readonly containers: InContainers;
  readonly documentation: Documentation | undefined;
  private readonly playback: Playback;
  private readonly profile: KubeletProfile;
  private readonly script: readonly TimedStep[];
  private readonly stageAt: Setting["stageAt"];
  private stage: Stage | undefined;
  /** What was done on a stage that is good for no more than that: time cannot go on there as it would have. */
  private readonly done: Command[] = [];
  private isWhole = false;
  private later = new EventLog();
  /** Pods whose files were brought up to date after the first change. */
  private readonly refreshed = new Set<Key>();

  constructor(playback: Playback, files: Files, { kubelet, script = [], stageAt, documentation }: Setting = {}) {
    this.documentation = documentation;
    this.playback = playback;
    this.files = Object.keys(files);
    this.read = (path) => textOf(files, path);
    this.stageAt = stageAt;
    this.profile = { ...ordinaryKubelet, ...kubelet };
    this.script = script;
    this.containers = new Containers(knowledgeOf(this.profile, seed, playback.names), this);
  }

  get end(): Millis {
    return this.playback.end;
  }

  /** What pods use, where the scenario has stated any load. */
  get usage(): Cluster["usage"] {
    const { from, names, now } = this.playback;
    const measures = new Measures({}, names, shippedPeriod);
    for (const { at, step } of this.script) if (from + at <= now && "metrics" in step) measures.say(step.metrics);
    if (!measures.isStated) return undefined;
    return (pod) => {
      const { cpu, memory } = measures.usageOf([pod]).get(pod) ?? {};
      return cpu === undefined && memory === undefined ? undefined : { cpu: cpu ?? 0, memory: (memory ?? 0) * mebi };
    };
  }

  get now(): Millis {
    return this.stage?.plane.now ?? this.playback.now;
  }

  /** The ConfigMaps and Secrets as a container has them; as they are now, once its kubelet has looked at them after the first change. */
  seenBy(pod: StoredPod, container: string): SeenConfiguration | undefined {
    const seen = this.playback.seenBy(pod, container);
    return seen && this.refreshed.has(keyOf(refOf(pod))) ? { ...seen, files: mountedNow(pod, this.store) ?? {} } : seen;
  }

  get store(): StoreView {
    return this.stage?.plane.store ?? this.playback.store;
  }

  get events(): readonly StoredEvent[] {
    return [...this.playback.events, ...this.later.all];
  }

  perform(command: Command): Answer {
    const nowhere = this.nowhere(command);
    if (nowhere) return nowhere;
    const stage = (this.stage ??= this.begin());
    const old = command.do === "update" ? stage.plane.store.get(refOf(command.object)) : undefined;
    const step = stepOf(command, old);
    const answer = stage.perform(command);
    if (answer.ok && step) this.effects.push({ at: stage.plane.now, step });
    if (answer.ok && !this.isWhole) this.done.push(command);
    return answer;
  }

  tryOut(command: Command): Answer {
    return (this.stage ?? this.begin()).plane.tryOut(command, "script");
  }

  pass(until: Millis): boolean {
    if (!this.stage) return passOn(this.playback, until);
    const { plane } = (this.stage = this.isWhole ? this.stage : this.wholeStage(this.stage));
    const before = plane.writes;
    if (!plane.settle(plane.syncs + mostSyncs)) return false;
    if (plane.writes !== before) return true;
    const next = plane.next();
    if (next === undefined && until === Infinity) return false;
    plane.advance(Math.min(next ?? until, until), plane.syncs + mostSyncs);
    return plane.now < until || plane.writes !== before;
  }

  /** The refusal of an object in a namespace that there is not. */
  private nowhere(command: Command): Answer | undefined {
    if (command.do !== "create") return undefined;
    const { namespace = "" } = command.object.metadata as { readonly namespace?: string };
    const ref = { kind: "Namespace", namespace: "", name: namespace };
    return namespace === "" || this.store.get(ref) || this.playback.store.get(ref) ? undefined : notFound(ref);
  }

  /** A stage that continues as in the rehearsal, with all changes of this cluster. */
  private wholeStage(stage: Stage): Stage {
    this.isWhole = true;
    if (!this.stageAt) return stage;
    const { now } = stage.plane;
    const whole = new Stage(this.stageAt(now), this.profile);
    whole.plane.advance(now);
    this.later = new EventLog();
    this.listen(whole);
    for (const command of this.done) whole.perform(command);
    return whole;
  }

  private listen({ plane }: Stage): void {
    const { later, refreshed } = this;
    plane.witness({
      performed: (command, answer, by, at) => {
        if (command.do === "refresh") refreshed.add(keyOf(command.pod));
        later.hear(command, answer, by, at, plane.store);
      },
    });
  }

  private begin(): Stage {
    const { now } = this.playback;
    const store = this.playback.store.state();
    const created = store.objects.reduce((most, { metadata }) => Math.max(most, Number(metadata.uid) || 0), 0);
    const fresh = freshStage(now, seed);
    const plane = { ...fresh.plane, store: { ...store, created } };
    const stage = new Stage({ ...fresh, plane, names: this.playback.names.state() }, this.profile);
    this.listen(stage);
    return stage;
  }
}

/** The cluster of a trace at a moment. */
export function clusterAt(trace: Trace, at: Millis, setting: Setting = {}): RecordedCluster {
  return new RecordedCluster(new Playback(trace, at), {}, setting);
}

/** The seed of rehearsals in the panel and on the command line. */
const seed = 1;
const mebi = 1_048_576;

/** What happens at one moment may not go round in circles for longer. */
const mostSyncs = 20_000;

function passOn(playback: Playback, until: Millis): boolean {
  const next = playback.next();
  if (next !== undefined && next <= until) {
    playback.move(next);
    return true;
  }
  if (until !== Infinity) playback.move(until);
  return false;
}
