import { formatTime } from "../../api/time.ts";
import type { Millis } from "../../engine/core/objects.ts";
import type { Journey, Network } from "../../engine/network/journey.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { complete, type Completion } from "../complete/complete.ts";
import { splitWords } from "../line/words.ts";
import type { Documentation } from "../core/cluster.ts";
import { runLine } from "../run.ts";
import { Playback } from "./playback.ts";
import type { Files } from "./files.ts";
import { RecordedCluster, type Setting } from "./recorded.ts";
import { stepOfLine } from "./steps.ts";

/** The output of a line, and its effect on the rehearsal. */
export interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  /** The way of the request that a command in a container sent. */
  readonly journey?: Journey;
  /** When it was done: a command that waits takes its time. */
  readonly now: Millis;
  /** Data that the line needs and the caller must provide. */
  readonly lacks?: "documentation";
  /** What it changes, as steps of the scenario; times are from the start of the rehearsal. */
  readonly steps: readonly TimedStep[];
}

/** `kubectl` on the cluster of a rehearsal, at any of its moments. */
export class Console {
  private readonly trace: Trace;
  private readonly setting: Setting;
  private playback: Playback | undefined;

  constructor(trace: Trace, setting: Setting = {}) {
    this.trace = trace;
    this.setting = setting;
  }

  /** Runs a line at a moment. The trace stays as it is; changes are returned as steps. */
  run(line: string, at: Millis, files: Files = {}, documentation?: Documentation): Reply {
    const cluster = this.clusterAt(at, files, documentation);
    const { stdout, stderr, code, journey, lacks } = runLine(line, cluster);
    const more = { ...(journey && { journey }), ...(lacks && { lacks }) };
    return { stdout, stderr, code, ...more, now: this.endOf(cluster, at), steps: this.stepsOf(line, cluster, at) };
  }

  /** What may stand at the cursor of a line. */
  complete(line: string, cursor: number, at: Millis): Completion {
    return complete(line, cursor, this.clusterAt(at));
  }

  /** The network at a moment. */
  networkAt(at: Millis): Network {
    const { store, containers } = this.clusterAt(at);
    return { store, ports: containers.answer };
  }

  private clusterAt(at: Millis, files: Files = {}, documentation?: Documentation): RecordedCluster {
    return new RecordedCluster(this.playbackAt(at), files, { ...this.setting, documentation });
  }

  /** Commands that only watch wait at most until the end of the rehearsal. */
  private endOf({ now, effects }: RecordedCluster, at: Millis): Millis {
    return effects.length > 0 ? now : Math.max(at, Math.min(now, this.trace.to));
  }

  private stepsOf(line: string, { effects }: RecordedCluster, at: Millis): TimedStep[] {
    if (effects.length === 0) return [];
    const offset = (then: Millis): Millis => Math.max(0, Math.round(then - this.trace.from));
    const isWhole = effects.every((effect) => effect.at === at) || isDrain(line);
    if (!readsFiles(line) && isWhole) return [{ at: offset(at), step: stepOfLine(line, formatTime(at)) }];
    return effects.map((effect) => ({ at: offset(effect.at), step: effect.step }));
  }

  /** The playback is kept as long as time goes on. */
  private playbackAt(at: Millis): Playback {
    if (!this.playback || this.playback.now > at) this.playback = new Playback(this.trace, at);
    else this.playback.move(at);
    return this.playback;
  }
}

/** Whether a line needs files, which a scenario does not hold. */
function readsFiles(line: string): boolean {
  return splitWords(line).words.some((word) => /^(?:-[fk]|--(?:filename|kustomize|from-file|from-env-file|patch-file|cert|key))/.test(word));
}

/** A drain tries again by itself as long as a budget blocks it, so that it is one step. */
function isDrain(line: string): boolean {
  const { words } = splitWords(line);
  return (words[0] === "kubectl" || words[0] === "k" ? words[1] : words[0]) === "drain";
}
