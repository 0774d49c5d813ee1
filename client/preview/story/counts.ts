import { type Moment, podsAt } from "./moment.ts";
import type { Story } from "./story.ts";

/** Pods by revision: all that are there and do their work, and those of them that are ready. */
export type Counts = ReadonlyMap<number, { readonly all: number; readonly ready: number }>;

/** Counts the pods of every revision at a moment. What ends or has ended is no longer counted. */
export function countsAt(story: Story, moment: Moment): Counts {
  const counts = new Map<number, { all: number; ready: number }>();
  for (const { index, span } of podsAt(moment)) {
    const { revision } = story.pods[index]!;
    const count = counts.get(revision) ?? { all: 0, ready: 0 };
    if (span.state !== "ending" && !span.isOver) count.all++;
    if (span.state === "ready" || span.state === "settling") count.ready++;
    counts.set(revision, count);
  }
  return counts;
}
