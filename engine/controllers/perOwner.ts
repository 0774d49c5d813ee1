import { memoize } from "../../api/memoize.ts";
import type { StoredObject } from "../core/objects.ts";
import type { StoreView } from "../core/store.ts";

/** A cache that a controller keeps for each of its objects between syncs. It is created on first use, lives as long as the store, and can be rebuilt at any time. */
export function perOwner<T>(create: () => T): (owner: StoredObject, store: StoreView) => T {
  const kept = memoize((_: StoreView) => new Map<string, T>());
  return ({ metadata: { uid } }, store) => {
    const known = kept(store).get(uid) ?? create();
    kept(store).set(uid, known);
    return known;
  };
}
