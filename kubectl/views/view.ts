import type { StoredObject } from "../../engine/core/objects.ts";
import type { Cluster } from "../core/cluster.ts";
import { since } from "../text/age.ts";
import type { Page } from "../text/page.ts";

/** A column of the table that `kubectl get` prints. */
export interface Column<T> {
  readonly title: string;
  /** Only with `-o wide`. */
  readonly wide?: true;
  cell(object: T, cluster: Cluster): string | number | boolean;
}

/** How objects of a kind look: in a table, and described. */
export interface View<T extends StoredObject = StoredObject> {
  /** Columns behind the name. */
  readonly columns: readonly Column<T>[];
  /** The name in a table, where it is not simply the name. */
  name?(object: T): string;
  /** Events are known by other things than their names. */
  readonly isNameless?: true;
  describe?(page: Page, object: T, cluster: Cluster): void;
  /** Descriptions of most kinds end with events. */
  readonly hasNoEvents?: true;
}

/** How long ago an object was made. */
export const age: Column<StoredObject> = {
  title: "Age",
  cell: ({ metadata }, { now }) => since(metadata.creationTimestamp, now),
};

/** The views of kinds, each typed by its own objects. */
export type Views = Readonly<Record<string, View>>;

/** A view of objects of a type, among views of any. */
export function viewOf<T extends StoredObject>(view: View<T>): View {
  return view;
}
