import { memoize } from "../../api/memoize.ts";
import { type Language, printed, type Words, wordsOf } from "../../api/words/sentence.ts";
import { en as apiEn } from "../../api/words/en.ts";
import { en as reasons } from "../../engine/words/en.ts";
import { en } from "./en.ts";
import { en as findings } from "./rehearsal/en.ts";
import type { ServerCode, ServerPart } from "./say.ts";

/** All sentences of the server, in English. */
export const english: Words<ServerCode> = wordsOf("en", { ...reasons, ...apiEn, ...en, ...findings });

/** Renders a sentence of the server in English. */
export function inEnglish(part: ServerPart): string {
  return printed(part, english);
}

/** Renders sentences of the server in a language. Findings that stay from one keystroke to the next are rendered once. */
export function renderer(words: Words<ServerCode>): (part: ServerPart) => string {
  const rendered = memoize((part: Exclude<ServerPart, string | number>) => printed(part, words));
  return (part) => (typeof part === "object" ? rendered(part) : String(part));
}

/** The language for a language tag such as `ko-KR`: English for unsupported ones. */
export function languageOf(locale: string): Language {
  return /^ko\b/i.test(locale) ? "ko" : "en";
}

/** All sentences of the server in a language. Languages other than English are loaded on first use. */
export async function wordsIn(language: Language): Promise<Words<ServerCode>> {
  return language === "ko" ? (await import("./korean.ts")).korean : english;
}
