import type { Hosts } from "../hosts.ts";
import type { Function as FunctionNode } from "unbash";
import type { Seconds, Serve, Stop } from "../behaviour.ts";
import { readable } from "../text.ts";
import type { Job, Machine, Wait } from "../machine.ts";

/** A part of a shell's work that may take time and has a result. */
export type Steps<T> = Generator<Wait, T, void>;

/** The shell that runs the script: they differ in brace expansion and in messages. */
export type Dialect = "bash" | "dash" | "ash";

/** Whether the image has the tools of busybox or of GNU. */
export type Userland = "busybox" | "gnu";

/** Receives printed text. */
export type Sink = (text: string) => void;

/** The input of a command. Commands that share an input continue where the previous one stopped. */
export interface Input {
  text: string;
}

/** The three streams of a command. */
export interface Streams {
  readonly out: Sink;
  readonly err: Sink;
  readonly input: Input | undefined;
}

/** Why the next command of a list is not run. */
export type Flow = { readonly is: "break" | "continue"; readonly levels: number } | { readonly is: "return" | "exit"; readonly code: number };

/** The state of a shell. A subshell has a copy. */
export interface Shell {
  readonly machine: Machine;
  readonly dialect: Dialect;
  /** Whose `ls`, `tail` and others it has: their exit codes differ. */
  readonly userland: Userland;
  readonly variables: Map<string, string>;
  readonly functions: Map<string, FunctionNode>;
  readonly traps: Map<string, string>;
  readonly options: Set<string>;
  readonly jobs: Job[];
  /** What an unknown program is assumed to listen on. */
  readonly assumedServes: readonly Serve[];
  /** Commands that are not in the image. */
  readonly lacks: readonly string[];
  /** Which names can be looked up. */
  readonly hosts: Hosts;
  /** Whether there may be environment variables with unknown names. */
  readonly openVariables: boolean;
  readonly container: Container;
  readonly own: Own;
}

/** What all shells of a container share. */
export interface Container {
  /** Process 1, which SIGTERM reaches. */
  first: { readonly is: "shell"; readonly shell: Shell } | { readonly is: "program"; readonly stop: Stop } | undefined;
  /** Whether an init such as `tini` forwards signals. */
  hasInit: boolean;
  /** What a package manager has installed. */
  readonly installed: string[];
  /** Whether its input stays open, so that reading it never ends. */
  readonly terminal: boolean;
}

interface Own {
  /** `$0`, `$1`, ... */
  parameters: readonly string[];
  directory: string;
  /** `$?` */
  status: number;
  flow: Flow | undefined;
  /** The former values of local variables: a map for each running function. */
  locals: readonly Map<string, string | undefined>[];
  /** The depth of nested functions and subshells. */
  depth: number;
  /** Since when the shell waits for a command; it handles signals only after that. */
  waiting: Seconds | undefined;
  /** How long it waited for the last command that took time. */
  pause: Seconds;
}

/** The context of a command. */
export interface Context {
  readonly shell: Shell;
  readonly streams: Streams;
  /** Whether its failure is checked, so that `set -e` does not end the script. */
  readonly guarded: boolean;
  /** Whether it is the last command of the script, which replaces the shell. */
  readonly last: boolean;
}

/** The longest value of a variable or a word. */
export const longestValue = 10_000;
/** The most words of a command. */
export const mostWords = 2000;
/** The deepest nesting of subshells and command substitutions. */
export const deepest = 40;

/** A copy for a subshell. */
export function subshell(shell: Shell): Shell {
  const { variables, functions, options, own } = shell;
  return {
    ...shell,
    variables: new Map(variables),
    functions: new Map(functions),
    traps: new Map(),
    options: new Set(options),
    jobs: [],
    own: { ...own, flow: undefined, depth: own.depth + 1, waiting: undefined, pause: 0 },
  };
}

/** Records an unreadable part, and waits forever, since what follows is unknown. */
export function* runsOn(shell: Shell, text: string): Steps<never> {
  shell.machine.remark({ is: "unreadable", text: readable(text).slice(0, 200) });
  return yield* forever();
}

/** Waits forever. */
export function* forever(): Steps<never> {
  for (;;) yield Infinity;
}

/** Counts a step, and waits forever after too many. */
export function* step(shell: Shell): Steps<void> {
  shell.machine.step();
  if (shell.machine.isExhausted()) {
    yield shell.machine.now;
    yield* forever();
  }
}
