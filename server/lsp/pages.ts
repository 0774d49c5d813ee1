/** Where the rule pages are for the person at the editor, and the language that they read. */
export interface RulePages {
  /** The folder `docs/rules/`, as a URI that ends with a slash. */
  readonly folder: string;
  /** A language tag such as `en` or `ko-KR`. */
  readonly locale: string;
}

/** The address of the page that explains a code: in Korean for those who read Korean, otherwise in English. */
export function pageOf(code: string, { folder, locale }: RulePages): string {
  return `${folder}${/^ko\b/i.test(locale) ? "ko/" : ""}${code}.md`;
}
