import type { Journey } from "../../engine/network/journey.ts";
import type { Cluster } from "../core/cluster.ts";
import type { Problem } from "../core/problem.ts";
import type { Query } from "../find/find.ts";
import type { Flag, Flags } from "../line/flags.ts";

/** A command line that is being carried out. */
export interface Call {
  readonly cluster: Cluster;
  /** The command's full name: `rollout status`. */
  readonly path: string;
  readonly args: readonly string[];
  readonly flags: Flags;
  /** How many arguments stood before `--`. */
  readonly dash?: number;
  readonly namespace: string;
  readonly explicitNamespace: boolean;
  readonly stdin?: string | undefined;
  /** The words as they were typed, the command's name included. */
  readonly words: readonly string[];
  /** Writes on the standard output, and on the standard error. */
  out(text: string): void;
  err(text: string): void;
  /** Shows the way of a request that a command in a container sent. */
  showWay(journey: Journey): void;
}

/** What a word of a command may be, for completion. */
export type Expects = "resources" | "types" | "nodes" | "pods" | "rollouts" | "nothing";

/** A command. It writes as it goes, and throws a `Problem` where it fails; its number is the code that it ends with. */
export interface Verb {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly flags: readonly Flag[];
  readonly expects?: Expects;
  run(call: Call): number | void;
}

/** A command that consists of others: `rollout`, `set`, `create`. */
export interface Family {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly verbs: readonly Verb[];
  /** What it does by itself, where it does anything: `create -f`. */
  readonly own?: Verb;
  /** What is said of a word that none of its commands is called. */
  unknown(args: readonly string[]): Problem;
}

/** Which objects a call is about. */
export function queryOf(call: Call, more: Partial<Query> = {}): Query {
  const { args, flags, namespace, explicitNamespace, stdin } = call;
  return {
    args,
    namespace,
    explicitNamespace,
    stdin,
    allNamespaces: flags.on("all-namespaces"),
    labels: flags.text("selector"),
    fields: flags.text("field-selector"),
    files: flags.texts("filename"),
    recursive: flags.on("recursive"),
    all: flags.on("all"),
    ...more,
  };
}
