import type { Steps } from "../../api/path.ts";
import { locate } from "../manifest/locate.ts";
import { keyText } from "../manifest/mapKey.ts";
import type { Span } from "../syntax/tree.ts";
import { resolved, stepsOf, trailAt } from "../text/trail.ts";
import { folderOf, isBelow, uriFrom } from "../text/uris.ts";
import { valueAt } from "../text/values.ts";
import type { FileTree } from "../workspace/fileTree.ts";
import type { FileModel } from "../workspace/model.ts";

/** A use of a value in a template: `.Values.image.tag`. Offsets count from the start of the file. */
export interface ValueUse extends Span {
  readonly path: readonly string[];
}

/** The folder of the chart that a template or a file of values is part of. */
export function chartOf(uri: string, tree: FileTree): string | undefined {
  for (let folder = folderOf(uri); folder.includes("/"); folder = folderOf(folder)) if (tree.file(uriFrom(folder, "Chart.yaml"))) return folder;
  return undefined;
}

/** Whether a file is a template of a chart. */
export function isChartTemplate(uri: string, tree: FileTree): boolean {
  const chart = chartOf(uri, tree);
  return chart !== undefined && isBelow(uri, uriFrom(chart, "templates"));
}

/** The default values of a chart. */
export function valuesOf(chart: string, tree: FileTree): FileModel | undefined {
  return tree.file(uriFrom(chart, "values.yaml")) ?? tree.file(uriFrom(chart, "values.yml"));
}

/** All uses of values in a template. */
export function usesIn(text: string): ValueUse[] {
  return [...text.matchAll(/\.Values((?:\.[A-Za-z_]\w*)+)/g)].map(({ 0: whole, 1: path = "", index }) => ({
    from: index,
    to: index + whole.length,
    path: path.slice(1).split("."),
  }));
}

/** The use at an offset, up to the word that the offset is in. */
export function useAt(text: string, offset: number): ValueUse | undefined {
  const use = usesIn(text).find(({ from, to }) => from <= offset && offset <= to);
  if (!use) return undefined;
  const path = text
    .slice(use.from, Math.max(offset, use.from + ".Values.".length))
    .split(".")
    .slice(2);
  const depth = Math.max(1, path.length);
  return { from: use.from, to: use.from + `.Values.${use.path.slice(0, depth).join(".")}`.length, path: use.path.slice(0, depth) };
}

/**
 * What is typed in an action of a template before an offset: `{{ .Values.image.t` is `t` below `Values` and `image`. Nothing for a lone dot inside of
 * `range` and `with`, where it is something else than the root.
 */
export function typedAt(text: string, offset: number): { readonly path: readonly string[]; readonly typed: string } | undefined {
  const start = Math.max(0, offset - longestAction);
  const opening = text.slice(start, offset).lastIndexOf("{{");
  const action = opening < 0 ? "}}" : text.slice(start + opening + 2, offset);
  const [, root, path] = (action.includes("}}") ? undefined : /(^|[\s(|,=-]|\$)((?:\.\w*)+)$/.exec(action)) ?? [];
  const parts = path?.slice(1).split(".");
  if (!parts || (parts.length === 1 && root !== "$" && isDotElse(text.slice(0, start + opening)))) return undefined;
  return { path: parts.slice(0, -1), typed: parts.at(-1)! };
}

/** Whether a text ends inside of `range` or `with`. */
function isDotElse(before: string): boolean {
  const open: string[] = [];
  for (const [, word = ""] of before.matchAll(/\{\{-?\s*(if|range|with|define|block|end)\b/g))
    if (word === "end") open.pop();
    else open.push(word);
  return open.includes("range") || open.includes("with");
}

/** How far back the start of an action is searched, in characters. */
const longestAction = 1000;

/** The key of a value in its file. Counts from the start of the file. */
export function keySpan({ documents }: FileModel, path: Steps): Span | undefined {
  const [placed] = documents;
  const found = placed && locate(placed.document.manifest.syntax.root, path);
  const key = found?.depth === path.length ? found.pair?.key : undefined;
  return key && { from: placed!.from + key.from, to: placed!.from + key.to };
}

/** The keys below a path, with their values. */
export function keysBelow({ documents }: FileModel, path: Steps): readonly { readonly name: string; readonly value: unknown }[] {
  const manifest = documents[0]?.document.manifest;
  const found = manifest && locate(manifest.syntax.root, path);
  const node = found?.depth === path.length ? resolved(found.node) : undefined;
  if (!manifest || node?.is !== "mapping") return [];
  return node.pairs.flatMap((pair) => {
    const name = keyText(pair.key);
    return name === undefined ? [] : [{ name, value: valueAt(manifest.value, [...path, name]) }];
  });
}

/** The path of the key at an offset of a file of values. */
export function pathAt({ documents }: FileModel, offset: number): readonly string[] | undefined {
  const [placed] = documents;
  const trail = placed && trailAt(placed.document.manifest.syntax, offset - placed.from);
  const steps = trail && stepsOf(trail);
  return steps && steps.length > 0 && steps.every((step) => typeof step === "string") ? steps : undefined;
}
