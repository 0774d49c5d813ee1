/** A zero-based line and column in UTF-16 units, as LSP counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Where the lines of a text start, to go between offsets and positions. A line ends as in LSP: with a line feed, a carriage return, or both. */
export class Lines {
  readonly text: string;
  private readonly starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    let carriage = text.indexOf("\r");
    for (let feed = text.indexOf("\n"); feed >= 0; feed = text.indexOf("\n", feed + 1)) {
      for (; carriage >= 0 && carriage < feed - 1; carriage = text.indexOf("\r", carriage + 1)) starts.push(carriage + 1);
      if (carriage === feed - 1) carriage = text.indexOf("\r", feed);
      starts.push(feed + 1);
    }
    for (; carriage >= 0; carriage = text.indexOf("\r", carriage + 1)) starts.push(carriage + 1);
    this.starts = starts;
  }

  get count(): number {
    return this.starts.length;
  }

  /** The line that holds an offset; offsets beyond the ends count as the ends. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  startOf(line: number): number {
    return line <= 0 ? 0 : (this.starts[line] ?? this.text.length);
  }

  /** The end of a line, before its line break. */
  endOf(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text[next - 1] === "\n" && this.text[next - 2] === "\r" ? next - 2 : next - 1;
  }

  textOf(line: number): string {
    return this.text.slice(this.startOf(line), this.endOf(line));
  }

  /** The column of a line's first character that is no space. */
  indentOf(line: number): number {
    const start = this.startOf(line);
    let at = start;
    while (this.text.charCodeAt(at) === 32) at++;
    return at - start;
  }

  positionAt(offset: number): Position {
    const within = Math.max(0, Math.min(offset, this.text.length));
    const line = this.lineAt(within);
    // There is no position between a carriage return and its line feed.
    return { line, character: Math.min(within, this.endOf(line)) - this.startOf(line) };
  }

  offsetAt({ line, character }: Position): number {
    if (line >= this.count) return this.text.length;
    return Math.min(this.startOf(line) + Math.max(0, character), this.endOf(line));
  }
}
