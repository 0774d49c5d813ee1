import { isStamped } from "../text.ts";
import type { Job, Task } from "../machine.ts";
import type { Interpreter } from "./run.ts";
import { type Context, forever, longestValue, runsOn, type Shell, subshell } from "./shell.ts";

type Builtin = (args: readonly string[], context: Context, self: Interpreter) => number | Task | undefined;

/** The builtin commands. They return nothing if their arguments cannot be read. */
const builtins: Readonly<Record<string, Builtin>> = {
  ":": () => 0,
  true: () => 0,
  false: () => 1,
  exit: ([code], { shell }) => leave(shell, "exit", code),
  return: ([code], { shell }) => leave(shell, "return", code),
  break: ([levels = "1"], { shell }) => jump(shell, "break", levels),
  continue: ([levels = "1"], { shell }) => jump(shell, "continue", levels),
  set: setOptions,
  shopt: () => 0,
  umask: () => 0,
  ulimit: () => 0,
  hash: () => 0,
  trap: setTrap,
  export: declare,
  local: makeLocal,
  readonly: declare,
  declare,
  typeset: declare,
  unset(names, { shell }) {
    for (const name of names) shell.variables.delete(name);
    return 0;
  },
  shift([count = "1"], { shell: { own } }) {
    own.parameters = [own.parameters[0] ?? "sh", ...own.parameters.slice(1 + Number(count))];
    return 0;
  },
  cd: changeDirectory,
  pwd(_, { shell, streams }) {
    streams.out(`${shell.own.directory}\n`);
    return 0;
  },
  read: readLine,
  wait: waitForJobs,
  kill: killJobs,
  eval: (args, context, self) => self.script(args.join(" "), { ...context, last: false }),
  command: (args, context, self) => (args[0]?.startsWith("-") ? (args[0] === "-v" ? 0 : undefined) : self.command(args, context)),
  exec: (args, context, self) => (args.length === 0 ? 0 : replace(args, context, self)),
  let: undefinedBuiltin,
  source: readScript,
  ".": readScript,
};

/** Runs a builtin; nothing if the command is not one. */
export function runBuiltin(argv: readonly string[], context: Context, self: Interpreter): Task | undefined {
  const [name = "", ...args] = argv;
  if (!Object.hasOwn(builtins, name)) return undefined;
  const result = builtins[name]!(args, context, self);
  if (result === undefined) return runsOn(context.shell, argv.join(" "));
  return typeof result === "number" ? ended(result) : result;
}

// oxlint-disable-next-line require-yield
function* ended(code: number): Task {
  return code;
}

function undefinedBuiltin(): undefined {
  return undefined;
}

function leave(shell: Shell, is: "exit" | "return", text: string | undefined): number | undefined {
  const code = text === undefined ? shell.own.status : /^\d+$/.test(text) ? Number(text) & 255 : undefined;
  if (code !== undefined) shell.own.flow = { is, code };
  return code;
}

function jump(shell: Shell, is: "break" | "continue", levels: string): number {
  shell.own.flow = { is, levels: Math.max(1, Number(levels) || 1) };
  return 0;
}

function setOptions(args: readonly string[], { shell }: Context): number {
  for (const [i, each] of args.entries()) {
    if (each === "--" || !/^[-+]/.test(each)) {
      shell.own.parameters = [shell.own.parameters[0] ?? "sh", ...args.slice(each === "--" ? i + 1 : i)];
      break;
    }
    if (each === "-o" || each === "+o") {
      if (args[i + 1] === "errexit") shell.options.add("e");
      return 0;
    }
    for (const letter of each.slice(1)) {
      if (each.startsWith("-")) shell.options.add(letter);
      else shell.options.delete(letter);
    }
  }
  return 0;
}

function setTrap(args: readonly string[], { shell }: Context): number {
  const [action = "", ...signals] = args[0] === "--" ? args.slice(1) : args;
  for (const signal of signals) {
    const name = signal.replace(/^SIG/i, "").toUpperCase();
    const known = { "15": "TERM", "0": "EXIT", "2": "INT", "3": "QUIT" }[name] ?? name;
    if (action === "-") shell.traps.delete(known);
    else shell.traps.set(known, action);
  }
  return 0;
}

function declare(args: readonly string[], { shell }: Context): number | undefined {
  for (const each of args) {
    const [, name, value] = /^([A-Za-z_]\w*)(?:=([\s\S]*))?$/.exec(each) ?? [];
    if (name === undefined && !each.startsWith("-")) return undefined;
    if (name !== undefined && value !== undefined) shell.variables.set(name, value.slice(0, longestValue));
  }
  return 0;
}

/** Variables of the function that runs: they are restored when it ends. */
function makeLocal(args: readonly string[], context: Context): number | undefined {
  const { variables, own } = context.shell;
  const scope = own.locals.at(-1);
  for (const name of args.map((each) => /^\w+/.exec(each)?.[0] ?? "")) {
    if (!scope || name === "" || scope.has(name)) continue;
    scope.set(name, variables.get(name));
    variables.delete(name);
  }
  return declare(args, context);
}

function changeDirectory([to = "~"]: readonly string[], { shell, streams }: Context): number {
  const { files } = shell.machine;
  const path = files.resolve(to === "~" ? (shell.variables.get("HOME") ?? "/root") : to, shell.own.directory);
  const state = files.stateOf(path);
  if (state && state.is !== "directory") {
    streams.err(`sh: cd: can't cd to ${to}: No such file or directory\n`);
    return shell.userland === "busybox" || shell.dialect === "bash" ? 1 : 2;
  }
  shell.own.directory = path;
  shell.variables.set("PWD", path);
  return 0;
}

/** Reads a line of the input into variables. Without an input there is nothing to read. */
function readLine(args: readonly string[], { shell, streams: { input } }: Context): number {
  const names = args.filter((each) => !each.startsWith("-"));
  if (!input || input.text === "") return 1;
  const end = input.text.indexOf("\n");
  const line = end < 0 ? input.text : input.text.slice(0, end);
  input.text = end < 0 ? "" : input.text.slice(end + 1);
  const words = line.trim().split(/\s+/);
  for (const [i, name] of names.entries()) shell.variables.set(name, i === names.length - 1 ? words.slice(i).join(" ") : (words[i] ?? ""));
  return end < 0 ? 1 : 0;
}

/** `. FILE`: runs what is in it in this shell. */
function readScript([path = ""]: readonly string[], context: Context, self: Interpreter): Task | undefined {
  const { files } = context.shell.machine;
  const content = files.contentOf(files.resolve(path, context.shell.own.directory));
  return content === undefined ? undefined : self.script(content, { ...context, last: false });
}

/** Waits for the named jobs, or for all. Meanwhile the shell handles signals at once. */
function* waitForJobs(args: readonly string[], { shell }: Context): Task {
  const { own, jobs } = shell;
  const named = args.filter((each) => !each.startsWith("-"));
  const list = named.length === 0 ? jobs : named.map((name) => jobOf(shell, name)).filter((job) => job !== undefined);
  const any = args.includes("-n");
  own.waiting = undefined;
  own.pause = 0;
  if (any && list.length > 0) return yield* firstOf(list);
  let code = 0;
  for (const job of list) {
    if (job.code === undefined) yield job;
    if (job.code === undefined) return yield* forever();
    code = job.code;
  }
  return named.length === 0 ? 0 : code;
}

function* firstOf(jobs: readonly Job[]): Task {
  for (;;) {
    const done = jobs.find(({ code }) => code !== undefined);
    if (done) return done.code!;
    yield Math.min(...jobs.map(({ wake }) => (typeof wake === "number" ? wake : Infinity)));
  }
}

/** The job that `$!` named: the first of a shell is 2, since the shell itself is 1. */
function jobOf({ jobs }: Shell, name: string): Job | undefined {
  if (/^%\d+$/.test(name)) return jobs[Number(name.slice(1)) - 1];
  return jobs[Number(name) - 2];
}

function killJobs(args: readonly string[], { shell }: Context): number | undefined {
  const names = args.filter((each) => !each.startsWith("-"));
  const asks = args.includes("-0");
  if (asks && names.length === 1 && names[0] === "1") return 0;
  if (names.some((name) => isStamped(name) || !jobOf(shell, name))) return names.includes("1") ? undefined : 1;
  for (const name of names) {
    const job = jobOf(shell, name)!;
    if (asks && job.code !== undefined) return 1;
    if (!asks) shell.machine.end(job, args.some((each) => /^-(9|KILL|SIGKILL)$/.test(each)) ? 137 : 143);
  }
  return 0;
}

/** `exec`: the command takes the shell's place. */
function* replace(args: readonly string[], context: Context, self: Interpreter): Task {
  const { shell } = context;
  const code = yield* self.command(args, { ...context, last: true });
  shell.own.flow = { is: "exit", code };
  return code;
}

/** Runs `sh -c SCRIPT NAME ARGUMENT...` or `sh -s`; nothing if it cannot be read (a file of the image). */
export function runShell(argv: readonly string[], context: Context, self: Interpreter): Task | undefined {
  const [name = "sh", ...args] = argv;
  let i = 0;
  const letters: string[] = [];
  for (; i < args.length && /^[-+]/.test(args[i]!); i++) {
    if (args[i] === "-o" || args[i] === "+o" || args[i] === "-O") i += 1;
    else if (!args[i]!.startsWith("--")) letters.push(...args[i]!.slice(1).split(""));
  }
  const inner = shellIn(context, name.endsWith("bash") ? "bash" : context.shell.dialect);
  if (letters.includes("e")) inner.shell.options.add("e");
  if (letters.includes("c")) {
    inner.shell.own.parameters = args.slice(i + 1).length > 0 ? args.slice(i + 1) : [name];
    return self.wholeScript(args[i] ?? "", inner);
  }
  const file = args[i];
  if (file === undefined)
    return context.shell.container.terminal && !context.streams.input ? forever() : self.wholeScript(context.streams.input?.text ?? "", inner);
  const { files } = context.shell.machine;
  const path = files.resolve(file, context.shell.own.directory);
  const state = files.stateOf(path);
  if (state?.is === "absent") {
    context.streams.err(`${name}: can't open '${file}': No such file or directory\n`);
    return ended(context.shell.dialect === "ash" || context.shell.dialect === "dash" ? 2 : 127);
  }
  inner.shell.own.parameters = [file, ...args.slice(i + 1)];
  const content = files.contentOf(path);
  return content === undefined ? undefined : self.wholeScript(content, inner);
}

/** A new shell. The first one in a container is process 1, also after `exec`. */
function shellIn(context: Context, dialect: Shell["dialect"]): Context {
  const shell = { ...subshell(context.shell), dialect };
  if (context.last) shell.container.first = { is: "shell", shell };
  return { ...context, shell, guarded: false };
}
