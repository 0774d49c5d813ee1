/** The earlier lines, and the one that is being written. */
export class History {
  private readonly lines: string[] = [];
  private at = 0;
  private draft = "";

  add(line: string): void {
    if (this.lines.at(-1) !== line) this.lines.push(line);
    this.at = this.lines.length;
    this.draft = "";
  }

  /** The previous line, if there is one. */
  older(now: string): string | undefined {
    if (this.at === 0) return undefined;
    if (this.at === this.lines.length) this.draft = now;
    return this.lines[--this.at];
  }

  /** The next line, or finally the one that was being written. */
  newer(): string | undefined {
    if (this.at >= this.lines.length) return undefined;
    return this.lines[++this.at] ?? this.draft;
  }
}
