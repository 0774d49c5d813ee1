/** Lines of context around what differs. */
const context = 3;

interface Edit {
  readonly is: " " | "-" | "+";
  readonly line: string;
}

/** The difference of two texts in the unified form, without its two head lines; nothing where they are the same. */
export function unifiedDiff(from: string, to: string): string {
  const edits = editsBetween(linesOf(from), linesOf(to));
  const changed = [...edits.keys()].filter((i) => edits[i]!.is !== " ");
  if (changed.length === 0) return "";
  const hunks: [number, number][] = [];
  for (const i of changed) {
    const last = hunks.at(-1);
    if (last && i - last[1] <= 2 * context + 1) last[1] = i;
    else hunks.push([i, i]);
  }
  return hunks.map(([first, last]) => hunkText(edits, Math.max(0, first - context), Math.min(edits.length, last + context + 1))).join("");
}

function linesOf(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function hunkText(edits: readonly Edit[], from: number, to: number): string {
  const before = edits.slice(0, from);
  const shown = edits.slice(from, to);
  const count = (list: readonly Edit[], skips: Edit["is"]): number => list.filter(({ is }) => is !== skips).length;
  const range = (skips: Edit["is"]): string => {
    const length = count(shown, skips);
    const start = count(before, skips) + (length === 0 ? 0 : 1);
    return length === 1 ? String(start) : `${start},${length}`;
  };
  return `@@ -${range("+")} +${range("-")} @@\n${shown.map(({ is, line }) => `${is}${line}\n`).join("")}`;
}

/** The shortest way from one list of lines to another , deletions first. */
function editsBetween(a: readonly string[], b: readonly string[]): Edit[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (line: string): Edit => ({ is: " ", line });
  return [
    ...a.slice(0, head).map(same),
    ...inner(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(same),
  ];
}

/** By the longest common subsequence; what is left after heads and tails is short. */
function inner(a: readonly string[], b: readonly string[]): Edit[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      edits.push({ is: " ", line: a[i]! });
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) edits.push({ is: "-", line: a[i++]! });
    else edits.push({ is: "+", line: b[j++]! });
  }
  return edits;
}
