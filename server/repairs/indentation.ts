import type { Lines } from "../text/lines.ts";
import { readLine } from "../text/line.ts";
import { say } from "../words/say.ts";
import type { Edit } from "./edits.ts";
import { shifted } from "./blocks.ts";
import { type Candidate, layout, type Repairer } from "./repair.ts";

/** Lines with a wrong indentation: tries each block near the finding at each column that is used around it, the smallest move first. */
export const indentation: Repairer = function* ({ finding, document: { lines }, cause, path }) {
  if (/^\s*\{/.test(lines.text) || (cause && !suspicious.has(cause.type))) return;
  const row = lines.lineAt(finding.from);
  const rows =
    cause && path.length > 0
      ? [row, ...childrenOf(lines, row)]
      : [row, before(lines, row), after(lines, row), before(lines, before(lines, row)), firstBeside(lines, before(lines, row))];
  const moves = [...new Set(rows)].flatMap((one) => movesOf(lines, one));
  for (const { first, last, by } of moves.toSorted((a, b) => Math.abs(a.by) - Math.abs(b.by)).slice(0, mostMoves))
    yield* shift(lines, first, last, by);
};

const suspicious: ReadonlySet<string> = new Set([
  "DuplicateField",
  "UnknownField",
  "FieldValueRequired",
  "WrongType",
  "FieldValueForbidden",
  "FieldValueInvalid",
]);
const mostMoves = 60;

interface Move {
  readonly first: number;
  readonly last: number;
  readonly by: number;
}

function movesOf(lines: Lines, row: number): Move[] {
  const line = row < 0 || row >= lines.count ? undefined : readLine(lines.textOf(row));
  if (!line) return [];
  const own = lines.indentOf(row);
  const ends = [...new Set([endOf(lines, row, own + 1), row, endOf(lines, row, own)])];
  return columnsAround(lines, row, own).flatMap((column) =>
    [...ends, ...partEnds(lines, row, column)].map((last) => ({ first: row, last, by: column - own })),
  );
}

/** Rows where a block that moves to the right may end. The rest stays, so it must not be indented deeper than the moved block. */
function partEnds(lines: Lines, row: number, column: number): number[] {
  const own = lines.indentOf(row);
  if (column <= own) return [];
  const found: number[] = [];
  const end = Math.min(endOf(lines, row, own), row + farthest);
  for (let last = row + 1; last < end && found.length < mostPartEnds; last++) {
    const next = lines.indentOf(last + 1);
    if (next > own && next <= column && readLine(lines.textOf(last + 1))) found.push(last);
  }
  return found;
}

const mostPartEnds = 12;

/** The most rows between a line and its block. */
const farthest = 2000;

/** The first row of the block that contains a row. */
function firstBeside(lines: Lines, row: number): number {
  let first = row;
  for (
    let above = before(lines, row);
    above >= Math.max(0, row - farthest) && lines.indentOf(above) >= lines.indentOf(row);
    above = before(lines, above)
  )
    if (lines.indentOf(above) === lines.indentOf(row)) first = above;
  return first;
}

/** The last row of the block that starts at a row: rows below it that are indented by at least `least`. */
function endOf(lines: Lines, row: number, least: number): number {
  let last = row;
  for (let next = row + 1; next < lines.count; next++) {
    if (lines.textOf(next).trim() === "") continue;
    if (lines.indentOf(next) < least) break;
    last = next;
  }
  return last;
}

const near = 12;
const mostColumns = 40;

/** The columns of keys and dashes around a row, and one level more or less, the nearest of them. */
function columnsAround(lines: Lines, row: number, own: number): number[] {
  const columns = new Set<number>([own - 2, own + 2]);
  for (let other = Math.max(0, row - near); other <= Math.min(lines.count - 1, row + 3); other++) {
    const line = other === row ? undefined : readLine(lines.textOf(other));
    for (const column of line ? [...line.dashes, line.column, line.column + (line.rest === "" ? 2 : 0)] : []) columns.add(column);
  }
  const others = [...columns].filter((column) => column >= 0 && column !== own);
  return others.toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own)).slice(0, mostColumns);
}

function before(lines: Lines, row: number): number {
  let at = row - 1;
  while (at >= 0 && !readLine(lines.textOf(at))) at--;
  return at;
}

function after(lines: Lines, row: number): number {
  let at = row + 1;
  while (at < lines.count && !readLine(lines.textOf(at))) at++;
  return at;
}

const mostChildren = 100;

/** The rows right below a key, one level deeper; and the one that follows its block. */
function childrenOf(lines: Lines, row: number): number[] {
  const own = lines.indentOf(row);
  const end = endOf(lines, row, own + 1);
  const deeper = Array.from({ length: end - row }, (_, i) => row + 1 + i).filter((one) => readLine(lines.textOf(one)));
  const least = deeper.reduce((so, one) => Math.min(so, lines.indentOf(one)), Infinity);
  return [...deeper.filter((one) => lines.indentOf(one) === least).slice(0, mostChildren), after(lines, end)];
}

function shift(lines: Lines, first: number, last: number, by: number): Candidate[] {
  const edits: Edit[] = [];
  for (let row = first; row <= last; row++) {
    const text = lines.textOf(row);
    const next = shifted(text, by);
    if (next !== text) edits.push({ from: lines.startOf(row), to: lines.startOf(row) + text.length, text: next });
  }
  const count = Math.abs(by);
  return layout(by > 0 ? say("indent-more", { count }) : say("indent-less", { count }), edits);
}
