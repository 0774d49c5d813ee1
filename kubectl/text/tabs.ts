/** How wide columns are: no narrower than this, blanks between two of them included. */
export interface Tabs {
  readonly least: number;
  readonly gap: number;
}

/** Columns as `kubectl get` prints them, and as `kubectl describe` does. */
export const tableTabs: Tabs = { least: 6, gap: 3 };
export const pageTabs: Tabs = { least: 0, gap: 2 };

/**
 * Aligns text in which a tab ends each cell. A column reaches over neighbouring lines that have a cell there, as Go's tabwriter does it:
 * a line with fewer cells ends the column, and the last cell of a line, which no tab ends, belongs to none.
 */
export function aligned(text: string, { least, gap }: Tabs): string {
  const lines = text.split("\n").map((line) => line.split("\t"));
  const out: string[] = [];
  const widths: number[] = [];

  function write(from: number, to: number): void {
    for (const cells of lines.slice(from, to)) out.push(cells.map((cell, i) => (i < widths.length ? cell.padEnd(widths[i]!) : cell)).join(""));
  }

  function lay(from: number, to: number): void {
    const column = widths.length;
    let start = from;
    for (let at = from; at < to; at++) {
      if (column >= lines[at]!.length - 1) continue;
      write(start, at);
      start = at;
      let width = least;
      for (; at < to && column < lines[at]!.length - 1; at++) width = Math.max(width, lines[at]![column]!.length + gap);
      widths.push(width);
      lay(start, at);
      widths.pop();
      start = at;
    }
    write(start, to);
  }

  lay(0, lines.length);
  return out.join("\n");
}

/** Aligns a table whose rows all have the same number of cells: the same as `aligned` makes of it, and quicker for a large one. */
export function alignedRows(rows: readonly (readonly string[])[], { least, gap }: Tabs): string {
  const last = (rows[0]?.length ?? 1) - 1;
  const widths = Array.from({ length: last }, (_, column) => rows.reduce((width, row) => Math.max(width, row[column]!.length + gap), least));
  const blanks = Array.from({ length: Math.max(0, ...widths) + 1 }, (_, count) => " ".repeat(count));
  let text = "";
  for (const row of rows) {
    for (let column = 0; column < last; column++) text += row[column]! + blanks[widths[column]! - row[column]!.length]!;
    text += `${row[last]!}\n`;
  }
  return text;
}
