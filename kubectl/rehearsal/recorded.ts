import type { Answer, Command } from "../../engine/core/command.ts";
import type { Millis } from "../../engine/core/objects.ts";
import type { StoreView } from "../../engine/core/store.ts";
import { ordinaryKubelet } from "../../engine/kubelet/profile.ts";
import { freshStage, Stage } from "../../engine/rehearsal/script/stage.ts";
import type { Cluster, StoredEvent } from "../core/cluster.ts";
import { EventLog } from "../core/eventLog.ts";
import type { Playback } from "./playback.ts";

/** A command that was performed, when, and what its object was before. */
export interface Effect {
  readonly at: Millis;
  readonly command: Command;
  readonly before: ReturnType<StoreView["get"]>;
}

/**
 * A cluster at a moment of a rehearsal. To wait is to go on along the trace, for that is what will happen.
 * From the first change on the trace holds no longer: then the cluster goes on by itself.
 */
export class RecordedCluster implements Cluster {
  readonly effects: Effect[] = [];
  private readonly playback: Playback;
  private readonly files: Readonly<Record<string, string>>;
  private stage: Stage | undefined;
  private readonly later = new EventLog();

  constructor(playback: Playback, files: Readonly<Record<string, string>>) {
    this.playback = playback;
    this.files = files;
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
    const before = refOfCommand(command) && stage.plane.store.get(refOfCommand(command)!);
    const answer = stage.perform(command);
    if (answer.ok) this.effects.push({ at: stage.plane.now, command, before });
    return answer;
  }

  tryOut(command: Command): Answer {
    return (this.stage ?? this.begin()).plane.tryOut(command, "script");
  }

  read(path: string): string | undefined {
    const name = path.replace(/^(?:\.\/)+/, "");
    return Object.hasOwn(this.files, name) ? this.files[name] : undefined;
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

function refOfCommand(command: Command): { readonly kind: string; readonly namespace: string; readonly name: string } | undefined {
  switch (command.do) {
    case "update":
    case "updateStatus": {
      const { kind, metadata } = command.object;
      return { kind, namespace: metadata.namespace, name: metadata.name };
    }
    case "delete":
      return command.ref;
    case "evict":
      return command.pod;
    default:
      return undefined;
  }
}
