import { byCreation, type StoredObject } from "./objects.ts";

/** What happened to one object of a list: it was removed, added, or replaced by another version. */
export interface Difference<T> {
  readonly was: T | undefined;
  readonly is: T | undefined;
}

/** How a list, oldest first, differs from an earlier one. Objects that are identical in both are skipped, so that comparing long lists is fast. */
export function* differences<T extends StoredObject>(earlier: readonly T[], now: readonly T[]): Generator<Difference<T>> {
  let [i, j] = [0, 0];
  while (i < earlier.length || j < now.length) {
    const [was, is] = [earlier[i], now[j]];
    const order = was === is ? 0 : was === undefined ? 1 : is === undefined ? -1 : byCreation(was, is);
    if (order <= 0) i++;
    if (order >= 0) j++;
    if (was !== is) yield { was: order <= 0 ? was : undefined, is: order >= 0 ? is : undefined };
  }
}
