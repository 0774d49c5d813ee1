import type { Report } from "./report.ts";

/** For programs: all that is known, hints as well. The texts of the files and the traces are left out. */
export function asJson({ files, rehearsals }: Report): string {
  const report = {
    files: files.map(({ text: _, ...file }) => file),
    rehearsals: rehearsals.map(({ picture: _, trace: __, ...rehearsal }) => rehearsal),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}
