import { groupBy } from "../../api/groupBy.ts";
import { parseDocument } from "yaml";
import { Manifest } from "../manifest/manifest.ts";
import { withEdits } from "../repairs/edits.ts";
import { parseFile } from "../syntax/parseFile.ts";
import { layoutOf } from "../text/writeYaml.ts";
import type { FileModel, PlacedDocument } from "../workspace/model.ts";

/** A replacement of whole lines. Offsets count from the start of the file. */
export interface LineEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A longer file or document is not one that a person lays out, and would hold the editor up. In UTF-16 units. */
const longest = 1024 * 1024;

/**
 * The edits that give a file an even indentation and even spaces. Comments, blank lines, quotes, block texts and the order of keys stay. A document with errors
 * stays as it is, and so does one that would then say something else. `indent` counts where the file shows no indentation of its own.
 */
export function format(file: FileModel, indent = 2): LineEdit[] {
  return file.syntax.text.length > longest ? [] : documentsToFormat(file).flatMap((placed) => editsOf(placed, indent));
}

/** The edits of `format` within some lines, and as many around them as it takes that the text still says the same. */
export function formatLines(file: FileModel, from: number, to: number, indent = 2): LineEdit[] {
  return documentsToFormat(file).flatMap((placed) => {
    if (placed.to < from || placed.from > to) return [];
    const edits = editsOf(placed, indent);
    let [first, end] = [edits.findIndex((edit) => edit.to > from), edits.findLastIndex((edit) => edit.from < to) + 1];
    if (first < 0 || first >= end) return [];
    for (let more = 1; first > 0 || end < edits.length; more *= 2) {
      if (staysTrue(edits.slice(first, end), placed)) break;
      [first, end] = [Math.max(0, first - more), Math.min(edits.length, end + more)];
    }
    return edits.slice(first, end);
  });
}

/** All documents of a file with manifests; JSON has formatters of its own. */
function documentsToFormat({ uri, documents }: FileModel): readonly PlacedDocument[] {
  const isOurs = documents.some(({ document: { recognition } }) => recognition === "manifest" || recognition === "patch");
  return isOurs && !/\.jsonc?$/.test(uri) ? documents : [];
}

function editsOf(placed: PlacedDocument, indent: number): LineEdit[] {
  const formatted = formatDocument(placed, indent);
  if (formatted === undefined) return [];
  const edits = changedLines(placed.document.text, formatted, placed.from);
  return staysTrue(edits, placed) ? edits : [];
}

/** Whether a document says the same after some edits of its lines. */
function staysTrue(edits: readonly LineEdit[], { document, from: base }: PlacedDocument): boolean {
  const { text, manifest } = document;
  const moved = edits.map(({ from, to, text: lines }) => ({ from: from - base, to: to - base, text: lines }));
  return saysTheSame(withEdits(text, moved), manifest.value);
}

function formatDocument({ document }: PlacedDocument, indent: number): string | undefined {
  const { text, recognition, manifest } = document;
  if (text.length > longest || recognition === "template" || manifest.syntax.problems.length > 0 || manifest.syntax.root === undefined)
    return undefined;
  const ends = /\n*$/.exec(text)![0];
  const isCarriage = text.includes("\r\n");
  // What is binary stays as it is written: the writer would break it into lines, and fails where lines have no width.
  const options = { intAsBigInt: true, strict: false, uniqueKeys: false, resolveKnownTags: false, logLevel: "error" } as const;
  const parsed = parseDocument(isCarriage ? text.replaceAll("\r\n", "\n") : text, options);
  if (parsed.errors.length > 0) return undefined;
  const { indentsDashes } = layoutOf(text, 0, "block");
  const written = parsed.toString({
    indent: usualIndent(text) ?? indent,
    indentSeq: indentsDashes,
    lineWidth: 0,
    minContentWidth: 0,
  });
  const started = parsed.directives?.docStart === true || !text.startsWith("---") ? written : `---\n${written}`;
  const even = `${started.trimEnd()}${ends}`;
  return isCarriage ? even.replaceAll("\n", "\r\n") : even;
}

/** The step by which most keys are deeper than the line above. */
function usualIndent(text: string): number | undefined {
  const counts = new Map<number, number>();
  let above = 0;
  for (const [, spaces = "", first] of text.matchAll(/^( *)([^\s#])/gm)) {
    const step = spaces.length - above;
    if (step > 0 && step <= 8 && first !== "-") counts.set(step, (counts.get(step) ?? 0) + 1);
    above = spaces.length;
  }
  return [...counts].toSorted(([step, count], [other, times]) => times - count || step - other)[0]?.[0];
}

/** Whether our own reader, which reads as the API server does, reads the same value. */
function saysTheSame(text: string, value: unknown): boolean {
  const { documents } = parseFile(text);
  const whole = documents.filter(({ syntax }) => syntax.root !== undefined || syntax.problems.length > 0);
  const [only] = whole;
  if (!only || whole.length !== 1 || only.syntax.problems.length > 0) return false;
  return JSON.stringify(new Manifest(only.syntax).value) === JSON.stringify(value);
}

/** The runs of lines that differ. */
function changedLines(before: string, after: string, base: number): LineEdit[] {
  const old = linesOf(before);
  const spellings = new Map([...groupBy(old, withoutSpaces)].map(([key, lines]) => [key, lines.values()]));
  // Spaces within a line are kept (before comments, in brackets, to align values); only the indentation changes.
  const wanted = linesOf(after).map((line) => reindented(line, spellings.get(withoutSpaces(line))?.next().value));
  const starts = startsOf(old, base);
  const edit = (from: number, to: number, lines: readonly string[]): LineEdit => ({ from: starts[from]!, to: starts[to]!, text: lines.join("") });
  if (old.length !== wanted.length) {
    let [start, end] = [0, 0];
    while (old[start] !== undefined && old[start] === wanted[start]) start++;
    while (end < Math.min(old.length, wanted.length) - start && old.at(-1 - end) === wanted.at(-1 - end)) end++;
    if (start === old.length && start === wanted.length) return [];
    return [edit(start, old.length - end, wanted.slice(start, wanted.length - end))];
  }
  const edits: LineEdit[] = [];
  for (let i = 0; i < old.length; i++) {
    const from = i;
    while (i < old.length && old[i] !== wanted[i]) i++;
    if (i > from) edits.push(edit(from, i, wanted.slice(from, i)));
  }
  return edits;
}

/** Where each line starts, and where the last one ends. */
function startsOf(lines: readonly string[], base: number): number[] {
  const starts = [base];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  return starts;
}

function withoutSpaces(line: string): string {
  return line.replaceAll(/\s/g, "");
}

function reindented(line: string, old: string | undefined): string {
  if (old === undefined || line.trim() === "") return line;
  const start = /^\s*(?:-\s+)*/;
  return start.exec(line)![0] + old.replace(start, "").trimEnd() + /\s*$/.exec(line)![0];
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
