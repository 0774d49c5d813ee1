import { figuresOf } from "../story/figures.ts";
import { momentAt } from "../story/moment.ts";
import type { Band } from "../story/series.ts";
import { chart, type Subject } from "./chart.ts";
import { hatches, paint } from "./looks.ts";
import { load } from "./load.ts";
import { nodes } from "./nodes.ts";
import { steps } from "./steps.ts";
import { traffic } from "./traffic.ts";
import { line, type Piece, round, tag, widthOf, wrapped } from "./svg.ts";

const margin = 16;

/** A moment of a story as a self-contained SVG, drawn without a DOM: the verdict, the timeline, the nodes, and all steps. */
export function picture(subject: Subject, width: number): string {
  const { story, theme, time } = subject;
  const inner = width - 2 * margin;
  const pieces = [
    verdict(subject, inner),
    chart(subject, inner),
    legend(subject, inner),
    load(subject, inner),
    traffic(subject, inner),
    nodes(subject, momentAt(story, story.from + time), inner),
    steps(subject, inner),
  ];
  let y = margin;
  const placed = pieces.map(({ svg, height }) => {
    const at = y;
    y += height === 0 ? 0 : height + 12;
    return tag("g", { transform: `translate(${margin} ${round(at)})` }, svg);
  });
  const height = Math.ceil(y + margin - 12);
  const ground = tag("rect", { width, height, fill: theme.ground });
  const size = { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` };
  return tag("svg", { ...size, "font-family": "system-ui, sans-serif" }, hatches(theme) + ground + placed.join(""));
}

/** The result in one sentence with numbers, and the findings as the panel lists them. */
function verdict({ story, workload, series, words, theme }: Subject, width: number): Piece {
  const { state, findings, assumed } = story.verdict;
  const colours = { works: theme.new, suffers: theme.warn, unfinished: theme.warn, fails: theme.bad };
  const { headline, details } = words.verdict(figuresOf(story, workload, series));
  const more = [
    ...findings.slice(1).map((finding) => ({ text: `${words.state(finding.state)}: ${words.finding(finding)}`, fill: colours[finding.state] })),
    ...assumed.map((sentence) => ({ text: words.assumed(sentence), fill: theme.soft })),
  ];
  const parts = [tag("circle", { cx: 5, cy: 9, r: 5, fill: colours[state] })];
  let y = 0;
  const write = (text: string, size: number, height: number, setting: { readonly fill: string; readonly weight?: number }): void => {
    for (const one of wrapped(text, width - 18, size)) {
      parts.push(line(one, 18, y + size, { size, ...setting }));
      y += height;
    }
  };
  write(headline, 15, 19, { fill: theme.text, weight: 600 });
  write(details, 12, 16, { fill: theme.soft });
  for (const { text, fill } of more) write(text, 12, 16, { fill });
  return { height: y + 4, svg: parts.join("") };
}

/** The colours and hatches that occur, with their meaning. */
function legend({ series, words, theme }: Subject, width: number): Piece {
  if (!series || series.bands.length === 0) return { height: 0, svg: "" };
  const hasOld = series.bands.some(({ isNewest }) => !isNewest);
  const shown = new Map(series.bands.map((band) => [isServing(band) ? `${band.look} ${band.isNewest}` : band.look, band]));
  let [x, y, svg] = [0, 0, ""];
  for (const band of shown.values()) {
    const text = words.legend(band.look, hasOld && isServing(band) ? (band.isNewest ? "new" : "old") : "any");
    const long = 18 + widthOf(text, 11) + 16;
    if (x > 0 && x + long > width) [x, y] = [0, y + 16];
    svg += tag("rect", { x: x + 1, y: y + 1, width: 10, height: 10, rx: 2, ...paint(band.look, band.isNewest ? "new" : "old", theme) });
    svg += line(text, x + 18, y + 10, { size: 11, fill: theme.soft });
    x += long;
  }
  return { height: y + 14, svg };
}

function isServing({ look }: Band): boolean {
  return look === "ready" || look === "done";
}
