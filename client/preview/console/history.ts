/** The lines that were asked before, and the one that is being written. */
export class History {
  private readonly lines: string[] = [];
  private at = 0;
  private draft = "";

  add(line: string): void {
    if (this.lines.at(-1) !== line) this.lines.push(line);
    this.at = this.lines.length;
    this.draft = "";
  }

  /** The line before; nothing where there is none. */
  older(now: string): string | undefined {
    if (this.at === 0) return undefined;
    if (this.at === this.lines.length) this.draft = now;
    return this.lines[--this.at];
  }

  /** The line after, and at last the one that was being written. */
  newer(): string | undefined {
    if (this.at >= this.lines.length) return undefined;
    return this.lines[++this.at] ?? this.draft;
  }
}
