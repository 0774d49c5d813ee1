import { check, workspaceOf } from "../checking/check.ts";
import { Failure } from "../io/failure.ts";
import { sourcesAt } from "../io/files.ts";
import { wordsOf } from "../io/language.ts";
import { type OutputOptions, write } from "../report/write.ts";
import { progressOf } from "../io/progress.ts";
import { counted } from "../report/report.ts";
import { configuredPaths, type SharedOptions } from "../io/settings.ts";

/** The options of `check`. */
export interface CheckOptions extends SharedOptions, OutputOptions {
  readonly maxWarnings?: number;
  readonly language?: string;
}

/** `rehearsal check`: fails on errors, and on more warnings than allowed. */
export async function run(paths: readonly string[], options: CheckOptions): Promise<void> {
  const sources = sourcesAt(paths.length > 0 ? paths : configuredPaths(options));
  if (sources.length === 0) throw new Failure("There are no YAML or JSON files here.");
  const progress = progressOf("Checking", sources.length);
  const files = check(sources, workspaceOf(sources, options), await wordsOf(options.language), () => progress.step());
  progress.end();
  write({ files, rehearsals: [] }, options);
  const { error, warning } = counted(files);
  if (error > 0 || warning > (options.maxWarnings ?? Infinity)) process.exitCode = 1;
}
