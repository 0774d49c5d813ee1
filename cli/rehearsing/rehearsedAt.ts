import type { Files } from "../../kubectl/rehearsal/files.ts";
import { workspaceOf } from "../checking/check.ts";
import { Failure } from "../io/failure.ts";
import { type Source, sourcesAt } from "../io/files.ts";
import { configuredPaths, type SharedOptions } from "../io/settings.ts";
import { hasManifest, type Rehearsed, rehearse } from "./rehearse.ts";
import { choiceAt, folderToRead, type Sides, sidesOf } from "./sides.ts";
import { surroundingsOf, type SurroundingsOptions } from "./surroundings.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";

/** What there is to say about the change to rehearse. */
export interface RehearsedOptions extends SharedOptions, SurroundingsOptions {
  readonly from?: string;
  readonly values?: readonly string[];
}

/** A change that was read from paths and rehearsed. */
export interface RehearsedChange extends Rehearsed {
  readonly sides: Sides;
  readonly sources: readonly Source[];
  readonly workspace: Workspace;
  /** The texts of the files by their paths, for commands that read files. */
  readonly files: Files;
  readonly paths: readonly string[];
}

/** Reads what paths stand for, before and after, and plays the change to its end. */
export async function rehearsedAt(named: readonly string[], options: RehearsedOptions): Promise<RehearsedChange> {
  const paths = named.length > 0 ? named : configuredPaths(options);
  const choices = paths.map((path) => choiceAt(path, options.values));
  const sources = sourcesAt(paths.map(folderToRead));
  const workspace = workspaceOf(sources, options);
  const sides = await sidesOf(choices, options.from, workspace);
  if (![...sides.before, ...sides.after].some(hasManifest)) throw new Failure(`There is nothing to rehearse in ${paths.join(", ")}.`);
  const rehearsed = rehearse(sides, surroundingsOf(choices[0]!.uri, options, workspace));
  return { ...rehearsed, sides, sources, workspace, paths, files: Object.fromEntries(sources.map(({ path, text }) => [path, text])) };
}
