import { formatTime } from "../../api/time.ts";
import type { Millis } from "../../engine/core/objects.ts";
import type { StoreView } from "../../engine/core/store.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { complete, type Completion } from "../complete/complete.ts";
import { splitWords } from "../line/words.ts";
import { runLine } from "../run.ts";
import { Playback } from "./playback.ts";
import { RecordedCluster } from "./recorded.ts";
import { stepOfLine } from "./steps.ts";

/** What a line printed, and what it means for the rehearsal. */
export interface Reply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  /** When it was done: a command that waits takes its time. */
  readonly now: Millis;
  /** What it changes, as steps of the scenario; times are from the start of the rehearsal. */
  readonly steps: readonly TimedStep[];
}

/** The files in the folder where kubectl runs, by name. */
export type Files = Readonly<Record<string, string>>;

/** `kubectl` on the cluster of a rehearsal, at any of its moments. */
export class Console {
  private readonly trace: Trace;
  private playback: Playback | undefined;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  /** Carries out a line at a moment. The trace stays as it is: what the line changes is told as steps. */
  run(line: string, at: Millis, files: Files = {}): Reply {
    const cluster = new RecordedCluster(this.playbackAt(at), (path) => textOf(files, path));
    const { stdout, stderr, code } = runLine(line, cluster);
    return { stdout, stderr, code, now: this.endOf(cluster, at), steps: this.stepsOf(line, cluster, at) };
  }

  /** What may stand at the cursor of a line. */
  complete(line: string, cursor: number, at: Millis): Completion {
    return complete(line, cursor, new RecordedCluster(this.playbackAt(at), () => undefined));
  }

  /** What there is at a moment. */
  storeAt(at: Millis): StoreView {
    return this.playbackAt(at).store;
  }

  /** A command that only looks on waits no longer than the rehearsal goes on. */
  private endOf({ now, effects }: RecordedCluster, at: Millis): Millis {
    return effects.length > 0 ? now : Math.max(at, Math.min(now, this.trace.to));
  }

  private stepsOf(line: string, { effects }: RecordedCluster, at: Millis): TimedStep[] {
    if (effects.length === 0) return [];
    const offset = (then: Millis): Millis => Math.max(0, Math.round(then - this.trace.from));
    if (!readsFiles(line) && effects.every((effect) => effect.at === at)) return [{ at: offset(at), step: stepOfLine(line, formatTime(at)) }];
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

function textOf(files: Files, path: string): string | undefined {
  const name = path.replace(/^(?:\.\/)+/, "");
  return Object.hasOwn(files, name) ? files[name] : undefined;
}
