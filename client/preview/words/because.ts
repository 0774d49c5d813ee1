import type { Why } from "../../../engine/core/why.ts";

/** A reason in words. A rule without a sentence is told by its name and numbers, rather than not at all. */
export function because({ rule, numbers }: Why, sentences: Readonly<Record<string, string>>): string {
  const sentence = sentences[rule];
  if (sentence !== undefined) return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(numbers[name] ?? ""));
  const figures = Object.entries(numbers).map(([name, value]) => `${name} ${value}`);
  return [rule.replaceAll("-", " "), ...figures].join(", ");
}

/** A sentence of the scheduler without its count of nodes and its thoughts on preemption: `3 Insufficient cpu`. Any other sentence, without its full stop. */
export function inShort(sentence: string): string {
  return /nodes are available: (.*?)\.(?:\s|$)/s.exec(sentence)?.[1] ?? sentence.replace(/\.$/, "");
}
