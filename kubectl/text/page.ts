import { aligned, pageTabs } from "./tabs.ts";

/** A description while it is written: lines with tabs between what stands in columns. */
export class Page {
  private text = "";
  private done = "";

  /** A line, so many levels in. */
  line(level: number, text: string): this {
    this.text += `${"  ".repeat(level)}${text}\n`;
    return this;
  }

  /** `Name:  value` */
  field(name: string, value: string | number | boolean | undefined): this {
    return this.line(0, `${name}:\t${value ?? ""}`);
  }

  /** A field whose values stand below each other. */
  fieldOf(name: string, values: readonly string[], level = 0): this {
    const [first = "<none>", ...others] = values;
    this.line(level, `${name}:\t${first}`);
    for (const other of others) this.text += `${"  ".repeat(level)}\t${other}\n`;
    return this;
  }

  /** Text as it is, with nothing behind it. */
  raw(text: string): this {
    this.text += text;
    return this;
  }

  /** What follows has columns of its own. */
  cut(): this {
    this.done += aligned(this.text, pageTabs);
    this.text = "";
    return this;
  }

  toString(): string {
    return this.done + aligned(this.text, pageTabs);
  }

  /** The text with its tabs, as `rollout history` prints it. */
  untabbed(): string {
    return this.text;
  }
}
