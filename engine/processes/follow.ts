import type { FileChange, Line, CommandResult, Remark, Run, Seconds, Stop } from "./behaviour.ts";
import { execute, runScript, shellFor, type Surroundings } from "./execute.ts";
import { type Disk, Files } from "./files.ts";
import { type Job, Machine, type Task } from "./machine.ts";
import { logStreams } from "./shell/run.ts";
import type { Shell, Streams } from "./shell/shell.ts";

/** What happens in a container besides its own process. */
export interface Beside {
  /** The command of its `postStart` hook, which runs right after the start. */
  readonly postStart: readonly string[] | undefined;
  /** Changes by other containers in shared volumes. */
  readonly arrivals: readonly FileChange[];
}

/** A followed run of a container. */
export interface Followed {
  readonly run: Run;
  readonly remarks: readonly Remark[];
  /** Whether something could not be read, so that it is assumed to keep running from there. */
  readonly isUnknown: boolean;
  /** From which second on it is unknown. */
  readonly unknownFrom: Seconds;
}

/** Longer than any rehearsal, but unlike `Infinity` valid in JSON. */
const endless: Seconds = 1e9;
const mostMoments = 60;
/** The limit of steps for a probe's command, since it is run for many seconds of the run. */
const mostExecSteps = 500;
const silent: Streams = { out: () => undefined, err: () => undefined, input: undefined };

/** Follows a command line from the start of a container to its end, or as far as it can be followed. */
export function follow(argv: readonly string[], disk: Disk, surroundings: Surroundings, { postStart, arrivals }: Beside): Followed {
  const machine = new Machine(new Files(disk));
  const shell = shellFor(machine, surroundings);
  const first = machine.spawn(execute(argv, shell, logStreams(shell), true));
  if (postStart) machine.spawn(execute(postStart, shellFor(machine, surroundings), silent, false));
  if (arrivals.length > 0) machine.spawn(arrive(arrivals, machine));
  for (const at of surroundings.hosts.appear) machine.spawn(wakeAt(at));
  machine.follow(first);
  const serves = machine.serves();
  const { lines, files } = machine;
  const stop = stopOf(shell, disk, surroundings, first, machine);
  const run: Run = {
    ...(first.code !== undefined && { exit: { after: rounded(machine.now), code: first.code } }),
    ...(serves.length > 0 && { serves }),
    ...(stop && { stop }),
    ...(lines.length > 0 && { prints: lines }),
    ...(files.changes.length > 0 && { writes: files.changes }),
    ...(machine.missed.size > 0 && { awaits: [...machine.missed] }),
  };
  return {
    run,
    remarks: machine.remarks,
    isUnknown: first.code === undefined && machine.unreadableAt !== undefined,
    unknownFrom: machine.unreadableAt ?? 0,
  };
}

/** Wakes waiting tasks when something changes. */
function* wakeAt(at: Seconds): Task {
  yield at;
  return 0;
}

function* arrive(changes: readonly FileChange[], machine: Machine): Task {
  for (const { at, path, to } of changes) {
    if (at > machine.now) yield at;
    machine.files.change(path, to, machine.now);
  }
  return 0;
}

/** What SIGTERM does to process 1; absent if it exits with 0 at once. */
function stopOf({ container }: Shell, disk: Disk, surroundings: Surroundings, job: Job, machine: Machine): Stop | undefined {
  const { first, hasInit } = container;
  const stop = first?.is === "shell" ? stopOfShell(first.shell, disk, surroundings, job, machine) : first?.stop;
  if (stop?.ignores && hasInit) return { code: 143 };
  return stop && (stop.ignores || stop.takes || stop.code) ? stop : undefined;
}

/** A shell as process 1 ignores SIGTERM unless it has a trap, which runs when the command that the shell waits for has exited. */
function stopOfShell(shell: Shell, disk: Disk, surroundings: Surroundings, job: Job, { now, files, unreadableAt }: Machine): Stop {
  const action = shell.traps.get("TERM");
  const { waiting, pause } = shell.own;
  if (job.code === undefined && unreadableAt !== undefined && action === undefined) return {};
  if (!action || (waiting !== undefined && job.code === undefined)) return { ignores: true };
  const machine = new Machine(new Files(disk, files.changes), [], now);
  const handler = { ...shellFor(machine, surroundings), variables: new Map(shell.variables), functions: shell.functions, jobs: [] };
  const ended = machine.spawn(runScript(action, handler, silent));
  machine.follow(ended);
  const takes = rounded(pause + machine.now - now);
  const exits = handler.own.flow?.is === "exit";
  if (ended.code !== undefined && (exits || pause === 0)) return { ...(takes > 0 && { takes }), code: exits ? ended.code : 143 };
  return { ignores: true };
}

/** The result of a command that was run in a container. */
export interface Executed {
  readonly code: number;
  readonly takes: Seconds;
  readonly prints: readonly Line[];
  readonly remarks: readonly Remark[];
}

/** Runs a command in a container at a second of its run. An unreadable command exits with 0 at once. */
export function executedAt(at: Seconds, command: readonly string[], run: Run, disk: Disk, surroundings: Surroundings): Executed {
  const earlier = (run.writes ?? []).filter((change) => change.at <= at);
  const machine = new Machine(new Files(disk, earlier), disk.unknown ? [] : run.serves, at, mostExecSteps);
  const shell = shellFor(machine, surroundings);
  const job = machine.spawn(execute(command, shell, logStreams(shell), false));
  machine.follow(job);
  const { lines, remarks, unreadableAt, now } = machine;
  if (unreadableAt !== undefined) return { code: 0, takes: 0, prints: lines, remarks };
  return { code: job.code ?? 0, takes: job.code === undefined ? endless : rounded(now - at), prints: lines, remarks };
}

/** The results of a command for each second of the run at which they may change. */
export function outcomesOf(
  command: readonly string[],
  run: Run,
  disk: Disk,
  surroundings: Surroundings,
): { readonly outcomes: readonly CommandResult[]; readonly remarks: readonly Remark[] } {
  const { writes = [], serves = [] } = run;
  const moments = [...new Set([0, ...writes.map(({ at }) => at), ...serves.flatMap(({ after = 0, until = 0 }) => [after, until])])].toSorted(
    (a, b) => a - b,
  );
  const outcomes: CommandResult[] = [];
  const remarks: Remark[] = [];
  for (const from of moments.slice(0, mostMoments)) {
    const { code, takes, remarks: more } = executedAt(from, command, run, disk, surroundings);
    remarks.push(...more);
    if (outcomes.at(-1)?.code !== code || outcomes.at(-1)?.takes !== takes) outcomes.push({ from, code, takes });
  }
  return { outcomes, remarks };
}

/** Rounds off the floating-point error of sums. */
function rounded(seconds: Seconds): Seconds {
  return Math.min(endless, Math.round(seconds * 1000) / 1000);
}
