import type { LoadLife, Story } from "../story/story.ts";
import type { Frame } from "./scale.ts";

/** A load as a line: from the floor of its strip (1) to the ceiling (0), and the greatest amount that it reaches. */
export interface LoadCurve {
  /** The corners of the line, from left to right. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** In thousandths of a CPU. */
  readonly most: number;
}

/** The loads that were stated for a workload. */
export function loadsOf(story: Story, workload: number): readonly LoadLife[] {
  const name = story.workloads[workload]?.ref.name;
  return story.loads.filter(({ of }) => of === name);
}

/** The curve of a load over the time in sight. Before the first statement there is no load. */
export function loadCurve({ spans }: LoadLife, story: Story, { x, left, right }: Frame): LoadCurve {
  const most = Math.max(1, ...spans.map(({ cpu }) => cpu));
  const inside = (at: number) => Math.min(right, Math.max(left, x(at - story.from)));
  const points = [{ x: left, y: 1 }];
  for (const { at, cpu } of spans) points.push({ x: inside(at), y: points.at(-1)!.y }, { x: inside(at), y: 1 - cpu / most });
  return { points: [...points, { x: inside(story.to), y: points.at(-1)!.y }], most };
}
