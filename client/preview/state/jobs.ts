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

/** What the page and its worker say to each other. Answers carry the number of the question. */
export type ToWorker = { readonly id: number } & (Job | Question | Pasted);

/** What may be a cluster, as text. */
export interface Pasted {
  readonly is: "pasted";
  readonly text: string;
}

/** A cluster, or why the text is none. */
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
  /** What is wrong with the cluster is said in this language. */
  readonly language: Language;
  readonly script: readonly Planned[];
  readonly apply?: ApplyChoice;
  /** A file of the change that was edited since. */
  readonly typed?: TypedFile | undefined;
  /** The edition of the story on the screen: the same is not told again. */
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
  /** How many versions of objects its trace has: to make more takes longer. */
  readonly versions: number;
}

/** What a rehearsal came to. */
export type Outcome =
  | ({ readonly is: "story" } & Told)
  /** The story on the screen is the one. */
  | { readonly is: "same"; readonly cuts: readonly Cut[] }
  /** What was typed cannot be read without the server. */
  | { readonly is: "unread" }
  | Unreadable;

/** About the trace of the last job. */
export type Question =
  | { readonly is: "placement"; readonly pod: Key; readonly since: Millis; readonly time: Millis }
  | { readonly is: "lettingIn"; readonly pod: Key; readonly time: Millis }
  /** The rehearsal once more, with other values of an object's fields. */
  | { readonly is: "trial"; readonly object: Ref; readonly changes: readonly FieldChange[] }
  /** The containers of the pod that came at that time: their lives, and what their processes do. `keys` are those that a scenario calls it by. */
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

/** How a rehearsal comes out. */
export interface Trial {
  readonly state: State;
  readonly millis: Millis;
}

/** What is known of the containers of a pod. */
export interface PodContainers {
  readonly pod: Key;
  readonly since: Millis;
  readonly lives: readonly ContainerLife[];
  /** By the name of the container. */
  readonly processes: Readonly<Record<string, ProcessLife>>;
}

/** Data from outside is not as it should be: where first, and why. */
export interface Unreadable {
  readonly is: "unreadable";
  readonly what: "trace" | "cluster";
  readonly message: string;
}

/** What the worker answers. */
export type FromWorker = { readonly id: number } & (
  | Outcome
  | { readonly is: "answer"; readonly answer: unknown }
  /** In a sentence. */
  | { readonly is: "failed"; readonly message: string }
);
