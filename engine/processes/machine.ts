import { answerOf, type Line, type Remark, type Seconds, type Serve } from "./behaviour.ts";
import { Files } from "./files.ts";
import { textOf } from "./text.ts";

/** What a task waits for: a second of the run (`Infinity` for never), or the end of a job. */
export type Wait = Seconds | Job;

/** A process, or a part of a shell's work: it yields what it waits for, and ends with an exit code. */
export type Task = Generator<Wait, number, void>;

/** A task that the machine runs. */
export interface Job {
  readonly task: Task;
  readonly started: Seconds;
  wake: Wait;
  /** The exit code, once it has ended. */
  code: number | undefined;
  /** The number of its last turn: among jobs that are due at the same time, the one that has waited longest is next. */
  turn: number;
  /** The ports that it listens on until it ends. */
  readonly serves: Serve[];
}

/** The limit of steps that are followed. */
const mostSteps = 10_000;
const mostLines = 1000;
const mostRemarks = 20;
const longestLine = 2000;
const mostJobs = 200;

/** Runs the processes of one container on a clock of its own, and records what is visible from outside. */
export class Machine {
  now: Seconds;
  readonly files: Files;
  readonly lines: (Line & { text: Line["text"] })[] = [];
  readonly remarks: Remark[] = [];
  /** Names that could not be resolved. */
  readonly missed = new Set<string>();
  /** What others in the container listen on. */
  readonly around: readonly Serve[];
  /** When it reached something that cannot be read. */
  unreadableAt: Seconds | undefined;
  private readonly mostSteps: number;
  private readonly jobs: Job[] = [];
  private current: Job | undefined;
  private readonly ended: { readonly serve: Serve; readonly until: Seconds }[] = [];
  private steps = 0;
  private turns = 0;
  private unfinishedLine = "";

  constructor(files: Files, around: readonly Serve[] = [], now: Seconds = 0, steps = mostSteps) {
    this.mostSteps = steps;
    this.files = files;
    this.around = around;
    this.now = now;
  }

  /** Starts a task, whose first turn comes when the present task waits. */
  spawn(task: Task): Job {
    const full = this.jobs.length >= mostJobs;
    const job: Job = { task, started: this.now, wake: full ? Infinity : this.now, code: undefined, turn: this.turns, serves: [] };
    if (!full) this.jobs.push(job);
    return job;
  }

  /** Ends a job from outside, with the code that a signal gives. */
  end(job: Job, code: number): void {
    if (job.code !== undefined) return;
    job.code = code;
    this.ended.push(...job.serves.map((serve) => ({ serve, until: this.now })));
  }

  /** Runs all jobs until the first one ends, nothing more can happen, or the limit is reached. */
  follow(first: Job): void {
    for (;;) {
      const next = this.nextDue();
      if (first.code !== undefined || next === undefined) break;
      if (this.isExhausted() || this.turns > this.mostSteps) {
        this.remark({ is: "cutShort", at: this.now });
        break;
      }
      this.now = Math.max(this.now, dueAt(next));
      this.turn(next);
    }
    this.flush();
  }

  private turn(job: Job): void {
    this.current = job;
    job.turn = ++this.turns;
    const { done, value } = job.task.next();
    this.current = undefined;
    if (done) this.end(job, value);
    else job.wake = value;
  }

  private nextDue(): Job | undefined {
    let next: Job | undefined;
    for (const job of this.jobs) {
      if (job.code !== undefined || dueAt(job) === Infinity) continue;
      if (!next || dueAt(job) < dueAt(next) || (dueAt(job) === dueAt(next) && job.turn < next.turn)) next = job;
    }
    return next;
  }

  /** Counts a step of a task towards the limit. */
  step(): void {
    this.steps += 1;
  }

  /** Whether the limit of steps is reached: tasks then wait forever. */
  isExhausted(): boolean {
    return this.steps > this.mostSteps;
  }

  /** Whether anything but the running task may still change something. */
  othersMayAct(): boolean {
    return this.jobs.some((job) => job !== this.current && job.code === undefined && dueAt(job) < Infinity);
  }

  /** The running job listens on a port. */
  listen(serve: Serve): void {
    this.current?.serves.push(serve);
  }

  /** All ports that were listened on, in order of time, with their start and end. */
  serves(): Serve[] {
    const all = this.jobs.flatMap(({ serves }) => serves);
    const until = new Map(this.ended.map((each) => [each.serve, each.until]));
    const whole = all.map((serve) => (until.has(serve) ? { ...serve, until: until.get(serve)! } : serve));
    return whole.filter(({ after = 0, until: end = Infinity }) => after < end).toSorted((a, b) => (a.after ?? 0) - (b.after ?? 0));
  }

  /** Whether anything in the container is known to listen at some time. */
  knowsPorts(): boolean {
    return this.around.length > 0 || this.jobs.some(({ serves }) => serves.length > 0);
  }

  /** What a port of the container answers now. */
  answer(port: number, path: string): ReturnType<typeof answerOf> {
    return answerOf({ serves: [...this.around, ...this.serves()] }, port, path, this.now);
  }

  /** Prints to the container's output, which is kept by lines. */
  print(text: string): void {
    const parts = (this.unfinishedLine + text).split("\n");
    this.unfinishedLine = parts.pop()!.slice(0, longestLine);
    for (const part of parts) this.line(part);
  }

  private line(text: string): void {
    if (this.lines.length < mostLines) this.lines.push({ at: this.now, text: textOf(text.slice(0, longestLine)) });
  }

  private flush(): void {
    if (this.unfinishedLine !== "") this.line(this.unfinishedLine);
    this.unfinishedLine = "";
  }

  /** From now on everything that was printed since then is printed again and again. */
  repeatLines(from: number, every: Seconds): void {
    for (let i = from; i < this.lines.length; i++) this.lines[i] = { ...this.lines[i]!, every };
  }

  /** Adds a remark, once. */
  remark(remark: Remark): void {
    if (remark.is === "unreadable") this.unreadableAt ??= this.now;
    const same = JSON.stringify(remark);
    if (this.remarks.length < mostRemarks && !this.remarks.some((each) => JSON.stringify(each) === same)) this.remarks.push(remark);
  }
}

function dueAt({ wake }: Job): Seconds {
  if (typeof wake === "number") return wake;
  return wake.code === undefined ? Infinity : 0;
}
