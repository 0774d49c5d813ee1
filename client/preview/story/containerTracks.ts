import type { Millis } from "../../../engine/core/objects.ts";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { Probe } from "../../../schemas/generated/types.ts";
import type { ContainerSpan, ContainerStory, Track, TrackMark } from "./containerLife.ts";

/** One start of a container and its end, or that of the story. */
interface Run {
  readonly from: Millis;
  /** Since when its startup probe is through. */
  readonly started: Millis;
  readonly ready: Millis;
  /** When it is told to end, or ends. */
  readonly until: Millis;
}

/**
 * The probes and hooks of a container. Failures are in the trace; successes are not, as long as they change nothing:
 * they follow from the probe's period.
 */
export function tracksOf(story: ContainerStory, spans: readonly ContainerSpan[]): readonly Track[] {
  const { container, field, events } = story;
  const own = events.filter((event) => event.container === container.name);
  const runs = runsOf(spans, story.until);
  const probe = (type: NonNullable<TracedEvent["probe"]>): Track[] => {
    const spec = container[`${type}Probe`];
    if (!spec) return [];
    const failures = own.filter((event) => event.probe === type && event.reason === "Unhealthy");
    return [{ is: `${type}Probe`, field: `${field}.${type}Probe`, marks: runs.flatMap((run) => probeMarks(type, spec, run, failures)) }];
  };
  return [...probe("startup"), ...probe("readiness"), ...probe("liveness"), ...hooksOf(story, spans, own), ...filesOf(story)];
}

function runsOf(spans: readonly ContainerSpan[], end: Millis): Run[] {
  const runs: Run[] = [];
  const isRun = ({ state }: ContainerSpan): boolean => ["init", "starting", "running", "ready"].includes(state);
  for (let i = 0; i < spans.length; i++) {
    if (!isRun(spans[i]!)) continue;
    const first = i;
    while (i + 1 < spans.length && isRun(spans[i + 1]!)) i++;
    const own = spans.slice(first, i + 1);
    const since = (...states: readonly string[]): Millis => own.find(({ state }) => states.includes(state))?.at ?? Infinity;
    runs.push({ from: own[0]!.at, started: since("running", "ready"), ready: since("ready"), until: spans[i + 1]?.at ?? end });
  }
  return runs;
}

function probeMarks(type: NonNullable<TracedEvent["probe"]>, spec: Probe, run: Run, failures: readonly TracedEvent[]): TrackMark[] {
  const every = 1000 * Math.max(1, spec.periodSeconds ?? 10);
  const until = type === "startup" ? Math.min(run.started, run.until) : run.until;
  const begins = Math.max(run.from, type === "startup" || run.started === Infinity ? 0 : run.started) + 1000 * (spec.initialDelaySeconds ?? 0);
  const known: TrackMark[] = failures
    .filter(({ at }) => at >= run.from && at <= run.until)
    .map(({ at, message }) => ({ at, ok: false, every, times: 1, says: message }));
  const passed = type === "startup" ? run.started : type === "readiness" ? run.ready : Infinity;
  if (passed < Infinity && passed > run.from) known.push({ at: passed, ok: true, every, times: 1 });
  known.sort((a, b) => a.at - b.at);
  const [first] = known;
  if (!first) return type === "liveness" || run.ready < Infinity ? filled(Math.min(begins, until), until, every, true) : [];
  const before = type === "liveness" ? Math.floor((first.at - begins) / every) : 0;
  const marks: TrackMark[] = before > 0 ? filled(first.at - before * every, first.at, every, true) : [];
  for (const [i, mark] of known.entries()) {
    const next = known[i + 1]?.at ?? (type === "startup" ? mark.at : until);
    marks.push(mark, ...filled(mark.at + every, next - every / 2, every, mark.ok || type === "liveness"));
  }
  return marks;
}

function filled(from: Millis, until: Millis, every: Millis, ok: boolean): TrackMark[] {
  const times = Math.ceil((until - from) / every);
  return times > 0 ? [{ at: from, ok, every, times }] : [];
}

function hooksOf({ container, field, until }: ContainerStory, spans: readonly ContainerSpan[], events: readonly TracedEvent[]): Track[] {
  const { postStart, preStop } = container.lifecycle ?? {};
  const hook = (is: "postStart" | "preStop", state: "starting" | "ending", failure: string): Track => ({
    is,
    field: `${field}.lifecycle.${is}`,
    marks: spans.flatMap((span, i) => {
      if (span.state !== state) return [];
      const end = spans[i + 1]?.at ?? until;
      const failed = events.find(({ at, reason }) => reason === failure && at >= span.at && at <= end);
      const sleeps = container.lifecycle?.[is]?.sleep?.seconds;
      const to = Math.min(end, sleeps === undefined ? end : span.at + 1000 * sleeps);
      return [{ at: span.at, to, ok: !failed, every: 0, times: 1, ...(failed && { says: failed.message }) }];
    }),
  });
  return [
    ...(postStart ? [hook("postStart", "starting", "FailedPostStartHook")] : []),
    ...(preStop ? [hook("preStop", "ending", "FailedPreStopHook")] : []),
  ];
}

/** How long a change of files is drawn, so that it can be seen and pointed at. */
const seen = 1000;

/** When the files of a volume that the container mounts whole showed a change. */
function filesOf({ container, refreshes, versions }: ContainerStory): Track[] {
  const mounted = new Set((container.volumeMounts ?? []).filter(({ subPath = "" }) => subPath === "").map(({ name }) => name));
  const volumes = versions.findLast(({ object }) => object)?.object?.spec.volumes ?? [];
  return volumes.flatMap(({ name }, i): Track[] => {
    if (!mounted.has(name)) return [];
    const own = refreshes.filter(({ why }) => why.rule === "files-follow" && why.numbers.volume === name);
    const marks = own.map(({ at, why }): TrackMark => ({ at, to: at + seen, ok: true, every: 0, times: 1, why }));
    return marks.length === 0 ? [] : [{ is: "files", field: `volumes[${i}]`, marks }];
  });
}
