import { problem } from "../../core/problem.ts";

/** What kubectl takes for a path besides a template in braces: `.metadata.name`, `metadata.name`, `{metadata.name}`. */
export function relaxed(expression: string): string {
  const match = /^\{\.?([^{}]+)\}$|^\.?([^{}]+)$/.exec(expression);
  if (expression === "") return expression;
  if (!match) throw problem(`unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'`);
  return `{.${match[1] ?? match[2]}}`;
}
