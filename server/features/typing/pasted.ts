import type { Span } from "../../syntax/tree.ts";
import { documentAt } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { Budget, type Outcome, Trial } from "../trial.ts";

/** The longest block that is handled, in characters. */
const longest = 100_000;

/**
 * A block of lines that is pasted behind blanks, or blanks and dashes, as it should be indented there, without its last line break. Nothing where it is
 * right as it was copied. Of both the one is taken with which the document has fewer errors. `span` is what is replaced; its offsets count from the start
 * of the file.
 */
export function pasted(snapshot: Snapshot, span: Span, copied: string): string | undefined {
  const placed = documentAt(snapshot.file, span.from);
  if (!placed || span.to > placed.to || copied.length > longest) return undefined;
  const { recognition, text, lines } = placed.document;
  if (recognition !== "manifest" && recognition !== "patch") return undefined;
  const [from, to] = [span.from - placed.from, span.to - placed.from];
  const before = text.slice(lines.startOf(lines.lineAt(from)), from);
  const behind = text.slice(to, lines.endOf(lines.lineAt(to)));
  if (before === "" || !/^ *(- +)*$/.test(before) || behind.trim() !== "") return undefined;
  const moved = movedTo(before.length, copied);
  if (moved === undefined) return undefined;
  const trial = new Trial(snapshot, placed, new Budget());
  const withBlock = (block: string): Outcome | undefined => trial.with(text.slice(0, from) + block + text.slice(to));
  return isBetter(withBlock(moved.text), withBlock(copied), moved.leavesFirst) ? moved.text : undefined;
}

interface Moved {
  readonly text: string;
  /** Whether the other lines, as they were copied, would stand further out than the first. */
  readonly leavesFirst: boolean;
}

/** A block whose first line starts in a column, and the others with it. Nothing for one line, for lines further out than the first, or where nothing changes. */
function movedTo(column: number, copied: string): Moved | undefined {
  const [first = "", ...others] = copied.split("\n");
  const indents = others.filter((line) => line.trim() !== "").map(indentOf);
  if (first.trim() === "" || indents.length === 0 || /^(---|\.\.\.|\s*\t)/m.test(copied)) return undefined;
  const [outermost, shift] = [Math.min(...indents), column - indentOf(first)];
  if (outermost < indentOf(first)) return undefined;
  const text = [first.trimStart(), ...others.map((line) => shifted(line, shift))].join("\n").trimEnd();
  return text === copied.trimEnd() ? undefined : { text, leavesFirst: outermost < column };
}

function shifted(line: string, by: number): string {
  if (line.trim() === "") return "";
  return by >= 0 ? " ".repeat(by) + line : line.slice(-by);
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length;
}

/** Whether the moved block leaves fewer errors. If both leave the same, whether the first line would otherwise be alone. */
function isBetter(moved: Outcome | undefined, copied: Outcome | undefined, leavesFirst: boolean): boolean {
  if (!moved || !copied) return moved !== undefined;
  return moved.errors === copied.errors ? leavesFirst && moved.problems <= copied.problems : moved.errors < copied.errors;
}
