/** Counted from the start of a run. Behaviours are written by people, so they count in seconds, not in `Millis`. */
export type Seconds = number;

/** What a container's process does: the n-th start plays the n-th run, and later starts repeat the last one. Without runs the process keeps running. */
export type Behaviour = readonly Run[];

/** One run of a process, from its start. An empty run never ends and serves nothing. */
export interface Run {
  /** How it ends by itself. */
  readonly exit?: Exit;
  /** What it answers on its ports; `answerOf` chooses the entry. */
  readonly serves?: readonly Serve[];
  /** The results of commands that probes and hooks run in the container, by the command's words joined by spaces. Other commands exit with 0 at once. */
  readonly exec?: Readonly<Record<string, readonly CommandResult[]>>;
  /** What SIGTERM does; by default it exits with 0 at once. */
  readonly stop?: Stop;
  /** The container runtime's error if it cannot be started. */
  readonly fails?: string;
  /** What it prints, in order of time; a bounded number of lines. */
  readonly prints?: readonly Line[];
  /** Names of the cluster that it cannot resolve. */
  readonly awaits?: readonly string[];
  /** Files that it creates or removes, in order of time; a bounded number of changes. */
  readonly writes?: readonly FileChange[];
}

/** How and when a process ends by itself. */
export interface Exit {
  readonly after: Seconds;
  readonly code: number;
  /** Such as `OOMKilled`; by default `Completed` or `Error`, by the code. */
  readonly reason?: string;
}

/** Answers on a port from `after` (default 0) to `until` (default: forever). */
export interface Serve {
  readonly port: number;
  readonly after?: Seconds;
  readonly until?: Seconds;
  /** 200 by default. */
  readonly status?: number;
  /** Any path by default; other paths get 404. */
  readonly path?: string;
  /** How long each answer takes; 0 by default. */
  readonly takes?: Seconds;
  /** The protocol; `http` by default. A `tcp` port accepts connections, but does not answer HTTP. */
  readonly speaks?: "http" | "https" | "tcp" | "udp" | "grpc";
}

/** How a command ends that is run at second `from` of the run or later; the last entry that has begun counts. */
export interface CommandResult {
  readonly from?: Seconds;
  readonly code?: number;
  readonly takes?: Seconds;
}

/** What SIGTERM does: the process exits after `takes` seconds with `code`, or ignores it. */
export interface Stop {
  readonly takes?: Seconds;
  readonly code?: number;
  readonly ignores?: boolean;
}

/** A printed line. With `every` it is repeated at this interval until the run ends. */
export interface Line {
  readonly at: Seconds;
  readonly text: Text;
  readonly every?: Seconds;
}

/** Printed text: known words, and parts that only the running pod knows. */
export type Text = readonly (string | Unknown)[];

/** The time (`date` is its format, read at that second of the run), a field of the pod, a variable of the container, the output of a program. */
export type Unknown =
  { readonly date: string; readonly at: Seconds } | { readonly field: string } | { readonly variable: string } | { readonly output: string };

/** A file or a directory is created, changed or removed. The path is the one in the container. */
export interface FileChange {
  readonly at: Seconds;
  readonly path: string;
  readonly to: FileState;
}

/** What is at a path. Unknown content is absent. */
export type FileState = { readonly is: "absent" } | { readonly is: "directory" } | { readonly is: "file"; readonly content?: string };

/** How an image is pulled. */
export interface ImagePull {
  readonly seconds?: Seconds;
  /** Whether it cannot be pulled. */
  readonly missing?: boolean;
  /** How many pulls fail first. */
  readonly fails?: number;
}

/** What a scenario states about a pod: about its images, by name, and its containers, by name (including init containers). */
export interface PodBehaviour {
  readonly images?: Readonly<Record<string, ImagePull>>;
  readonly containers?: Readonly<Record<string, Behaviour>>;
}

/** What a container's process does, and how that is known. */
export interface Process {
  readonly behaviour: Behaviour;
  readonly source: Source;
  readonly remarks: readonly Remark[];
}

/** Where a behaviour comes from, in order of precedence. */
export type Source =
  /** The scenario, or the panel, states it. */
  | { readonly is: "stated" }
  /** The command line; `field` of the container decides. */
  | { readonly is: "command"; readonly field: "command" | "args" }
  /** A well-known image. */
  | { readonly is: "image"; readonly image: string }
  /** Nothing is known: the process keeps running, and answers on the ports that the pod names. */
  | { readonly is: "assumed" };

/** A note about how a behaviour was found, as data. */
export type Remark =
  /** This part of the command line cannot be read: from there on the process is assumed to keep running. */
  | { readonly is: "unreadable"; readonly text: string }
  /** This part of the command line cannot be read: the process is assumed to work for these seconds, and to exit with 0. */
  | { readonly is: "unreadableWork"; readonly text: string; readonly seconds: Seconds }
  /** This command, which the kubelet runs in the container, cannot be read: it is assumed to exit with 0 at once. */
  | { readonly is: "unreadableExec"; readonly command: string }
  /** This command does something outside the container, and is assumed to succeed. */
  | { readonly is: "assumedToSucceed"; readonly command: string }
  /** Nothing in the cluster has this name, so lookups fail. */
  | { readonly is: "noSuchHost"; readonly host: string }
  /** This port of a Service has no ready endpoint: connections fail until there is one. */
  | { readonly is: "nobodyAnswers"; readonly server: string }
  /** Nothing is known about this path of the image: it is assumed to exist. */
  | { readonly is: "assumedToExist"; readonly path: string }
  /** This command computes something: it is assumed to exit with 0 after these seconds. */
  | { readonly is: "assumedWork"; readonly command: string; readonly seconds: Seconds }
  /** This image refuses to start without one of these environment variables. */
  | { readonly is: "variableMissing"; readonly image: string; readonly variables: readonly string[] }
  /** The pod must not run as root, and the user of its image is unknown: it is assumed not to be root. */
  | { readonly is: "assumedUser"; readonly image: string }
  /** This image exits at once unless its input is attached. */
  | { readonly is: "needsTerminal"; readonly image: string }
  /** This command is not in the image. */
  | { readonly is: "commandMissing"; readonly image: string; readonly command: string }
  /** The script was followed up to this second; the rest is left out. */
  | { readonly is: "cutShort"; readonly at: Seconds };

/** The run that the n-th start plays (0 is the first). */
export function runOf(behaviour: Behaviour, start: number): Run {
  return behaviour[Math.min(start, behaviour.length - 1)] ?? {};
}

/** The ports that a run listens on at any time, each with its first second. */
export function listensFrom({ serves = [] }: Run): ReadonlyMap<number, Seconds> {
  const ports = new Map<number, Seconds>();
  for (const { port, after = 0 } of serves) ports.set(port, Math.min(ports.get(port) ?? Infinity, after));
  return ports;
}

/** What a run answers to a connection, and until when: the last active entry for the path counts. Nothing if the port is closed. */
export function answerOf(
  { serves = none }: Run,
  port: number,
  path: string,
  at: Seconds,
): Required<Pick<Serve, "status" | "takes" | "speaks" | "until">> | undefined {
  let listening: Serve | undefined;
  for (let i = serves.length - 1; i >= 0; i--) {
    const serve = serves[i]!;
    const { takes = 0, speaks = "http", status = 200, until = Infinity } = serve;
    if (serve.port !== port || (serve.after ?? 0) > at || at >= until) continue;
    if (serve.path === undefined || serve.path === path) return { status, takes, speaks, until };
    listening ??= serve;
  }
  if (!listening) return undefined;
  const { takes = 0, speaks = "http", until = Infinity } = listening;
  return { status: 404, takes, speaks, until };
}

const none: readonly Serve[] = [];

/** How a command ends that a probe or a hook runs at a second of the run. */
export function outcomeOf({ exec = {} }: Run, command: readonly string[], at: Seconds): Required<Pick<CommandResult, "code" | "takes">> {
  const outcomes = Object.hasOwn(exec, command.join(" ")) ? exec[command.join(" ")]! : [];
  const { code = 0, takes = 0 } = outcomes.findLast(({ from = 0 }) => from <= at) ?? {};
  return { code, takes };
}
