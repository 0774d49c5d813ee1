/** The files in the folder where kubectl runs, by name. */
export type Files = Readonly<Record<string, string>>;

/** The text of a file by its path. */
export function textOf(files: Files, path: string): string | undefined {
  const name = path.replace(/^(?:\.\/)+/, "");
  return Object.hasOwn(files, name) ? files[name] : undefined;
}
