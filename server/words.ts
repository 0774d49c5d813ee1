import { config, t } from "@vscode/l10n";

/** A sentence in the language of the person: `{0}` stands for the first of `parts`. English is the key of every other language. */
export function say(sentence: string, ...parts: readonly (string | number)[]): string {
  return t(sentence, ...parts);
}

/** Takes the sentences of another language, from English to it. */
export function speak(sentences: Readonly<Record<string, string>>): void {
  config({ contents: { ...sentences } });
}
