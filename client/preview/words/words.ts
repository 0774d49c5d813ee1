import { en } from "./en.ts";
import { ko } from "./ko.ts";

/** Everything that the page says. English is the measure; another language has the same parts. */
export type Words = typeof en;

/** The words of a language such as `ko` or `en-GB`; English for one that we do not speak. */
export function wordsOf(language: string): Words {
  return language.toLowerCase().startsWith("ko") ? ko : en;
}
