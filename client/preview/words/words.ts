import { type Words, en } from "./en.ts";
import { ko } from "./ko.ts";

/** The words of a language such as `ko` or `en-GB`; English for one that we do not speak. */
export function wordsOf(language: string): Words {
  return language.toLowerCase().startsWith("ko") ? ko : en;
}
