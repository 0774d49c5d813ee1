import { memoize } from "../../api/memoize.ts";
import type { StoredObject } from "../core/objects.ts";
import type { StoreView } from "../core/store.ts";

/** What a controller keeps of each of its objects from sync to sync, made when it is first asked for. It can be worked out anew at any time, and lives as long as the store. */
export function perOwner<T>(create: () => T): (owner: StoredObject, store: StoreView) => T {
  const kept = memoize((_: StoreView) => new Map<string, T>());
  return ({ metadata: { uid } }, store) => {
    const known = kept(store).get(uid) ?? create();
    kept(store).set(uid, known);
    return known;
  };
}
