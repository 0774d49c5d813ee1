/** Counted from the start of a run. Behaviours are written by people, so they count in seconds, not in `Millis`. */
export type Seconds = number;

/** What a container's process does: the n-th start plays the n-th run, the last one again and again. No run at all runs on. */
export type Behaviour = readonly Run[];

/** One life of a process, from its start. A run that says nothing goes on for ever and serves nothing. */
export interface Run {
  /** It ends by itself. */
  readonly exit?: Exit;
  /** What it answers on its ports: `answerOf` says which entry counts. */
  readonly serves?: readonly Serve[];
  /** What probes and hooks run in the container, by command: its words joined by spaces. What is not named ends with 0 at once. */
  readonly exec?: Readonly<Record<string, readonly CommandResult[]>>;
  /** What SIGTERM does: ends it at once with 0 if not said. */
  readonly stop?: Stop;
  /** It cannot even be started, and the container runtime says this. */
  readonly fails?: string;
  /** What it prints, in order of time; a bounded number of lines. */
  readonly prints?: readonly Line[];
  /** Names of the cluster that it asks for in vain. */
  readonly awaits?: readonly string[];
  /** Files that it makes or removes, in order of time; a bounded number of changes. */
  readonly writes?: readonly FileChange[];
}

/** How and when a process ends by itself. */
export interface Exit {
  readonly after: Seconds;
  readonly code: number;
  /** Such as `OOMKilled`; `Completed` or `Error` by the code if not said. */
  readonly reason?: string;
}

/** Answers on a port from `after` (0 if not said) to `until` (for ever if not said). */
export interface Serve {
  readonly port: number;
  readonly after?: Seconds;
  readonly until?: Seconds;
  /** 200 if not said. */
  readonly status?: number;
  /** Any if not said; other paths get 404. */
  readonly path?: string;
  /** How long each answer takes; none if not said. */
  readonly takes?: Seconds;
  /** What it understands: a `tcp` port can be connected to, but gives no answer over HTTP. `http` if not said. */
  readonly speaks?: "http" | "https" | "tcp" | "udp" | "grpc";
}

/** How a command ends that is run `from` that second of the container's life on; of several the last one that has begun counts. */
export interface CommandResult {
  readonly from?: Seconds;
  readonly code?: number;
  readonly takes?: Seconds;
}

/** What SIGTERM does: it ends after `takes` seconds with `code`, or nothing happens. */
export interface Stop {
  readonly takes?: Seconds;
  readonly code?: number;
  readonly ignores?: boolean;
}

/** A printed line. With `every` it is printed again and again at this interval, until the run ends. */
export interface Line {
  readonly at: Seconds;
  readonly text: Text;
  readonly every?: Seconds;
}

/** What is printed: known words, and parts that only the running pod knows. */
export type Text = readonly (string | Unknown)[];

/** The time (`date` is its format, read at that second of the run), a field of the pod, a variable of the container, the output of a program. */
export type Unknown =
  { readonly date: string; readonly at: Seconds } | { readonly field: string } | { readonly variable: string } | { readonly output: string };

/** A file or a directory appears, gets another content, or is removed. The path is that in the container. */
export interface FileChange {
  readonly at: Seconds;
  readonly path: string;
  readonly to: FileState;
}

/** What is at a path. A content that is not known is left out. */
export type FileState = { readonly is: "absent" } | { readonly is: "directory" } | { readonly is: "file"; readonly content?: string };

/** How an image is pulled. */
export interface ImagePull {
  readonly seconds?: Seconds;
  /** It cannot be pulled. */
  readonly missing?: boolean;
  /** So many pulls fail first. */
  readonly fails?: number;
}

/** What a scenario states of a pod: of its images by name, of its containers (init containers too) by name. */
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

/** Where a behaviour comes from. They are asked in this order. */
export type Source =
  /** The scenario, or the panel, states it. */
  | { readonly is: "stated" }
  /** The command line says it; `field` of the container decides. */
  | { readonly is: "command"; readonly field: "command" | "args" }
  /** A well-known image does it. */
  | { readonly is: "image"; readonly image: string }
  /** Nothing is known: it runs on, and answers on the ports that the pod names. */
  | { readonly is: "assumed" };

/** What a reader should know of how a behaviour was found: data, until it is shown. */
export type Remark =
  /** This part of the command line cannot be read: from then on the process is assumed to run on. */
  | { readonly is: "unreadable"; readonly text: string }
  /** This part of the command line cannot be read: from then on it is assumed to work for so many seconds, and to end with 0. */
  | { readonly is: "unreadableWork"; readonly text: string; readonly seconds: Seconds }
  /** This command that the kubelet runs in the container cannot be read: it is assumed to end with 0 at once. */
  | { readonly is: "unreadableExec"; readonly command: string }
  /** This command does something outside the container, and is assumed to succeed. */
  | { readonly is: "assumedToSucceed"; readonly command: string }
  /** Nothing in the cluster has this name, so that asking for it fails. */
  | { readonly is: "noSuchHost"; readonly host: string }
  /** Nobody ready takes connections to this port of a Service: asking for it fails until somebody does. */
  | { readonly is: "nobodyAnswers"; readonly server: string }
  /** Nothing is known of this path of the image: it is assumed to be there. */
  | { readonly is: "assumedToExist"; readonly path: string }
  /** This command computes something: it is assumed to end with 0 after so many seconds. */
  | { readonly is: "assumedWork"; readonly command: string; readonly seconds: Seconds }
  /** This image refuses to start without one of these environment variables. */
  | { readonly is: "variableMissing"; readonly image: string; readonly variables: readonly string[] }
  /** The pod must not run as root, and nobody knows the user of its image: it is assumed to be another one. */
  | { readonly is: "assumedUser"; readonly image: string }
  /** This image ends at once if nothing is attached to its input. */
  | { readonly is: "needsTerminal"; readonly image: string }
  /** This command is not in the image. */
  | { readonly is: "commandMissing"; readonly image: string; readonly command: string }
  /** The script was followed to this second: what it does later is left out. */
  | { readonly is: "cutShort"; readonly at: Seconds };

/** The run that the n-th start plays (0 is the first). */
export function runOf(behaviour: Behaviour, start: number): Run {
  return behaviour[Math.min(start, behaviour.length - 1)] ?? {};
}

/** The ports that a run listens on at some time, each from its first second. */
export function listensFrom({ serves = [] }: Run): ReadonlyMap<number, Seconds> {
  const ports = new Map<number, Seconds>();
  for (const { port, after = 0 } of serves) ports.set(port, Math.min(ports.get(port) ?? Infinity, after));
  return ports;
}

/** What a run answers to a connection, and until when: the last entry for the path that is on counts. Nothing if nobody listens. */
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

/** How a command ends that a probe, a hook or `kubectl exec` runs at a second of the run. */
export function outcomeOf({ exec = {} }: Run, command: readonly string[], at: Seconds): Required<Pick<CommandResult, "code" | "takes">> {
  const outcomes = Object.hasOwn(exec, command.join(" ")) ? exec[command.join(" ")]! : [];
  const { code = 0, takes = 0 } = outcomes.findLast(({ from = 0 }) => from <= at) ?? {};
  return { code, takes };
}
