import type { Millis } from "../../../engine/core/objects.ts";
import { passed } from "./spans.ts";
import type { PodState, Story } from "./story.ts";

/** How pods of one version and look are drawn in the timeline, from the bottom up. */
export type PodLook = "done" | "ready" | "settling" | "starting" | "failing" | "pending" | "ending";

/** All looks, from the bottom of the timeline up. */
export const looks: readonly PodLook[] = ["done", "ready", "settling", "starting", "failing", "pending", "ending"];

/** The pods of one version and look: a band of the timeline. */
export interface Band {
  readonly revision: number;
  readonly isNewest: boolean;
  readonly look: PodLook;
}

/** The pods of a workload over time: at each of `times` as many pods as `counts` says, band by band. */
export interface Series {
  readonly bands: readonly Band[];
  readonly times: readonly Millis[];
  /** `counts[band][i]` holds from `times[i]` on. */
  readonly counts: readonly (readonly number[])[];
  /** The greatest sum over all bands. */
  readonly peak: number;
}

/** Which band a pod in this state belongs to. */
export function lookOf(state: PodState): PodLook {
  switch (state) {
    case "succeeded":
      return "done";
    case "ready":
    case "settling":
    case "pending":
    case "ending":
      return state;
    case "failed":
    case "held":
    case "failing":
    case "restarting":
    case "unready":
      return "failing";
    case "pulling":
    case "starting":
      return "starting";
  }
}

/** Counts the pods of a workload by version and look, old versions below new ones and what serves below what does not. */
export function seriesOf(story: Story, workload: number): Series {
  const turns: { at: Millis; revision: number; look: PodLook; by: 1 | -1 }[] = [];
  for (const pod of story.pods) {
    if (pod.workload !== workload) continue;
    let last: PodLook | undefined;
    for (const { at, state } of pod.spans) {
      const look = state === "gone" ? undefined : lookOf(state);
      if (look === last) continue;
      const time = Math.max(at, story.from);
      if (last) turns.push({ at: time, revision: pod.revision, look: last, by: -1 });
      if (look) turns.push({ at: time, revision: pod.revision, look, by: 1 });
      last = look;
    }
  }
  turns.sort((a, b) => a.at - b.at);
  return countUp(turns, bandsOf(story, turns), story.from);
}

/** How many pods there are of each band at a time; those without any are left out. */
export function bandsAt({ bands, times, counts }: Series, time: Millis): { readonly band: Band; readonly count: number }[] {
  const index = passed(times, time) - 1;
  return index < 0 ? [] : bands.flatMap((band, i) => (counts[i]![index]! > 0 ? [{ band, count: counts[i]![index]! }] : []));
}

function bandsOf(story: Story, turns: readonly { revision: number; look: PodLook }[]): Band[] {
  const seen = new Set(turns.map(({ revision, look }) => `${look} ${revision}`));
  const revisions = [...new Set(turns.map(({ revision }) => revision))].sort(
    (a, b) => (story.revisions[a]?.number ?? 0) - (story.revisions[b]?.number ?? 0),
  );
  return looks.flatMap((look) =>
    revisions
      .filter((revision) => seen.has(`${look} ${revision}`))
      .map((revision) => ({ revision, look, isNewest: story.revisions[revision]?.isNewest ?? false })),
  );
}

function countUp(turns: readonly { at: Millis; revision: number; look: PodLook; by: 1 | -1 }[], bands: readonly Band[], from: Millis): Series {
  const indices = new Map(bands.map(({ look, revision }, i) => [`${look} ${revision}`, i]));
  const now = bands.map(() => 0);
  const times: Millis[] = [];
  const counts: number[][] = bands.map(() => []);
  let peak = 0;
  for (let i = 0; i < turns.length;) {
    const { at } = turns[i]!;
    for (; i < turns.length && turns[i]!.at === at; i++) {
      const { revision, look, by } = turns[i]!;
      now[indices.get(`${look} ${revision}`)!]! += by;
    }
    if (times.length === 0 && at > from) {
      times.push(from);
      counts.forEach((list) => list.push(0));
    }
    times.push(at);
    counts.forEach((list, band) => list.push(now[band]!));
    peak = Math.max(peak, sum(now));
  }
  return { bands, times, counts, peak };
}

/** The sum of some numbers. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
