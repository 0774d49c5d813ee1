import type { Outcome } from "../../../engine/rehearsal/trace.ts";
import type { Verdict } from "../../../engine/rehearsal/verdict/verdict.ts";
import { type PodLook, type Series, sum } from "./series.ts";
import { isFirstRollout, type Story } from "./story.ts";
import { firstReady, leastReady } from "./readiness.ts";

/** The numbers of the verdict about one workload. */
export interface Figures {
  /** The workload's name, where there are others. */
  readonly name: string | undefined;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  /** A CronJob is never done: it was only watched for a time. */
  readonly isWatched: boolean;
  /** Whether it is to be said how long it took: a change that works says so first, and some trouble goes on after it is complete. */
  readonly isTimed: boolean;
  readonly millis: number;
  /** Nothing but pods by hand, and they run on: they are not to be complete. */
  readonly runsOn: boolean;
  readonly wants: number;
  /** In a first rollout no pod is there to stay: what counts is when the first one is ready, in milliseconds from the start. */
  readonly first: { readonly readyAfter: number | undefined } | undefined;
  readonly leastReady: number;
  readonly floor: number | undefined;
  /** The most pods at once that the controller counts, and the most with those that still end. */
  readonly peak: number;
  readonly peakWithEnding: number;
  /** Completions that a Job is done with, and how many it wants. */
  readonly job: { readonly done: number; readonly completions: number } | undefined;
  /** What pods without a node ask for at the end: thousandths of a CPU, bytes. */
  readonly pending: { readonly pods: number; readonly cpu: number; readonly memory: number };
}

/** Works out the numbers of the verdict about one workload. */
export function figuresOf(story: Story, workload: number, series: Series | null): Figures {
  const spans = story.workloads[workload]?.spans ?? [];
  const last = spans.at(-1);
  const pending = story.pods.filter(({ spans }) => spans.at(-1)?.state === "pending");
  const least = series ? leastReady(series, story).ready : 0;
  const isFirst = isFirstRollout(story, workload);
  return {
    name: story.verdict.workloads.length > 1 ? story.workloads[workload]?.ref.name : undefined,
    outcome: story.outcome,
    verdict: story.verdict,
    isWatched: story.workloads[workload]?.kind === "CronJob",
    isTimed: story.outcome.at - story.from >= 1000 && story.verdict.state === "suffers" && !outlasts.has(story.verdict.findings[0]!.code),
    millis: story.verdict.millis,
    runsOn: isOfPods(story) && story.pods.every(({ spans }) => spans.at(-1)?.state !== "succeeded"),
    wants: last?.wants ?? 0,
    first: isFirst && (last?.wants ?? 0) > 0 ? { readyAfter: series ? firstReady(series, story) : undefined } : undefined,
    leastReady: least,
    floor: last?.floor,
    peak: series ? peakOf(series, leaving) : 0,
    peakWithEnding: series ? peakOf(series, done) : 0,
    job: last?.completions === undefined ? undefined : { done: last.done ?? 0, completions: last.completions },
    pending: { pods: pending.length, cpu: sum(pending.map(({ cpu }) => cpu)), memory: sum(pending.map(({ memory }) => memory)) },
  };
}

function isOfPods({ verdict: { workloads } }: Story): boolean {
  return workloads.length > 0 && workloads.every(({ ref }) => ref.kind === "Pod");
}

/** Findings of what goes on after the change is complete, or has nothing to do with how long that takes. */
const outlasts: ReadonlySet<string> = new Set(["drain-blocked", "crashes", "keeps-old-template", "keeps-old-config"]);

/** Those that end are no longer the controller's own; those that are done hold no room. */
const leaving: ReadonlySet<PodLook> = new Set(["ending", "done"]);
const done: ReadonlySet<PodLook> = new Set(["done"]);

/** The most pods at once, but for those of some looks. */
function peakOf({ bands, times, counts }: Series, without: ReadonlySet<PodLook>): number {
  return times.reduce((most, _, i) => Math.max(most, sum(bands.map(({ look }, band) => (without.has(look) ? 0 : counts[band]![i]!)))), 0);
}
