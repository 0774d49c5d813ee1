import { languageOf, renderer, wordsIn } from "../../server/words/words.ts";
import type { ServerPart } from "../../server/words/say.ts";

/** How words of findings reach the user. */
export type InWords = (part: ServerPart) => string;

/** The words of the language that was asked for, or else of the system's. */
export async function wordsOf(asked: string | undefined): Promise<InWords> {
  return renderer(await wordsIn(languageOf(languageName(asked))));
}

/** The name of the language that was asked for, or else of the system's. */
export function languageName(asked: string | undefined): string {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return asked ?? (LC_ALL || LC_MESSAGES || LANG || "en");
}
