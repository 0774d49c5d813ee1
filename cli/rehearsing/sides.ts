import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Choice } from "../../server/change/choice.ts";
import { type Part, partsBefore, partsNow } from "../../server/change/parts.ts";
import { noTree, type Tree } from "../../server/change/tree.ts";
import { commitOf, commitTree } from "../../server/machine/commits.ts";
import { diskTree } from "../../server/machine/disk.ts";
import { thisMachine } from "../../server/machine/machine.ts";
import { pathOf, uriOf } from "../../server/machine/uris.ts";
import type { Rendered } from "../../server/render/origins.ts";
import { render, type RenderedChoice } from "../../server/render/render.ts";
import { isChart, isKustomization, kustomizationNames } from "../../server/text/uris.ts";
import { inEnglish } from "../../server/words/words.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";
import { Failure } from "../io/failure.ts";
import { shown } from "../io/files.ts";

/** A side of a change: manifests as they are written, or as a program renders them. */
export type SidePart = Part | Rendered;

/** The manifests of a change, before and after. */
export interface Sides {
  readonly before: readonly SidePart[];
  readonly after: readonly SidePart[];
}

/** The choice for a path: a file, a folder, a kustomization, or a chart. */
export function choiceAt(path: string, values: readonly string[] = []): Choice {
  const whole = resolve(path);
  const kind = statSync(whole, { throwIfNoEntry: false });
  if (!kind) throw new Failure(`There is no file ${path}.`);
  const folder = kind.isDirectory() ? whole : dirname(whole);
  const has = (...names: string[]): boolean => names.some((name) => existsSync(join(folder, name)));
  const uri = uriOf(kind.isDirectory() ? folder : whole);
  if (kind.isDirectory() ? has("Chart.yaml", "Chart.yml") : isChart(uri))
    return { is: "chart", uri: uriOf(folder), values: values.map((file) => uriOf(resolve(file))) };
  if (kind.isDirectory() ? has(...kustomizationNames) : isKustomization(uri)) return { is: "kustomization", uri: uriOf(folder) };
  return { is: kind.isDirectory() ? "folder" : "file", uri };
}

/** Reads both sides of some choices. `from` is a folder or a commit; without it nothing runs before. */
export async function sidesOf(choices: readonly Choice[], from: string | undefined, workspace: Workspace): Promise<Sides> {
  const sides: Sides[] = [];
  for (const choice of choices) {
    const tree = await treeBefore(choice, from);
    if (choice.is === "kustomization" || choice.is === "chart") {
      const after = await rendered(choice, diskTree(), workspace);
      const isThere = tree !== noTree && (await tree.list(choice.uri)).length > 0;
      sides.push({ before: isThere ? [await rendered(choice, tree, workspace)] : [], after: [after] });
    } else {
      const after = partsNow(choice, workspace);
      sides.push({ before: await partsBefore(choice, after, tree), after });
    }
  }
  return { before: sides.flatMap(({ before }) => before), after: sides.flatMap(({ after }) => after) };
}

async function rendered(choice: RenderedChoice, tree: Tree, workspace: Workspace): Promise<Rendered> {
  const { version } = workspace.versionOf(choice.uri);
  const result = await render(choice, tree, {
    machine: thisMachine(),
    paths: workspace.settingsNow.tools,
    version,
    signal: new AbortController().signal,
  });
  if ("problem" in result) throw new Failure(`${shown(choice.uri)}: ${inEnglish(result.problem)}`);
  return result;
}

async function treeBefore(choice: Choice, from: string | undefined): Promise<Tree> {
  if (from === undefined) return noTree;
  if (statSync(from, { throwIfNoEntry: false })?.isDirectory()) return folderInPlaceOf(choice, resolve(from));
  const commit = await commitOf(choice.uri, from);
  const tree = commit === undefined ? undefined : await commitTree(choice.uri, commit);
  if (!tree) throw new Failure(`--from takes a folder or a commit, and ${from} is neither in the repository of ${shown(choice.uri)}.`);
  return tree;
}

/** A folder with the files as they were, under the URIs of the files as they are. */
function folderInPlaceOf(choice: Choice, folder: string): Tree {
  const disk = diskTree();
  const here = choice.is === "file" || choice.is === "related" ? dirname(pathOf(choice.uri)!) : pathOf(choice.uri)!;
  const [now, before] = [uriOf(here), uriOf(folder)];
  const earlier = (uri: string): string => (uri.startsWith(`${now}/`) ? before + uri.slice(now.length) : uri === now ? before : uri);
  return {
    list: async (uri) => (await disk.list(earlier(uri))).map((found) => now + found.slice(before.length)),
    read: (uri) => disk.read(earlier(uri)),
  };
}

/** The folder to read: rendered manifests depend on all files around the named one. */
export function folderToRead(path: string): string {
  return path.replace(/(?:^|\/)(?:kustomization\.ya?ml|Kustomization|Chart\.ya?ml)$/, "") || ".";
}

/** The default name of a change. */
export function nameOf(paths: readonly string[]): string {
  return paths.map((path) => (path === "." ? basename(process.cwd()) : path.replace(/\/$/, ""))).join(", ");
}
