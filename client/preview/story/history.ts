import type { Key, StoredObject } from "../../../engine/core/objects.ts";
import type { Version } from "../../../engine/rehearsal/trace.ts";

/** The versions of every object, by its kind and then by its key, in order. */
export type History = ReadonlyMap<string, ReadonlyMap<Key, readonly Version[]>>;

/** Sorts the versions of a trace by kind and object. */
export function historyOf(versions: readonly Version[]): History {
  const kinds = new Map<string, Map<Key, Version[]>>();
  for (const version of versions) {
    const kind = version.key.slice(0, version.key.indexOf("/"));
    let objects = kinds.get(kind);
    if (!objects) kinds.set(kind, (objects = new Map()));
    const own = objects.get(version.key);
    if (own) own.push(version);
    else if (version.object) objects.set(version.key, [version]);
  }
  return kinds;
}

/** The objects of one kind, each with its versions. */
export function ofKind(history: History, kind: string): Iterable<readonly [Key, readonly Version[]]> {
  return history.get(kind) ?? [];
}

/** The last version of the object. */
export function latest(versions: readonly Version[]): StoredObject {
  return versions.findLast(({ object }) => object)!.object!;
}
