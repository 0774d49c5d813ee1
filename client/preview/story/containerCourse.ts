import { parseTime } from "../../../api/time.ts";
import type { Millis } from "../../../engine/core/objects.ts";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { ContainerStatus } from "../../../schemas/generated/types.ts";
import { deciding } from "./containerFields.ts";
import type { ContainerSpan, ContainerState, ContainerStory, PodVersion } from "./containerLife.ts";
import { SpanList } from "./spans.ts";

/** Waiting reasons that are not problems. */
const ordinary: ReadonlySet<string> = new Set(["ContainerCreating", "PodInitializing"]);

/** How a start of a container ended: it is reported a moment later, and to the second. */
interface End {
  readonly at: Millis;
  readonly run: number;
  readonly code: number;
  readonly reason: string;
  /** The event of its start, if that is in the trace. */
  readonly start: TracedEvent | undefined;
}

/**
 * Follows a container through the events and the statuses of its pod. A status shows the state only when it is reported:
 * events show when a pull or a start really began, and times in statuses when a process ended.
 */
export function spansOf(story: ContainerStory): readonly ContainerSpan[] {
  const { container, versions, events } = story;
  const course = new Course(story, endsOf(story));
  const own = events.filter((event) => event.container === container.name || event.container === undefined);
  // In one moment, an end comes after the start that it belongs to and before the next one; what is reported then knows of all that.
  const facts = [
    ...own.map((event, i) => ({ at: event.at, order: i, tell: () => course.hear(event) })),
    ...[...course.ends.values()].map((end) => ({ at: end.at, order: (end.start ? own.indexOf(end.start) : 0) + 0.5, tell: () => course.end(end) })),
    ...versions.map((version) => ({ at: version.at, order: Infinity, tell: () => course.see(version) })),
  ];
  for (const { tell } of facts.sort((a, b) => a.at - b.at || (a.order === b.order ? 0 : a.order - b.order))) tell();
  return course.spans;
}

/** The terminations in the statuses, by the number of the start. */
function endsOf(story: ContainerStory): ReadonlyMap<number, End> {
  const ends = new Map<number, End>();
  const own = story.events.filter(({ container }) => container === story.container.name);
  const starts = own.filter(({ reason }) => reason === "Started");
  const kills = own.filter(({ reason }) => reason === "Killing");
  for (const { at, object } of story.versions) {
    const { state, lastState, restartCount = 0 } = (object && statusIn(story, object)) ?? {};
    const now = state?.terminated ?? (state?.waiting && lastState?.terminated);
    for (const [run, end] of [
      [restartCount, now],
      [restartCount - 1, now ? undefined : lastState?.terminated],
    ] as const) {
      if (!end || ends.has(run)) continue;
      const finished = Math.min(parseTime(end.finishedAt ?? "") ?? at, at);
      const startedAt = parseTime(end.startedAt ?? "") ?? finished;
      const same = starts.filter((start) => start.at >= startedAt && start.at < startedAt + 1000);
      const start = same.find((one) => one === starts[run]) ?? same[0];
      // A status has full seconds: what was told to end within that second ended after it.
      const kill = kills.findLast((one) => one.at >= finished && one.at < finished + 1000 && one.at <= at);
      const since = Math.min(Math.max(finished, start?.at ?? finished, kill?.at ?? finished), at);
      ends.set(run, { at: since, run, code: end.exitCode ?? 0, reason: end.reason ?? "", start });
    }
  }
  return ends;
}

function statusIn({ container, kind }: ContainerStory, { status }: NonNullable<PodVersion["object"]>): ContainerStatus | undefined {
  return (kind === "regular" ? status.containerStatuses : status.initContainerStatuses)?.find(({ name }) => name === container.name);
}

class Course {
  readonly ends: ReadonlyMap<number, End>;
  private readonly story: ContainerStory;
  private readonly list = new SpanList<ContainerSpan>();
  private status = "";
  /** The number of the start that is on, or was last. */
  private run = -1;
  /** The probe that has failed last: it is the cause if the container is ended then. */
  private failed: { readonly at: Millis; readonly probe: NonNullable<TracedEvent["probe"]> } | undefined;
  private killedBy: TracedEvent["probe"];

  constructor(story: ContainerStory, ends: ReadonlyMap<number, End>) {
    this.story = story;
    this.ends = ends;
  }

  get spans(): readonly ContainerSpan[] {
    return this.list.spans;
  }

  hear({ at, container, reason, message, probe }: TracedEvent): void {
    const last = this.list.spans.at(-1);
    if (container === undefined) {
      if (reason === "FailedMount" && last?.state === "waiting") this.add(at, "held", { reason, message });
      return;
    }
    switch (reason) {
      case "Pulling":
        return this.add(at, "pulling");
      case "Pulled":
        return last?.state === "pulling" ? this.add(at, "waiting", { reason: "ContainerCreating" }) : undefined;
      case "Started":
        this.killedBy = undefined;
        this.run++;
        return this.add(at, this.story.kind === "init" ? "init" : "starting");
      case "Unhealthy":
        if (probe) this.failed = { at, probe };
        return;
      case "Killing":
        if (this.failed && this.failed.probe !== "readiness" && at - this.failed.at < 2000) this.killedBy = this.failed.probe;
        return this.add(at, "ending", { message });
    }
  }

  see({ at, object }: PodVersion): void {
    if (!object) return this.add(at, "gone");
    const status = statusIn(this.story, object);
    const told = JSON.stringify(status ?? object.spec.nodeName ?? "");
    if (told === this.status) return;
    this.status = told;
    if (status) this.report(at, status);
    else this.wait(at, object.spec.nodeName ? "ContainerCreating" : "Pending");
  }

  end({ at, run, code, reason }: End): void {
    this.run = Math.max(this.run, run);
    this.add(at, code === 0 && reason !== "OOMKilled" ? "done" : "failed", { code, reason });
  }

  private report(at: Millis, { state, ready, started, restartCount = 0 }: ContainerStatus): void {
    const now = this.list.spans.at(-1);
    if (state?.running) {
      this.run = Math.max(this.run, restartCount);
      const isStale = restartCount < this.run || (this.ends.get(restartCount)?.at ?? Infinity) <= at;
      if (isStale || now?.state === "ending") return;
      return this.add(at, this.story.kind === "init" ? "init" : ready ? "ready" : started ? "running" : "starting");
    }
    const { reason = "ContainerCreating", message } = state?.waiting ?? {};
    if (!state?.waiting) return;
    if (!ordinary.has(reason)) return this.add(at, "held", { reason, ...(message !== undefined && { message }) });
    this.wait(at, reason);
  }

  /** Events since then are more precise. */
  private wait(at: Millis, reason: string): void {
    const now = this.list.spans.at(-1)?.state;
    if (now === undefined || now === "waiting") this.add(at, "waiting", { reason });
  }

  private add(at: Millis, state: ContainerState, more: Pick<ContainerSpan, "reason" | "message" | "code"> = {}): void {
    this.list.add({ at, state, ...more, restarts: Math.max(0, this.run), field: deciding(this.story, state, more, this.killedBy) });
  }
}
