import type { Hosts } from "../hosts.ts";
import type { Function as FunctionNode } from "unbash";
import type { Seconds, Serve, Stop } from "../behaviour.ts";
import { readable } from "../text.ts";
import type { Job, Machine, Wait } from "../machine.ts";

/** Work of a shell that may take time, with an answer of its own. */
export type Steps<T> = Generator<Wait, T, void>;

/** Which shell reads the script: they differ in braces and in what they print. */
export type Dialect = "bash" | "dash" | "ash";

/** Whose programs the image brings: those of busybox, or GNU's. */
export type Userland = "busybox" | "gnu";

/** Where something that is printed goes. */
export type Sink = (text: string) => void;

/** What a command reads: of a text that several commands read each goes on where the one before stopped. */
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

/** What a shell knows and changes as it goes. A subshell has a copy. */
export interface Shell {
  readonly machine: Machine;
  readonly dialect: Dialect;
  /** Whose `ls`, `tail` and so on it has: they end with different codes. */
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
  /** Which names can be asked for. */
  readonly hosts: Hosts;
  /** There are environment variables whose names are not known. */
  readonly openVariables: boolean;
  readonly container: Container;
  readonly own: Own;
}

/** What all shells of a container share. */
export interface Container {
  /** Process 1, which SIGTERM reaches. */
  first: { readonly is: "shell"; readonly shell: Shell } | { readonly is: "program"; readonly stop: Stop } | undefined;
  /** Something forwards signals to the others, as `tini` does. */
  hasInit: boolean;
  /** What a package manager has installed. */
  readonly installed: string[];
  /** Its input stays open, so that what reads it does not end. */
  readonly terminal: boolean;
}

interface Own {
  /** `$0`, `$1`, ... */
  parameters: readonly string[];
  directory: string;
  /** `$?` */
  status: number;
  flow: Flow | undefined;
  /** What the variables were before that a function has made its own: a map for each function that runs. */
  locals: readonly Map<string, string | undefined>[];
  /** How deep functions and subshells call each other. */
  depth: number;
  /** Since when the shell waits for a command: it looks at signals only when that has ended. */
  waiting: Seconds | undefined;
  /** How long it waited for the last command that took its time. */
  pause: Seconds;
}

/** Where a command is run. */
export interface Context {
  readonly shell: Shell;
  readonly streams: Streams;
  /** Its failure is looked at, so that `set -e` does not end the script. */
  readonly guarded: boolean;
  /** It is the last of the script, so that the shell gives its place to it. */
  readonly last: boolean;
}

/** Longest text that a variable or a word may become. */
export const longestValue = 10_000;
/** Most words that a command may have. */
export const mostWords = 2000;
/** How deep subshells and command substitutions may be nested. */
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

/** Says what cannot be read, and goes on for ever: what comes after it is not known. */
export function* runsOn(shell: Shell, text: string): Steps<never> {
  shell.machine.remark({ is: "unreadable", text: readable(text).slice(0, 200) });
  return yield* forever();
}

/** Never goes on. */
export function* forever(): Steps<never> {
  for (;;) yield Infinity;
}

/** Counts a step, and stops for good after too many. */
export function* step(shell: Shell): Steps<void> {
  shell.machine.step();
  if (shell.machine.isExhausted()) {
    yield shell.machine.now;
    yield* forever();
  }
}
