import type { Outcome } from "../../../engine/rehearsal/trace.ts";
import type { Series } from "./series.ts";
import { isFirstRollout, type Story } from "./story.ts";
import { firstReady, leastReady, readyAt } from "./readiness.ts";

/** The numbers of the verdict about one workload. */
export interface Figures {
  readonly mood: "good" | "wary" | "bad";
  readonly outcome: Outcome;
  /** A CronJob is never done: it was only watched for a time. */
  readonly isWatched: boolean;
  readonly millis: number;
  readonly wants: number;
  /** In a first rollout no pod is there to stay: what counts is when the first one is ready, in milliseconds from the start. */
  readonly first: { readonly readyAfter: number | undefined } | undefined;
  readonly leastReady: number;
  readonly floor: number | undefined;
  readonly peak: number;
  /** Completions that a Job is done with, and how many it wants. */
  readonly job: { readonly done: number; readonly completions: number } | undefined;
  /** When a Deployment's progress deadline passed, in milliseconds from the start: `kubectl rollout status` fails then. */
  readonly gaveUpAfter: number | undefined;
  /** What pods without a node ask for at the end: thousandths of a CPU, bytes. */
  readonly pending: { readonly pods: number; readonly cpu: number; readonly memory: number };
}

/** Works out the numbers of the verdict about one workload. */
export function figuresOf(story: Story, workload: number, series: Series | null): Figures {
  const spans = story.workloads[workload]?.spans ?? [];
  const last = spans.at(-1);
  const gaveUp = spans.find(({ conditions }) => conditions.some((condition) => condition.endsWith(" ProgressDeadlineExceeded")));
  const pending = story.pods.filter(({ spans }) => spans.at(-1)?.state === "pending");
  const least = series ? leastReady(series, story).ready : 0;
  const isDone = story.outcome.is === "complete";
  const isFirst = isFirstRollout(story, workload);
  const suffers = last?.floor !== undefined && series !== null && least < Math.min(last.floor, readyAt(series, 0));
  return {
    mood: !isDone ? (story.outcome.is === "cut" ? "wary" : "bad") : suffers || gaveUp ? "wary" : "good",
    outcome: story.outcome,
    isWatched: story.workloads[workload]?.kind === "CronJob",
    millis: story.outcome.at - story.from,
    wants: last?.wants ?? 0,
    first: isFirst ? { readyAfter: series ? firstReady(series, story) : undefined } : undefined,
    leastReady: least,
    floor: last?.floor,
    peak: series ? peakOf(series) : 0,
    job: last?.completions === undefined ? undefined : { done: last.done ?? 0, completions: last.completions },
    gaveUpAfter: gaveUp && gaveUp.at - story.from,
    pending: { pods: pending.length, cpu: sum(pending.map(({ cpu }) => cpu)), memory: sum(pending.map(({ memory }) => memory)) },
  };
}

/** The most pods at once that the controller counts: those that end are no longer its own, those that are done hold no room. */
function peakOf({ bands, times, counts }: Series): number {
  return times.reduce(
    (most, _, i) => Math.max(most, sum(bands.map(({ look }, band) => (look === "ending" || look === "done" ? 0 : counts[band]![i]!)))),
    0,
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
