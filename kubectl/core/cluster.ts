import type { Answer, Command } from "../../engine/core/command.ts";
import type { Millis, StoredObject } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { Journey, Ports } from "../../engine/network/journey.ts";
import type { Step } from "../../engine/rehearsal/script.ts";
import type { StoreView } from "../../engine/core/store.ts";
import type { Event, ObjectReference } from "../../schemas/generated/types.ts";

/** An event as the server keeps it. */
export type StoredEvent = Omit<Event, "apiVersion" | "kind" | "metadata" | "involvedObject"> &
  StoredObject & { readonly involvedObject: ObjectReference };

/** A line that a container printed. */
export interface LogLine {
  readonly at: Millis;
  readonly text: string;
}

/** The output and exit code of a command in a container. `journey` is the route of the request that it sent. */
export interface Ran {
  readonly stdout: string;
  readonly stderr?: string;
  readonly code: number;
  readonly journey?: Journey;
}

/** What runs in the containers of a cluster, as far as that is known. */
export interface InContainers {
  /** The output of a container's present or previous run, if it is known. */
  logs(pod: StoredPod, container: string, run: "current" | "previous"): readonly LogLine[] | undefined;
  /** Runs a command in a container. Nothing if its output is unknown. */
  run(pod: StoredPod, container: string, command: readonly string[]): Ran | undefined;
  /** Where a container has its environment and its files from, where that may differ from what the cluster holds now. */
  configured(pod: StoredPod, container: string): { readonly environment: Pick<StoreView, "get">; readonly files: Pick<StoreView, "get"> } | undefined;
  /** What a pod does with a request for a path at a port, if it is known. */
  answer: Ports;
}

/** What a pod uses: thousandths of a core, and bytes. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** What the API says of its types and fields, by `Type` and `Type.field`. */
export type Documentation = Readonly<Record<string, string>>;

/** A cluster at a moment, as kubectl sees it: its objects, and its API server. */
export interface Cluster {
  readonly now: Millis;
  readonly store: StoreView;
  /** The events until now, oldest first. */
  readonly events: readonly StoredEvent[];
  /** Asks the API server to do something. */
  perform(command: Command): Answer;
  /** What the API server would answer: a dry run. */
  tryOut(command: Command): Answer;
  /** The text of a file in the folder where kubectl runs. */
  read(path: string): string | undefined;
  /** The names of the files there. */
  readonly files?: readonly string[];
  /** What runs in its containers; without it nothing is known of them. */
  readonly containers?: InContainers;
  /** The usage of a pod, if it is stated; absent if there is no metrics API. */
  readonly usage?: ((pod: StoredPod) => Usage | undefined) | undefined;
  /** Whether access is as the RBAC objects say; otherwise every request may do anything. */
  readonly checksAccess?: boolean;
  /** What `explain` prints. It is large, and may be handed over only when it is asked for. */
  readonly documentation?: Documentation | undefined;
  /** The time until which the future is known, if it is. */
  readonly end?: Millis;
  /** Lets time pass until something changes, at most until then. False where nothing more will come. */
  pass(until: Millis): boolean;
}

/** The output and exit code of a command, and its commands to the API server. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly effects: readonly Command[];
  /** The same as steps of a script. */
  readonly steps: readonly Step[];
  /** The way of the request that a command in a container sent. */
  readonly journey?: Journey;
  /** The cluster did not have what the command asked for: hand it over, and ask again. */
  readonly lacks?: "documentation";
}
