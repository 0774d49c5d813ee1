import { keyOf, type Ref } from "../../engine/core/objects.ts";
import { refIn } from "../../engine/rehearsal/script/named.ts";
import { type ManifestObject, rehearse } from "../features/rehearse.ts";
import type { Span } from "../syntax/tree.ts";
import type { FileModel, PlacedDocument } from "../workspace/model.ts";
import type { Spot } from "./check.ts";

/** A document of one of the files of a change. */
export interface DocumentPlace {
  readonly file: FileModel;
  readonly placed: PlacedDocument;
}

/** The objects of some files that the API server would take. */
export function objectsOf(files: readonly FileModel[]): readonly unknown[] {
  return files.flatMap((file) => rehearse(file, undefined).after.map(({ object }: ManifestObject) => object));
}

/** The document that describes an object. */
export function documentOf(ref: Ref, files: readonly FileModel[]): DocumentPlace | undefined {
  const key = keyOf(ref);
  for (const file of files) {
    const placed = file.documents.find(({ document: { recognition, manifest } }) => recognition === "manifest" && manifestKey(manifest) === key);
    if (placed) return { file, placed };
  }
  return undefined;
}

function manifestKey({
  kind = "",
  name = "",
  namespace,
}: {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly namespace: string | undefined;
}): string {
  return keyOf(refIn(kind, name, namespace));
}

/** Where a field is in the files. Of one that is not written it is the nearest that is. Offsets count from the start of the file. */
export function placeOf(
  { object, path }: Spot,
  files: readonly FileModel[],
): { readonly file: FileModel; readonly span: Span; readonly base: number } | undefined {
  const found = documentOf(object, files);
  if (!found) return undefined;
  const { from, to } = found.placed.document.manifest.spanAt(path);
  return { file: found.file, span: { from, to }, base: found.placed.from };
}
