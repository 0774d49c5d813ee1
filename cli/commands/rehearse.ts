import { check } from "../checking/check.ts";
import type { Source } from "../io/files.ts";
import { languageName, wordsOf } from "../io/language.ts";
import { counted, type FileReport } from "../report/report.ts";
import { write } from "../report/write.ts";
import { filesOf } from "../rehearsing/findings.ts";
import { reportOf } from "../rehearsing/rehearse.ts";
import { nameOf, type SidePart } from "../rehearsing/sides.ts";
import { rehearsedAt, type RehearsedOptions } from "../rehearsing/rehearsedAt.ts";
import type { CheckOptions } from "./check.ts";

/** The options of `rehearse`. */
export interface RehearseOptions extends CheckOptions, RehearsedOptions {}

/** `rehearsal rehearse`: fails where the rollout does, where the API server refuses something, and on more warnings than allowed. */
export async function run(paths: readonly string[], options: RehearseOptions): Promise<void> {
  const { sides, sources, workspace, paths: named, ...rehearsed } = await rehearsedAt(paths, options);
  const report = reportOf(nameOf(named), rehearsed, languageName(options.language));
  const inWords = await wordsOf(options.language);
  const files = joined(
    ofWeight(check(writtenIn(sides.after, sources), workspace, inWords)),
    filesOf(rehearsed.findings.concerns, sides.after, workspace, inWords),
  );
  write({ files, rehearsals: [report] }, options);
  const { error, warning } = counted(files);
  if (report.state === "fails" || error > 0 || warning > (options.maxWarnings ?? Infinity)) process.exitCode = 1;
}

function writtenIn(after: readonly SidePart[], sources: readonly Source[]): Source[] {
  const own = new Set(after.map(({ file }) => file.uri));
  return sources.filter(({ uri }) => own.has(uri));
}

/** Of what the files alone show, advice does not concern a rollout. */
function ofWeight(files: readonly FileReport[]): FileReport[] {
  return files.map((file) => ({ ...file, findings: file.findings.filter(({ severity }) => severity === "error" || severity === "warning") }));
}

function joined(first: readonly FileReport[], second: readonly FileReport[]): FileReport[] {
  const files = new Map(first.map((file) => [file.path, file]));
  for (const file of second) {
    const known = files.get(file.path);
    files.set(file.path, known ? { ...known, findings: [...known.findings, ...file.findings] } : file);
  }
  return [...files.values()];
}
