import { isUnread, readable } from "../../server/change/objects.ts";
import { type FileModel, readModel } from "../../server/workspace/model.ts";
import type { TypedFile } from "./state/jobs.ts";

/** The files of a change are never patches of Kustomize. */
const patches: ReadonlySet<string> = new Set();

/** The file that was read last: only documents that changed are read again. */
let last: FileModel | undefined;

/** The objects of a change with those of a file as its text has them now, read as the server reads it; nothing if one of them can't be read. */
export function withTyped(after: readonly unknown[], { uri, text, from, objects, only }: TypedFile): readonly unknown[] | undefined {
  last = readModel(uri, 1, text, patches, last?.uri === uri ? last : undefined);
  const part = { file: last, ...(only && { only: new Set(only) }) };
  if (isUnread(part)) return undefined;
  return after.toSpliced(from, objects, ...readable(part).map(({ object }) => object));
}
