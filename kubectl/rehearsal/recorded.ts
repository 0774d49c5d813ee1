import type { Answer, Command } from "../../engine/core/command.ts";
import { type Millis, refOf } from "../../engine/core/objects.ts";
import type { StoreView } from "../../engine/core/store.ts";
import { ordinaryKubelet } from "../../engine/kubelet/profile.ts";
import { freshStage, Stage } from "../../engine/rehearsal/script/stage.ts";
import type { Step } from "../../engine/rehearsal/script.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { stepOf } from "../effects.ts";
import type { Cluster, StoredEvent } from "../core/cluster.ts";
import { EventLog } from "../core/eventLog.ts";
import { Playback } from "./playback.ts";

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
  private readonly playback: Playback;
  private stage: Stage | undefined;
  private readonly later = new EventLog();

  constructor(playback: Playback, read: Cluster["read"]) {
    this.playback = playback;
    this.read = read;
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
    const fresh = freshStage(now, 1);
    const stage = new Stage({ ...fresh, plane: { ...fresh.plane, store: { ...store, created } } }, ordinaryKubelet);
    stage.plane.witness({ performed: (command, answer, by, at) => this.later.hear(command, answer, by, at, stage.plane.store) });
    return stage;
  }
}

/** The cluster of a trace at a moment. */
export function clusterAt(trace: Trace, at: Millis, read: Cluster["read"] = () => undefined): RecordedCluster {
  return new RecordedCluster(new Playback(trace, at), read);
}

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
