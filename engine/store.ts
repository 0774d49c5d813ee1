import type { Key, Millis, Ref, StoredObject } from "./objects.ts";

/** A change of the store, as a watch tells it. `before` is absent for a creation, `after` for a removal. */
export interface Change {
  readonly at: Millis;
  readonly key: Key;
  readonly before?: StoredObject;
  readonly after?: StoredObject;
}

/** Reading the store. Lists are in order of creation. */
export interface StoreView {
  get<T extends StoredObject>(ref: Ref): T | undefined;
  /** All objects of a kind, of one namespace or of all. */
  list<T extends StoredObject>(kind: string, namespace?: string): readonly T[];
  /** Objects of a kind that `owner` (a uid) controls. */
  ownedBy<T extends StoredObject>(owner: string, kind: string): readonly T[];
}
