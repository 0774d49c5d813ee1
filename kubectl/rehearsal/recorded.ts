import type { Answer, Command } from "../../engine/core/command.ts";
import { type Millis, refOf } from "../../engine/core/objects.ts";
import type { StoreView } from "../../engine/core/store.ts";
import { type KubeletProfile, ordinaryKubelet } from "../../engine/kubelet/profile.ts";
import { knowledgeOf } from "../../engine/rehearsal/script/knowledge.ts";
import { Measures } from "../../engine/rehearsal/script/measures.ts";
import { freshStage, shippedPeriod, Stage } from "../../engine/rehearsal/script/stage.ts";
import type { Step, TimedStep } from "../../engine/rehearsal/script.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { stepOf } from "../effects.ts";
import type { Cluster, InContainers, StoredEvent } from "../core/cluster.ts";
import { EventLog } from "../core/eventLog.ts";
import { Containers } from "./containers.ts";
import { Playback } from "./playback.ts";

/** What a trace does not hold of how it came about. */
export interface Setting {
  /** How its nodes and processes behave. */
  readonly kubelet?: Partial<KubeletProfile>;
  /** The steps of its scenario; times are from its start. */
  readonly script?: readonly TimedStep[];
}

/** What a command did, as a step of a script, and when. */
export interface Effect {
  readonly at: Millis;
  readonly step: Step;
}

/**
 * A cluster at a moment of a rehearsal. To wait is to go on along the trace, for that is what will happen.
 * From the first change on the trace holds no longer: then the cluster goes on by itself.
 */
export class RecordedCluster implements Cluster {
  readonly effects: Effect[] = [];
  readonly read: Cluster["read"];
  readonly containers: InContainers;
  private readonly playback: Playback;
  private readonly profile: KubeletProfile;
  private readonly script: readonly TimedStep[];
  private stage: Stage | undefined;
  private readonly later = new EventLog();

  constructor(playback: Playback, read: Cluster["read"], { kubelet, script = [] }: Setting = {}) {
    this.playback = playback;
    this.read = read;
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

  get store(): StoreView {
    return this.stage?.plane.store ?? this.playback.store;
  }

  get events(): readonly StoredEvent[] {
    return [...this.playback.events, ...this.later.all];
  }

  perform(command: Command): Answer {
    const stage = (this.stage ??= this.begin());
    const old = command.do === "update" ? stage.plane.store.get(refOf(command.object)) : undefined;
    const step = stepOf(command, old);
    const answer = stage.perform(command);
    if (answer.ok && step) this.effects.push({ at: stage.plane.now, step });
    return answer;
  }

  tryOut(command: Command): Answer {
    return (this.stage ?? this.begin()).plane.tryOut(command, "script");
  }

  pass(until: Millis): boolean {
    const { stage, playback } = this;
    if (!stage) return passOn(playback, until);
    const { plane } = stage;
    const before = plane.writes;
    if (!plane.settle(plane.syncs + mostSyncs)) return false;
    if (plane.writes !== before) return true;
    const next = plane.next();
    if (next === undefined && until === Infinity) return false;
    plane.advance(Math.min(next ?? until, until), plane.syncs + mostSyncs);
    return plane.now < until || plane.writes !== before;
  }

  private begin(): Stage {
    const { now } = this.playback;
    const store = this.playback.store.state();
    const created = store.objects.reduce((most, { metadata }) => Math.max(most, Number(metadata.uid) || 0), 0);
    const fresh = freshStage(now, seed);
    const plane = { ...fresh.plane, store: { ...store, created } };
    const stage = new Stage({ ...fresh, plane, names: this.playback.names.state() }, this.profile);
    stage.plane.witness({ performed: (command, answer, by, at) => this.later.hear(command, answer, by, at, stage.plane.store) });
    return stage;
  }
}

/** The cluster of a trace at a moment. */
export function clusterAt(trace: Trace, at: Millis, setting: Setting = {}): RecordedCluster {
  return new RecordedCluster(new Playback(trace, at), () => undefined, setting);
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
