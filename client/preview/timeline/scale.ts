import { type ScaleLinear, scaleLinear } from "d3-scale";
import { type Cut, past } from "./cuts.ts";
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
  /** What the axis leaves out of the time in sight. */
  readonly cuts: readonly Cut[];
}

/** `zoom` in milliseconds from the story's start; `most` is the greatest number of pods to show. */
export function frameOf(width: number, height: number, zoom: Zoom, most: number, cuts: readonly Cut[] = []): Frame {
  // Room for three digits at least, so that two runs beside each other have their axes at one place.
  const digits = Math.max(3, count(Math.ceil(most)).length);
  const [left, right, top, bottom] = [20 + digits * 7, width - 78 - digits * 7, 16, height - 52];
  const inSight = cuts.filter((cut) => cut.from > zoom.from && cut.to < zoom.to);
  const x = timeScale(zoom, inSight, left, right);
  const y = scaleLinear([0, Math.max(1, most)], [bottom, top]);
  return { width, height, left, right, top, bottom, x, y, cuts: inSight };
}

/** So wide is what stands for a stretch that is left out. */
const cutWidth = 18;

/** Time runs evenly, but for what is left out, of which each stretch is `gap` wide. */
export function timeScale({ from, to }: Zoom, cuts: readonly Cut[], left: number, right: number, gap = cutWidth): ScaleLinear<number, number> {
  const end = Math.max(to, from + 1);
  const shown = cuts.reduce((sum, cut) => sum - (cut.to - cut.from), end - from);
  const pace = Math.max(1, right - left - cuts.length * gap) / shown;
  const [times, places] = [[from], [left]];
  for (const cut of cuts) {
    const place = places.at(-1)! + (cut.from - times.at(-1)!) * pace;
    times.push(cut.from, cut.to);
    places.push(place, place + gap);
  }
  return scaleLinear([...times, end], [...places, right]);
}

/** What is written above a stretch that is left out. */
export interface CutLabel {
  readonly text: string;
  readonly x: number;
}

/** The labels of what is left out, each over its middle; one that would touch the label before it is left out, too. */
export function cutLabels({ x, cuts }: Frame, textOf: (cut: Cut) => string): readonly CutLabel[] {
  const labels: CutLabel[] = [];
  let end = -Infinity;
  for (const cut of cuts) {
    const text = textOf(cut);
    const [middle, half] = [(x(cut.from) + x(cut.to)) / 2, Array.from(text).reduce((sum, letter) => sum + (letter < "\u1100" ? 3.2 : 6), 0)];
    if (middle - half < end) continue;
    labels.push({ text, x: middle });
    end = middle + half + 6;
  }
  return labels;
}

const second = 1000;
const spans = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000].map(
  (seconds) => seconds * second,
);

/** Round times to write under the axis, about one for each `gap` pixels. */
export function timeTicks({ x, left, right, cuts }: Frame, gap = 90): number[] {
  const [from, to] = [x.domain()[0]!, x.domain().at(-1)!];
  const shown = cuts.reduce((sum, cut) => sum - (cut.to - cut.from), to - from);
  const wanted = (shown / Math.max(1, right - left)) * gap;
  const step = spans.find((span) => span >= wanted) ?? spans.at(-1)!;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at = Math.max(at + step, Math.ceil(past(cuts, at + step) / step) * step)) ticks.push(at);
  return ticks;
}

/** Whole numbers of pods to write beside the axis. */
export function podTicks({ y, bottom, top }: Frame): number[] {
  const wanted = Math.max(2, Math.floor((bottom - top) / 22));
  return y.ticks(wanted).filter(Number.isInteger);
}
