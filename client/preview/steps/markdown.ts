import type { ActionRow, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import type { Words } from "../words/en.ts";

/** The list of actions as a Markdown table, for a pull request. */
export function stepsAsMarkdown(steps: readonly ActionRow[], story: Story, verdict: string, words: Words): string {
  const { time, does, because, old, new: newer, ready } = words.steps;
  const row = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => String(cell).replace(/[|\\]/g, "\\$&").replace(/\n/g, " ")).join(" | ")} |`;
  return [
    `**${verdict}**`,
    "",
    row([time, does, because, old, newer, ready]),
    "| ---: | --- | --- | ---: | ---: | ---: |",
    ...steps.map((step) => row([clock(step.at - story.from), words.does(step, story), words.reason(step), step.old, step.new, step.ready])),
    "",
  ].join("\n");
}
