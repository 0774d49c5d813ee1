import type { Decision } from "./decision.ts";
import type { Ref, StoredObject } from "./objects.ts";
import type { Why } from "./why.ts";

/** What a controller, the scheduler or a kubelet wants done. The API server performs it and answers with an `Answer`. */
export type Command =
  | { readonly do: "create"; readonly object: Unstored; readonly why: Why }
  /** Replaces metadata and spec; a changed spec counts as a new generation. */
  | { readonly do: "update"; readonly object: StoredObject; readonly why: Why }
  /** Replaces the status and the annotations, as the status subresource does. `why` only where a person should see it as a step. */
  | { readonly do: "updateStatus"; readonly object: StoredObject; readonly why?: Why }
  | { readonly do: "delete"; readonly ref: Ref; readonly propagation?: Propagation; readonly gracePeriodSeconds?: number; readonly why: Why }
  /** Deletes a pod if its disruption budget allows. */
  | { readonly do: "evict"; readonly pod: Ref; readonly why: Why }
  /** A kubelet brings the files in a pod's volumes up to date. Nothing in the store changes. */
  | { readonly do: "refresh"; readonly pod: Ref; readonly why: Why }
  /** What the scheduler decided: a pod gets its node, or the reason why it has none. */
  | { readonly do: "place"; readonly pod: Ref; readonly decision: Decision }
  | {
      readonly do: "event";
      readonly about: Ref;
      readonly type: "Normal" | "Warning";
      readonly reason: string;
      readonly message: string;
      readonly container?: string;
      /** The probe of the container that caused the event. */
      readonly probe?: "startup" | "readiness" | "liveness";
    };

/** What a deletion does with the objects that the deleted object owns. */
export type Propagation = "Background" | "Foreground" | "Orphan";

/** An object that the store has not named and numbered yet; `generateName` may stand for a name. */
export interface Unstored {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: object;
}

/** How a command went. A refusal is the API server's: a quota that is full, a name that is taken, an object that is invalid. */
export type Answer = Accepted | Refused;

/** The API server did what the command asked for. */
export interface Accepted {
  readonly ok: true;
  /** The object as it is now. Absent if the object is gone, or if the command is not about an object. */
  readonly object?: StoredObject;
}

/** The API server refused the command. */
export interface Refused {
  readonly ok: false;
  readonly code: 400 | 403 | 404 | 409 | 422 | 429 | 500;
  readonly reason: "BadRequest" | "Forbidden" | "NotFound" | "AlreadyExists" | "Conflict" | "Invalid" | "TooManyRequests" | "InternalError";
  /** The server's own message, as `kubectl` and events print it. */
  readonly message: string;
  /** For an invalid object: its name, and each cause in the server's words. */
  readonly details?: { readonly kind: string; readonly name: string; readonly causes: readonly string[] };
  /** The field that was refused, if it was a field. */
  readonly field?: string;
}
