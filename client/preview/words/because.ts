import type { Why } from "../../../engine/why.ts";

/** A reason in words. A rule without a sentence is told by its name and numbers, rather than not at all. */
export function because({ rule, numbers }: Why, sentences: Readonly<Record<string, string>>): string {
  const sentence = sentences[rule];
  if (sentence !== undefined) return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(numbers[name] ?? ""));
  const figures = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  return [rule.replaceAll("-", " "), ...figures].join(", ");
}
