import { cutsOf } from "../timeline/cuts.ts";
import { loadCurve, loadsOf } from "../timeline/loadCurve.ts";
import { frameOf } from "../timeline/scale.ts";
import { spanAt } from "../story/spans.ts";
import type { LoadLife } from "../story/story.ts";
import { cores } from "../words/format.ts";
import type { Subject } from "./chart.ts";
import { line, type Piece, round, tag, widthOf } from "./svg.ts";

const [head, strip] = [18, 32];

/** The loads that were stated for the workload, as curves on the chart's scale of time. */
export function load(subject: Subject, width: number): Piece {
  const curves = loadsOf(subject.story, subject.workload).map((life) => curveOf(subject, life, width));
  const svg = curves.map((curve, i) => tag("g", { transform: `translate(0 ${i * (head + strip)})` }, curve));
  return { height: curves.length * (head + strip), svg: svg.join("") };
}

function curveOf({ story, sight, words, theme, time }: Subject, life: LoadLife, width: number): string {
  const frame = frameOf(width, strip, sight, 1, cutsOf(story));
  const { points, most } = loadCurve(life, story, frame);
  const title = words.load.on(life.of);
  const now = words.load.now(cores(spanAt(life.spans, story.from + time)?.cpu ?? 0), cores(most), life.isEach);
  const d = `M${points.map(({ x, y }) => `${round(x)} ${round(head + y * strip)}`).join("L")}`;
  const svg = [
    line(title, frame.left, 12, { fill: theme.text, weight: 600 }),
    line(now, frame.left + widthOf(title, 12, 600) + 14, 12, { size: 11, fill: theme.soft }),
    tag("path", { d, fill: "none", stroke: theme.warn, "stroke-width": 1.5 }),
  ];
  return svg.join("");
}
