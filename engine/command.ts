import type { Ref, StoredObject } from "./objects.ts";
import type { Why } from "./why.ts";

/** What a controller, the scheduler or a kubelet wants done. The cluster does it, and says how it went. */
export type Command =
  | { readonly do: "create"; readonly object: Unstored; readonly why: Why }
  /** Replaces metadata and spec; a changed spec counts as a new generation. */
  | { readonly do: "update"; readonly object: StoredObject; readonly why: Why }
  /** Replaces the status alone. */
  | { readonly do: "updateStatus"; readonly object: StoredObject }
  | { readonly do: "delete"; readonly ref: Ref; readonly propagation?: Propagation; readonly gracePeriodSeconds?: number; readonly why: Why }
  | { readonly do: "event"; readonly about: Ref; readonly type: "Normal" | "Warning"; readonly reason: string; readonly message: string };

export type Propagation = "Background" | "Foreground" | "Orphan";

/** An object that the store has not named and numbered yet; `generateName` may stand for a name. */
export interface Unstored {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
}

/** How a command went. A refusal is the API server's: a quota that is full, a name that is taken, an object that is invalid. */
export type Answer =
  | { readonly ok: true; readonly object?: StoredObject }
  | { readonly ok: false; readonly code: 403 | 404 | 409 | 422 | 429 | 500; readonly reason: string; readonly message: string };
