import { isFirstRollout, type Story, type WorkloadLife, type WorkloadSpan } from "../story/story.ts";
import { boundPath } from "./areas.ts";
import type { Frame } from "./scale.ts";

/** A bound over time, and its number at the end with the place beside the picture where it is written. */
export interface Bound {
  readonly kind: "ceiling" | "floor";
  readonly path: string;
  readonly value: number;
  readonly y: number;
  /** The ceiling of a Job is what runs at a time. */
  readonly atATime: boolean;
}

const lineHeight = 14;

/** The surge ceiling and the availability floor (a first rollout has none to keep). */
export function boundsOf(workload: WorkloadLife | undefined, story: Story, frame: Frame): readonly Bound[] {
  const last = workload?.spans.at(-1);
  if (!workload || !last) return [];
  const floor = isFirstRollout(story, story.workloads.indexOf(workload)) ? undefined : floorOf(last);
  const path = (valueOf: (span: WorkloadSpan) => number | undefined) =>
    boundPath(
      workload.spans.map((span) => ({ at: span.at, value: valueOf(span) })),
      story,
      frame,
    );
  const [high, low] = apart(frame.y(ceilingOf(last) ?? 0), frame.y(floor ?? 0));
  const atATime = last.done !== undefined;
  return [
    ...(last.ceiling === undefined ? [] : [{ kind: "ceiling", path: path(ceilingOf), value: last.ceiling, y: high, atATime } as const]),
    ...(floor === undefined ? [] : [{ kind: "floor", path: path(floorOf), value: floor, y: low, atATime } as const]),
  ];
}

/** Two lines of text, as far from each other as they need to be. */
function apart(high: number, low: number): [number, number] {
  const missing = Math.max(0, lineHeight - (low - high)) / 2;
  return [high - missing, low + missing];
}

/** What a Job is done with does not count for how many it may run at a time, but is drawn below. */
function ceilingOf({ ceiling, done = 0, completions = Infinity }: WorkloadSpan): number | undefined {
  return ceiling === undefined ? undefined : Math.min(ceiling + done, Math.max(completions, done));
}

/** A floor of zero is none. */
function floorOf({ floor }: WorkloadSpan): number | undefined {
  return floor || undefined;
}

/** The greatest number that a bound of the workload ever has, so that it stays in the picture. */
export function highestBound({ spans }: WorkloadLife): number {
  return spans.reduce((most, span) => Math.max(most, ceilingOf(span) ?? 0, span.floor ?? 0, span.wants), 0);
}
