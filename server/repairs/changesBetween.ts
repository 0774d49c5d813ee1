import type { Steps } from "../../api/path.ts";
import { isObject } from "../../api/object.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Written } from "../text/written.ts";
import { addKey, type Edit, remove, setValue } from "./edits.ts";

/** The edits that turn the value at a path into another, as small as possible. */
export function changesBetween(manifest: Manifest, before: unknown, after: unknown, path: Steps = []): Edit[] {
  if (before === after) return [];
  if (isObject(before) && isObject(after)) {
    const gone = Object.keys(before).filter((key) => after[key] === undefined && before[key] !== undefined);
    const changed = Object.keys(after).filter((key) => after[key] !== undefined);
    if (gone.length === Object.keys(before).length) return setValue(manifest, path, after as Written);
    const isNew = (key: string): boolean => before[key] === undefined;
    return [
      ...together(
        gone.flatMap((key) => remove(manifest, [...path, key])),
        changed.filter(isNew).flatMap((key) => addKey(manifest, path, key, after[key] as Written)),
      ),
      ...changed.filter((key) => !isNew(key)).flatMap((key) => changesBetween(manifest, before[key], after[key], [...path, key])),
    ];
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length)
    return before.flatMap((item: unknown, i) => changesBetween(manifest, item, after[i], [...path, i]));
  return setValue(manifest, path, after as Written);
}

/** Combines removals and additions in one map. If its last entry is removed and another is added, this becomes a replacement, since edits must not overlap. */
function together(removals: readonly Edit[], additions: readonly Edit[]): Edit[] {
  const last = removals.find(({ from, to }) => additions.some((one) => one.text.startsWith("\n") && from < one.from && one.from <= to));
  if (!last) return [...removals, ...additions];
  const text = `${additions
    .map((one) => one.text)
    .join("")
    .slice(1)}\n`;
  return [...removals.filter((one) => one !== last), { ...last, text }];
}
