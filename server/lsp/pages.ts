import type { Language } from "../../api/words/sentence.ts";

/** Where the rule pages are, and the user's language. */
export interface RulePages {
  /** The folder `docs/rules/`, as a URI that ends with a slash. */
  readonly folder: string;
  readonly language: Language;
}

/** The address of the page that explains a code: in Korean for those who read Korean, otherwise in English. */
export function pageOf(code: string, { folder, language }: RulePages): string {
  return `${folder}${language === "ko" ? "ko/" : ""}${code}.md`;
}
