import type { ApiSentence } from "../../../api/words/say.ts";
import type { ApplyChoice } from "../../../engine/rehearsal/scenario.ts";
import type { Planned } from "../host/messages.ts";
import type { Key, Millis } from "../../../engine/core/objects.ts";
import type { Remedy } from "../../../engine/scheduler/whatIf.ts";
import type { Placement } from "../../../engine/rehearsal/trace.ts";
import type { Completion } from "../../../kubectl/complete/complete.ts";
import type { ServiceRow } from "../story/servicesAt.ts";
import type { Files, Reply } from "../../../kubectl/rehearsal/console.ts";
import type { Story } from "../story/story.ts";

/** What the page and its worker say to each other. Answers carry the number of the question. */
export type ToWorker = { readonly id: number } & (Job | Question);

/** A trace for the worker to make. */
export type Job =
  | {
      readonly is: "rehearse";
      readonly before: readonly unknown[];
      readonly after: readonly unknown[];
      readonly cluster: readonly unknown[];
      readonly script: readonly Planned[];
      readonly apply?: ApplyChoice;
    }
  /** A trace saved before, as text. */
  | { readonly is: "replay"; readonly trace: string };

/** About the trace of the last job. */
export type Question =
  | { readonly is: "placement"; readonly pod: Key; readonly since: Millis; readonly time: Millis }
  | { readonly is: "lettingIn"; readonly pod: Key; readonly time: Millis }
  | { readonly is: "trace" }
  /** A line of `kubectl`, at a moment. */
  | { readonly is: "console"; readonly line: string; readonly time: Millis; readonly files: Files }
  | { readonly is: "services"; readonly time: Millis }
  | { readonly is: "complete"; readonly line: string; readonly cursor: number; readonly time: Millis };

/** The answer to each question. */
export interface Answers {
  readonly placement: Pick<Placement, "at" | "decision"> | undefined;
  readonly lettingIn: readonly Remedy[];
  readonly trace: string;
  readonly console: Reply;
  readonly services: readonly ServiceRow[];
  readonly complete: Completion;
}

/** Data from outside is not as it should be: where first, and why. */
export interface Unreadable {
  readonly is: "unreadable";
  readonly field: string;
  readonly message: ApiSentence;
}

/** What the worker answers. */
export type FromWorker = { readonly id: number } & (
  | { readonly is: "story"; readonly story: Story }
  | { readonly is: "answer"; readonly answer: unknown }
  /** In a sentence. */
  | { readonly is: "failed"; readonly message: string }
  /** A saved trace is not as it should be: where, and why. */
  | Unreadable
);
