import type { Language } from "../../../api/words/sentence.ts";
import type { ApplyChoice } from "../../../engine/rehearsal/scenario.ts";
import type { Planned } from "../host/messages.ts";
import type { FieldChange } from "../../../engine/core/fieldChange.ts";
import type { State } from "../../../engine/rehearsal/verdict/finding.ts";
import type { Key, Millis, Ref } from "../../../engine/core/objects.ts";
import type { Remedy } from "../../../engine/scheduler/whatIf.ts";
import type { Placement } from "../../../engine/rehearsal/trace.ts";
import type { Completion } from "../../../kubectl/complete/complete.ts";
import type { ServiceRow } from "../story/servicesAt.ts";
import type { Documentation } from "../../../kubectl/core/cluster.ts";
import type { Reply } from "../../../kubectl/rehearsal/console.ts";
import type { Files } from "../../../kubectl/rehearsal/files.ts";
import type { ContainerLife } from "../story/containerLife.ts";
import type { ProcessLife } from "../story/processLives.ts";
import type { ChangedFile } from "../../../server/lsp/protocol.ts";
import type { Cut } from "../story/manageable.ts";
import type { Story } from "../story/story.ts";
import type { ClusterChoice, OpenedChoice } from "./cluster.ts";

/** The messages between the page and its worker. Answers carry the number of the question. */
export type ToWorker = { readonly id: number } & (Job | Question | Pasted);

/** A text that may be a cluster. */
export interface Pasted {
  readonly is: "pasted";
  readonly text: string;
}

/** A cluster, or why the text is not one. */
export type ReadPasted = OpenedChoice | "not-json" | "no-nodes";

/** A trace to make. */
export type Job =
  | RehearseJob
  /** A trace saved before, as text. */
  | { readonly is: "replay"; readonly trace: string; readonly language: Language };

/** What is to be rehearsed. */
export interface RehearseJob {
  readonly is: "rehearse";
  readonly before: readonly unknown[];
  readonly after: readonly unknown[];
  readonly cluster: ClusterChoice;
  /** The language of errors about the cluster. */
  readonly language: Language;
  readonly script: readonly Planned[];
  readonly apply?: ApplyChoice;
  /** A file of the change that was edited since. */
  readonly typed?: TypedFile | undefined;
  /** The edition of the story on the screen; the same story is not sent again. */
  readonly shown?: string | undefined;
}

/** A file of a change, its text now, and where its objects are among those to rehearse. */
export interface TypedFile extends ChangedFile {
  readonly text: string;
  readonly from: number;
}

/** A story, told by the worker or the page. `edition` is another for each. */
export interface Told {
  readonly story: Story;
  readonly edition: string;
  readonly cuts: readonly Cut[];
  /** How many versions of objects its trace has, which indicates how long it takes. */
  readonly versions: number;
}

/** The result of a rehearsal. */
export type Outcome =
  | ({ readonly is: "story" } & Told)
  /** The story on the screen is up to date. */
  | { readonly is: "same"; readonly cuts: readonly Cut[] }
  /** The typed text cannot be read without the server. */
  | { readonly is: "unread" }
  | Unreadable;

/** About the trace of the last job. */
export type Question =
  | { readonly is: "placement"; readonly pod: Key; readonly since: Millis; readonly time: Millis }
  | { readonly is: "lettingIn"; readonly pod: Key; readonly time: Millis }
  /** The rehearsal once more, with other values of an object's fields. */
  | { readonly is: "trial"; readonly object: Ref; readonly changes: readonly FieldChange[] }
  /** The containers of the pod that came at that time: their lives, and what their processes do. `keys` are its names in a scenario. */
  | { readonly is: "containers"; readonly pod: Key; readonly since: Millis; readonly keys: readonly string[] }
  | { readonly is: "trace" }
  /** A line of `kubectl`, at a moment. */
  | { readonly is: "console"; readonly line: string; readonly time: Millis; readonly files: Files; readonly documentation?: Documentation }
  | { readonly is: "services"; readonly time: Millis }
  | { readonly is: "complete"; readonly line: string; readonly cursor: number; readonly time: Millis };

/** The answer to each question. */
export interface Answers {
  readonly placement: Pick<Placement, "at" | "decision"> | undefined;
  readonly lettingIn: readonly Remedy[];
  readonly trial: Trial | undefined;
  readonly containers: PodContainers | undefined;
  readonly trace: string;
  readonly console: Reply;
  readonly services: readonly ServiceRow[];
  readonly complete: Completion;
}

/** The verdict of a trial. */
export interface Trial {
  readonly state: State;
  readonly millis: Millis;
}

/** The containers of a pod. */
export interface PodContainers {
  readonly pod: Key;
  readonly since: Millis;
  readonly lives: readonly ContainerLife[];
  /** By the name of the container. */
  readonly processes: Readonly<Record<string, ProcessLife>>;
}

/** Invalid data from outside: its first fault. */
export interface Unreadable {
  readonly is: "unreadable";
  readonly what: "trace" | "cluster";
  readonly message: string;
}

/** The worker's answers. */
export type FromWorker = { readonly id: number } & (
  | Outcome
  | { readonly is: "answer"; readonly answer: unknown }
  /** In a sentence. */
  | { readonly is: "failed"; readonly message: string }
);
