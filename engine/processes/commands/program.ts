import type { FileState } from "../behaviour.ts";
import type { Files } from "../files.ts";
import type { Task } from "../machine.ts";
import type { Context } from "../shell/shell.ts";

/** A program that is called with arguments. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
  readonly context: Context;
  readonly files: Files;
  /** An argument as an absolute path. */
  readonly resolve: (path: string) => string;
  readonly out: (text: string) => void;
  /** Prints to standard error, after the program's name. */
  readonly complain: (text: string) => void;
}

/** What a program does: its exit code, work that takes time, or nothing if these arguments cannot be read. */
export type Program = (call: Call) => number | Task | undefined;

/** Programs by name. */
export type Programs = Readonly<Record<string, Program>>;

/** A call as a program sees it. */
export function callOf([name = "", ...args]: readonly string[], context: Context): Call {
  const { shell, streams } = context;
  const { files } = shell.machine;
  const short = name.slice(name.lastIndexOf("/") + 1);
  return {
    name: short,
    args,
    context,
    files,
    resolve: (path) => files.resolve(path, shell.own.directory),
    out: streams.out,
    complain: (text) => streams.err(`${short}: ${text}\n`),
  };
}

/** The arguments that are not options; after `--` all of them. */
export function operands(args: readonly string[], withValue = ""): readonly string[] {
  const found: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const each = args[i]!;
    if (each === "--") return [...found, ...args.slice(i + 1)];
    if (!/^-./.test(each)) found.push(each);
    else if (each.length === 2 && withValue.includes(each[1]!)) i += 1;
  }
  return found;
}

/** Whether a one-letter option is given, alone or combined with others. */
export function has(args: readonly string[], letter: string): boolean {
  return args.some((each) => /^-[A-Za-z]+$/.test(each) && each.includes(letter));
}

/** What is at a path in an argument. An unknown path is assumed to exist, with a remark. */
export function stateFor({ context, files, resolve }: Call, path: string): FileState {
  const state = files.stateOf(resolve(path));
  if (state) return state;
  context.shell.machine.remark({ is: "assumedToExist", path: path.slice(0, 200) });
  return { is: "file" };
}
