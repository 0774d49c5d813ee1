import { config, t } from "@vscode/l10n";

/** A sentence in the language of the person: `{0}` stands for the first of `parts`. English is the key of every other language. */
export function say(sentence: string, ...parts: readonly (string | number)[]): string {
  return t(sentence, ...parts);
}

interface Pattern {
  readonly sentence: string;
  readonly words: RegExp;
  readonly order: readonly number[];
}

let patterns: readonly Pattern[] = [];

/** Takes the sentences of another language, from English to it. */
export function speak(sentences: Readonly<Record<string, string>>): void {
  config({ contents: { ...sentences } });
  patterns = Object.keys(sentences)
    .filter((sentence) => sentence.endsWith(".") || sentence.endsWith("?"))
    .sort((a, b) => b.length - a.length)
    .map(patternOf);
}

/** A sentence that was put together in English already, such as a cause of the API server: in the language of the person where its pattern is known. */
export function sayAgain(sentence: string): string {
  for (const pattern of patterns) {
    const found = pattern.words.exec(sentence);
    if (!found) continue;
    const parts: string[] = [];
    pattern.order.forEach((part, i) => (parts[part] = found[i + 1]!));
    return t(pattern.sentence, ...parts);
  }
  return sentence;
}

function patternOf(sentence: string): Pattern {
  const order = [...sentence.matchAll(/\{(\d)\}/g)].map(([, part]) => Number(part));
  const words = sentence.split(/\{\d\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { sentence, words: new RegExp(`^${words.join("(.+?)")}$`, "s"), order };
}
