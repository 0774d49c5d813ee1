import { filePrograms } from "./commands/files.ts";
import { callOf, type Programs } from "./commands/program.ts";
import { samplePrograms } from "./commands/samples.ts";
import { serve, serverOf } from "./commands/servers.ts";
import { textPrograms } from "./commands/texts.ts";
import { timePrograms } from "./commands/time.ts";
import { toolPrograms } from "./commands/tools.ts";
import type { Serve } from "./behaviour.ts";
import type { Hosts } from "./hosts.ts";
import type { Machine, Task } from "./machine.ts";
import { runBuiltin } from "./shell/builtins.ts";
import { Interpreter } from "./shell/run.ts";
import { type Context, type Dialect, runsOn, type Shell, type Streams, type Userland } from "./shell/shell.ts";
import { fieldStamp } from "./text.ts";

/** The surroundings of a program in a container. */
export interface Surroundings {
  readonly dialect: Dialect;
  readonly userland: Userland;
  readonly variables: ReadonlyMap<string, string>;
  /** Whether there may be variables with unknown names. */
  readonly openVariables: boolean;
  readonly workingDir: string;
  /** What an unknown program is assumed to listen on. */
  readonly assumedServes: readonly Serve[];
  /** Commands that are not in the image. */
  readonly lacks: readonly string[];
  /** Which names it can look up. */
  readonly hosts: Hosts;
  /** Whether its input stays open. */
  readonly terminal: boolean;
}

const shell = new Interpreter(runProgram, runBuiltin);
const programs: Programs = { ...filePrograms, ...textPrograms, ...timePrograms, ...samplePrograms, ...toolPrograms(() => shell) };

/** A new shell, in which everything in a container runs. */
export function shellFor(
  machine: Machine,
  { dialect, userland, variables, openVariables, workingDir, assumedServes, lacks, hosts, terminal }: Surroundings,
): Shell {
  const known: [string, string][] = [
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    ["HOME", "/root"],
    ["PWD", workingDir],
    ["HOSTNAME", fieldStamp("metadata.name")],
  ];
  return {
    machine,
    dialect,
    userland,
    assumedServes,
    lacks,
    hosts,
    openVariables,
    variables: new Map([...known, ...variables]),
    functions: new Map(),
    traps: new Map(),
    options: new Set(),
    jobs: [],
    container: { first: undefined, hasInit: false, installed: [], terminal },
    own: { parameters: ["sh"], directory: workingDir, status: 0, flow: undefined, locals: [], depth: 0, waiting: undefined, pause: 0 },
  };
}

/** Whether a word is the name of a known program. */
export function isProgram(word: string): boolean {
  const name = word.slice(word.lastIndexOf("/") + 1);
  return !isOwn(word) && (Object.hasOwn(programs, name) || serverOf(name) !== undefined);
}

/** Whether a path is where images put their own programs; these are known by name only if they are servers. */
function isOwn(word: string): boolean {
  if (!word.includes("/") || serverOf(word)) return false;
  return !word.startsWith("/") || (!/\/s?bin\//.test(word) && !Object.hasOwn(samplePrograms, word.slice(1)));
}

/** Runs a command that is split into words. As process 1 it receives SIGTERM. */
export function execute(argv: readonly string[], shellOf: Shell, streams: Streams, asProcessOne: boolean): Task {
  return shell.command(argv, { shell: shellOf, streams, guarded: false, last: asProcessOne });
}

/** Runs the action of a trap. */
export function runScript(text: string, shellOf: Shell, streams: Streams): Task {
  return shell.script(text, { shell: shellOf, streams, guarded: true, last: false });
}

/** Runs a program by its name. An unknown one keeps running and listens on the ports that the pod names. */
function runProgram(argv: readonly string[], context: Context): Task | undefined {
  const call = callOf(argv, context);
  const server = serverOf(call.name);
  if (isOwn(argv[0] ?? "")) return unknown(argv, context);
  if (context.shell.lacks.includes(call.name) && !context.shell.container.installed.includes(call.name)) return notFound(argv, context);
  if (Object.hasOwn(programs, call.name)) {
    const result = programs[call.name]!(call);
    if (result !== undefined) return typeof result === "number" ? ended(result) : result;
    return unknown(argv, context);
  }
  return server ? serve(server, call.args, context) : unknown(argv, context);
}

// oxlint-disable-next-line require-yield
function* ended(code: number): Task {
  return code;
}

// oxlint-disable-next-line require-yield
function* notFound([name = ""]: readonly string[], { streams }: Context): Task {
  streams.err(`sh: ${name}: not found\n`);
  return 127;
}

function* unknown(argv: readonly string[], context: Context): Task {
  const { machine, assumedServes, container } = context.shell;
  const after = machine.now;
  for (const each of assumedServes) machine.listen({ ...each, ...(after > 0 && { after }) });
  if (context.last) container.first = { is: "program", stop: {} };
  return yield* runsOn(context.shell, argv.join(" "));
}
