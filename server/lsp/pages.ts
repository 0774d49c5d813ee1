let folder: string | undefined;

/** Tells where the pages of `docs/rules/` are for the person at the editor, as a URI with a slash at its end. */
export function keepPagesIn(uri: string): void {
  folder = uri;
}

/** The page that explains a finding; nothing where no editor said where the pages are. */
export function pageOf(code: string): string | undefined {
  return folder === undefined ? undefined : `${folder}${code}.md`;
}
