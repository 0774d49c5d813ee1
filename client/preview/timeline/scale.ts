import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Zoom } from "../state/panel.ts";
import { count } from "../words/format.ts";

/** Where things are in the timeline's picture, in pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Where the picture of the pods ends and the lane of the markers begins. */
  readonly bottom: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

/** `zoom` in milliseconds from the story's start; `most` is the greatest number of pods to show. */
export function frameOf(width: number, height: number, zoom: Zoom, most: number): Frame {
  const digits = count(Math.ceil(most)).length;
  const [left, right, top, bottom] = [20 + digits * 7, width - 78 - digits * 7, 16, height - 52];
  const x = scaleLinear([zoom.from, Math.max(zoom.to, zoom.from + 1)], [left, right]);
  const y = scaleLinear([0, Math.max(1, most)], [bottom, top]);
  return { width, height, left, right, top, bottom, x, y };
}

const second = 1000;
const spans = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000].map(
  (seconds) => seconds * second,
);

/** Round times to write under the axis, about one for each `gap` pixels. */
export function timeTicks({ x, left, right }: Frame, gap = 90): number[] {
  const [from = 0, to = 0] = x.domain();
  const wanted = ((to - from) / Math.max(1, right - left)) * gap;
  const step = spans.find((span) => span >= wanted) ?? spans.at(-1)!;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** Whole numbers of pods to write beside the axis. */
export function podTicks({ y, bottom, top }: Frame): number[] {
  const wanted = Math.max(2, Math.floor((bottom - top) / 22));
  return y.ticks(wanted).filter(Number.isInteger);
}
