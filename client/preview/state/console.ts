import { type ReadonlySignal, signal, type Signal } from "@preact/signals";
import type { Millis } from "../../../engine/core/objects.ts";
import type { Planned } from "../../../engine/rehearsal/scenario.ts";
import type { Completion } from "../../../kubectl/complete/complete.ts";
import type { ConsoleAnswer, ConsoleReply, ConsoleRequest, Rehearsal } from "../host/messages.ts";
import type { Host } from "../host/host.ts";
import type { Words } from "../words/en.ts";
import { hopsOf } from "./hops.ts";
import type { Rehearser } from "./rehearser.ts";
import type { Story } from "../story/story.ts";

/** A line that was run, and its result. */
export interface Entry {
  readonly number: number;
  /** The moment at which it was run, from the start of the story. */
  readonly at: Millis;
  readonly line: string;
  readonly reply: ConsoleReply;
  /** The steps that it added to the scenario. */
  readonly steps: readonly Planned[];
}

/** What a console needs of the panel. */
export interface Stage {
  readonly time: Signal<Millis>;
  readonly script: Signal<readonly Planned[]>;
  readonly rehearsal: ReadonlySignal<Rehearsal | null>;
  readonly run: ReadonlySignal<{ readonly story: Story } | null>;
  readonly rehearser: Rehearser;
  readonly host: Pick<Host, "documentation">;
  readonly words: Pick<Words, "because">;
  replay(script: readonly Planned[]): void;
}

/** The most lines that are kept on the screen. */
const mostEntries = 200;

/** A console at the playhead, with its lines and results. The panel and the terminal share it. */
export class Session {
  readonly entries = signal<readonly Entry[]>([]);
  readonly busy = signal(false);
  private readonly stage: Stage;
  private count = 0;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** Runs a line at the playhead. Its changes become steps of the scenario, and the picture follows. Nothing if there is no picture. */
  async run(line: string): Promise<ConsoleReply | undefined> {
    this.busy.value = true;
    try {
      return await this.carryOut(line);
    } finally {
      this.busy.value = false;
    }
  }

  private async carryOut(line: string): Promise<ConsoleReply | undefined> {
    const { stage } = this;
    await stage.rehearser.settled();
    const story = stage.run.value?.story;
    if (!story) return undefined;
    const at = stage.time.value;
    const files = stage.rehearsal.value?.files ?? {};
    const question = { is: "console", line, time: story.from + at, files } as const;
    let answer = await stage.rehearser.about(question);
    if (answer?.lacks) answer = await stage.rehearser.about({ ...question, documentation: await stage.host.documentation() });
    if (!answer) return undefined;
    const { now, steps, journey, lacks: _, ...printed } = answer;
    const reply = { ...printed, ...(journey && { way: hopsOf(journey.hops, stage.words) }), changes: steps.length };
    const isAlone = stage.rehearsal.value === null;
    const last = { number: ++this.count, at, line, reply, steps: isAlone ? [] : steps };
    this.entries.value = [...this.entries.value, last].slice(-mostEntries);
    if (now - story.from > at) stage.time.value = now - story.from;
    if (last.steps.length > 0) stage.replay([...stage.script.value, ...steps].sort((a, b) => a.at - b.at));
    return reply;
  }

  /** The completions at the cursor. */
  async complete(line: string, cursor: number): Promise<Completion> {
    const story = this.stage.run.value?.story;
    const found = story && (await this.stage.rehearser.about({ is: "complete", line, cursor, time: story.from + this.stage.time.value }));
    return found ?? { from: cursor, words: [], common: "" };
  }

  /** Whether the steps of a line are still part of the scenario. */
  isPlayed({ steps }: Entry): boolean {
    return steps.some((step) => this.stage.script.value.includes(step));
  }

  /** Removes the steps of a line from the scenario; by default those of the last line that has any. Returns the line. */
  undo(entry = this.entries.value.findLast((one) => this.isPlayed(one))): string | undefined {
    if (!entry || !this.isPlayed(entry)) return undefined;
    this.stage.time.value = entry.at;
    this.stage.replay(this.stage.script.value.filter((step) => !entry.steps.includes(step)));
    return entry.line;
  }

  /** Answers a terminal. */
  async answer(request: ConsoleRequest): Promise<ConsoleAnswer> {
    const { time } = this.stage;
    switch (request.is) {
      case "run": {
        const reply = await this.run(request.line);
        return reply ? { is: "printed", reply, time: time.value } : { is: "nothing" };
      }
      case "complete":
        return { is: "completed", completion: await this.complete(request.line, request.cursor) };
      case "undo":
        return { is: "undone", line: this.undo() ?? null, time: time.value };
    }
  }

  /** Clears the screen. Changes stay. */
  clear(): void {
    this.entries.value = [];
  }
}
