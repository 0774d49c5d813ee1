import type { Millis } from "../../../engine/core/objects.ts";
import type { Series } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { stepsInSight } from "../story/stepsInSight.ts";
import { areasOf } from "../timeline/areas.ts";
import { type Bound, boundsOf, highestBound } from "../timeline/boundsOf.ts";
import { cutsOf } from "../timeline/cuts.ts";
import { laneOf, type Mark, markersOf, markPath } from "../timeline/markers.ts";
import { cutLabels, type Frame, frameOf, podTicks, timeTicks } from "../timeline/scale.ts";
import type { Words } from "../words/en.ts";
import { clock, count } from "../words/format.ts";
import { paint } from "./looks.ts";
import { line, type Piece, round, tag } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** The content and the style of a picture. */
export interface Subject {
  readonly story: Story;
  /** From the start of the story. */
  readonly time: Millis;
  /** The range of time that the timeline shows. */
  readonly sight: { readonly from: Millis; readonly to: Millis };
  /** The index of the workload in focus; -1 for none. */
  readonly workload: number;
  readonly series: Series | null;
  readonly words: Words;
  readonly theme: Theme;
}

const height = 240;
const laneHeight = 10;

/** The rollout over time, as the panel's timeline draws it: pods by version and look, bounds, markers and the playhead. */
export function chart(subject: Subject, width: number): Piece {
  const { story, series, sight, workload } = subject;
  const life = story.workloads[workload];
  const frame = frameOf(width, height, sight, Math.max(series?.peak ?? 1, life ? highestBound(life) : 0) * 1.06, cutsOf(story));
  const bounds = boundsOf(life, story, frame).map((bound) => boundOf(bound, subject, frame));
  const svg = [
    axes(subject, frame),
    series ? areas(subject, series, frame) : "",
    bounds.join(""),
    cuts(subject, frame),
    markers(subject, frame),
    playhead(subject, frame),
  ];
  return { height, svg: svg.join("") };
}

function axes({ theme }: Subject, frame: Frame): string {
  const { left, right, bottom, x, y } = frame;
  const pods = podTicks(frame).map(
    (pod) =>
      tag("line", { x1: left, x2: right, y1: round(y(pod)), y2: round(y(pod)), stroke: theme.grid }) +
      line(count(pod), left - 8, y(pod) + 4, { size: 11, fill: theme.soft, anchor: "end" }),
  );
  const times = timeTicks(frame).map(
    (time) =>
      tag("line", { x1: round(x(time)), x2: round(x(time)), y1: bottom, y2: bottom + 3, stroke: theme.grid }) +
      line(clock(time), x(time), height - 3, { size: 11, fill: theme.soft, anchor: "middle" }),
  );
  return [...pods, ...times].join("");
}

/** The gaps of the axis, with their durations. */
function cuts({ theme, words }: Subject, frame: Frame): string {
  const { x, top, bottom } = frame;
  const labels = cutLabels(frame, ({ from, to }) => words.timeline.cut(to - from)).map((label) =>
    line(label.text, label.x, top - 4, { size: 10, fill: theme.soft, anchor: "middle" }),
  );
  const grounds = frame.cuts
    .map(({ from, to }) => {
      const [left, right] = [round(x(from)), round(x(to))];
      return tag("rect", {
        x: left,
        y: top,
        width: round(right - left),
        height: bottom - top,
        fill: theme.ground,
        stroke: theme.line,
        "stroke-dasharray": "2 3",
      });
    })
    .join("");
  return grounds + labels.join("");
}

function areas({ story, theme }: Subject, series: Series, frame: Frame): string {
  return areasOf(series, story.from, frame)
    .map(({ band, path }) => {
      const { look, isNewest } = series.bands[band]!;
      return path === "" ? "" : tag("path", { d: path, ...paint(look, isNewest ? "new" : "old", theme) });
    })
    .join("");
}

function boundOf({ kind, path, value, y, atATime }: Bound, { theme, words }: Subject, frame: Frame): string {
  const stroke = kind === "floor" ? theme.bad : theme.warn;
  const text = kind === "floor" ? words.timeline.mustStay(value) : (atATime ? words.timeline.atATime : words.timeline.atMost)(value);
  const drawn = path === "" ? "" : tag("path", { d: path, fill: "none", stroke, "stroke-width": 1.5, "stroke-dasharray": "5 4" });
  return drawn + line(text, frame.right + 6, y + 4, { size: 11, fill: stroke });
}

function markers({ story, workload, theme }: Subject, frame: Frame): string {
  const fills: Readonly<Record<Mark, string>> = {
    grow: theme.new,
    shrink: theme.old,
    trouble: theme.bad,
    asked: theme.text,
    done: theme.text,
    ready: theme.soft,
  };
  return markersOf(story, stepsInSight(story, workload, true), (time) => frame.x(time))
    .filter(({ x }) => x >= frame.left - 1 && x <= frame.right + 1)
    .map((marker) => {
      const d = markPath({ ...marker, x: round(marker.x) }, frame.bottom + 8 + laneOf(marker.mark) * laneHeight);
      return tag("path", { d, fill: fills[marker.mark] });
    })
    .join("");
}

function playhead({ time, theme }: Subject, frame: Frame): string {
  const x = round(frame.x(time));
  if (x < frame.left - 1 || x > frame.right + 1) return "";
  const end = frame.bottom + 36;
  const parts =
    tag("line", { x1: x, x2: x, y1: 2, y2: end, stroke: theme.focus, "stroke-width": 2 }) +
    tag("path", { d: `M${x - 6} 0h12l-6 8z`, fill: theme.focus });
  return tag("g", { class: "playhead" }, parts);
}
