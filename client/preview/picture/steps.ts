import { begun } from "../story/spans.ts";
import type { ActionRow } from "../story/story.ts";
import { stepsInSight } from "../story/stepsInSight.ts";
import { clock } from "../words/format.ts";
import type { Subject } from "./chart.ts";
import { line, type Piece, tag, wrapped } from "./svg.ts";

/** The most steps in a picture; the trace has all of them. */
const mostSteps = 200;
const [row, size] = [16, 12];

/** Each step with its arithmetic and the state of the rollout, with its full text. */
export function steps(subject: Subject, width: number): Piece {
  const { story, words, theme, workload, time } = subject;
  const all = stepsInSight(story, workload, false);
  if (all.length === 0) return { height: 0, svg: "" };
  const here = begun(all, story.from + time) - 1;
  const columns = columnsOf(width);
  const heads = [words.steps.time, words.steps.does, words.steps.because, words.steps.old, words.steps.new, words.steps.ready];
  const parts = heads.map((head, i) => cell(head, columns[i]!, 11, { size: 11, fill: theme.soft }));
  let y = row + 4;
  for (const [i, step] of all.slice(0, mostSteps).entries()) {
    const piece = stepRow(subject, step, columns);
    if (i === here) parts.push(tag("rect", { x: 0, y: y - 1, width, height: piece.height, rx: 3, fill: theme.here }));
    parts.push(tag("g", { transform: `translate(0 ${y})` }, piece.svg));
    y += piece.height;
  }
  if (all.length > mostSteps) {
    parts.push(line(words.more(all.length - mostSteps), 0, y + size, { fill: theme.soft }));
    y += row;
  }
  return { height: y, svg: parts.join("") };
}

interface Column {
  readonly from: number;
  readonly width: number;
  readonly isNumber: boolean;
}

function columnsOf(width: number): readonly Column[] {
  const numbers = 54;
  const rest = width - 4 * numbers;
  const [does, because] = [Math.round(rest * 0.42), Math.round(rest * 0.58)];
  let from = 0;
  return [numbers, does, because, numbers, numbers, numbers].map((wide, i) => {
    const column = { from, width: wide, isNumber: i === 0 || i > 2 };
    from += wide;
    return column;
  });
}

function cell(text: string, { from, width, isNumber }: Column, y: number, setting: { readonly size: number; readonly fill: string }): string {
  return isNumber ? line(text, from + width - 8, y, { ...setting, anchor: "end" }) : line(text, from + 4, y, setting);
}

function stepRow({ story, words, theme }: Subject, step: ActionRow, columns: readonly Column[]): Piece {
  const isSized = step.workload >= 0;
  const sizes = isSized ? [step.old, step.new, step.ready].map(String) : ["", "", ""];
  const texts = [clock(step.at - story.from), words.does(step, story), words.because(step.why), ...sizes];
  const lines = texts.map((text, i) => wrapped(text, columns[i]!.width - 12, size));
  const height = Math.max(1, ...lines.map(({ length }) => length)) * row;
  const svg = lines.flatMap((some, i) =>
    some.map((one, n) => cell(one, columns[i]!, n * row + 12, { size, fill: i === 2 ? theme.soft : theme.text })),
  );
  return { height: height + 2, svg: svg.join("") };
}
