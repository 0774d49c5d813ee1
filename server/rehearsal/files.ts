import { groupBy } from "../../api/groupBy.ts";
import { memoize } from "../../api/memoize.ts";
import { keyOf, type Ref } from "../../engine/core/objects.ts";
import { refIn } from "../../engine/rehearsal/script/named.ts";
import { rehearseParts } from "../change/objects.ts";
import { keyOf as keyOfDocument } from "../workspace/keyOf.ts";
import type { Part } from "../change/parts.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Span } from "../syntax/tree.ts";
import { putAt, textAt } from "../text/values.ts";
import type { FileModel, PlacedDocument } from "../workspace/model.ts";
import type { Spot } from "./concern.ts";

/** A document of one of the files of a change. */
export interface DocumentPlace {
  readonly file: FileModel;
  readonly placed: PlacedDocument;
}

/** The objects of some files that the API server would accept. */
export function objectsOf(parts: readonly Part[]): readonly unknown[] {
  return rehearseParts([], parts).after.map(({ object }) => named(object));
}

/** An object with `generateName` can't be applied: it is rehearsed as if it had been created with a name. */
function named(object: unknown): unknown {
  const made = madeName(object);
  return made === undefined ? object : putAt(object, ["metadata", "name"], made);
}

function madeName(object: unknown): string | undefined {
  const start = textAt(object, ["metadata", "generateName"]);
  return start !== "" && textAt(object, ["metadata", "name"]) === "" ? `${start}1` : undefined;
}

/** The document that defines an object; of several, the one that is applied last. */
export function documentOf(ref: Ref, parts: readonly Part[]): DocumentPlace | undefined {
  const key = keyOf(ref);
  for (const { file, only } of parts.toReversed()) {
    const placed = documentsByKey(file)
      .get(key)
      ?.findLast(({ document }) => !only || only.has(keyOfDocument(document)));
    if (placed) return { file, placed };
  }
  return undefined;
}

/** The manifests of a file by name, since they are looked up for every finding at every keystroke. */
const documentsByKey = memoize((file: FileModel) => {
  const manifests = file.documents.filter(({ document }) => document.recognition === "manifest");
  return groupBy(manifests, ({ document }) => manifestKey(document.manifest));
});

const manifestKey = memoize(({ kind = "", name, namespace, value }: Manifest) => keyOf(refIn(kind, name ?? madeName(value) ?? "", namespace)));

/** The place of a field in the files; for a missing field, of its nearest parent. Offsets count from the start of the file. */
export function placeOf(
  { object, path }: Spot,
  parts: readonly Part[],
): { readonly file: FileModel; readonly span: Span; readonly base: number } | undefined {
  const found = documentOf(object, parts);
  if (!found) return undefined;
  const { from, to } = found.placed.document.manifest.spanAt(path);
  return { file: found.file, span: { from, to }, base: found.placed.from };
}
