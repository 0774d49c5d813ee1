import { area, curveStepAfter } from "d3-shape";
import type { Series } from "../story/series.ts";
import type { Millis } from "../../../engine/core/objects.ts";
import type { Story } from "../story/story.ts";
import { passed } from "../story/spans.ts";
import type { Frame } from "./scale.ts";

/** One band of the picture as an SVG path, with what it is of. */
export interface Area {
  readonly band: number;
  readonly path: string;
}

interface Point {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

/** The bands stacked, as far as they are in sight, of a story that begins at `start`. Where many changes fall on one pixel only the last of them is drawn. */
export function areasOf({ bands, times, counts }: Series, start: Millis, frame: Frame): Area[] {
  const { x, y, left, right } = frame;
  const [from, to] = [x.domain()[0]!, x.domain().at(-1)!];
  const first = Math.max(0, passed(times, start + from) - 1);
  const last = passed(times, start + to);
  const columns = onePerPixel(times, first, last, (at) => Math.max(left, x(at - start)));
  const low = columns.map(() => 0);
  const draw = area<Point>()
    .x((point) => point.x)
    .y0((point) => y(point.low))
    .y1((point) => y(point.high))
    .curve(curveStepAfter);
  return bands.map((_, band) => {
    const points: Point[] = columns.map((column, i) => ({ x: column.x, low: low[i]!, high: (low[i]! += counts[band]![column.index]!) }));
    return {
      band,
      path: runsOf(points, right)
        .map((run) => draw(run) ?? "")
        .join(""),
    };
  });
}

/** The stretches in which a band has any pods, each up to the point where that ends. */
function runsOf(points: readonly Point[], right: number): Point[][] {
  const runs: Point[][] = [];
  points.forEach((point, i) => {
    if (point.high === point.low) return;
    const isNew = i === 0 || points[i - 1]!.high === points[i - 1]!.low;
    if (isNew) runs.push([]);
    runs.at(-1)!.push(point);
    const next = points[i + 1];
    if (!next || next.high === next.low) runs.at(-1)!.push({ ...point, x: next?.x ?? right });
  });
  return runs;
}

function onePerPixel(times: readonly number[], first: number, last: number, x: (at: number) => number): { index: number; x: number }[] {
  const columns: { index: number; x: number }[] = [];
  for (let index = first; index < last; index++) {
    const at = x(times[index]!);
    const before = columns.at(-1);
    if (before && at - before.x < 0.5 && index > first + 1) before.index = index;
    else columns.push({ index, x: at });
  }
  return columns;
}

/** A bound over time as a stepped line; where it does not hold there is a gap. */
export function boundPath(spans: readonly { readonly at: number; readonly value: number | undefined }[], story: Story, frame: Frame): string {
  const { x, y, left, right } = frame;
  let path = "";
  spans.forEach(({ at, value }, i) => {
    const start = Math.max(left, x(at - story.from));
    const end = Math.min(right, i + 1 < spans.length ? x(spans[i + 1]!.at - story.from) : right);
    if (value === undefined || end <= start) return;
    const joins = path !== "" && spans[i - 1]?.value !== undefined;
    path += `${joins ? `V${y(value)}` : `M${start} ${y(value)}`}H${end}`;
  });
  return path;
}
