import type { Cause } from "./cause.ts";
import type { KubernetesObject } from "./object.ts";

/**
 * The first of the API server's stages that refuses an object. Later stages are run as far as they can,
 * since a person wants all causes at once; the server would have stopped here.
 */
export type Stage = "kind" | "decoding" | "admission" | "validation";

export interface Admission {
  /** The object as the server would store it: decoded and defaulted. What could not be decoded is left out. */
  readonly object: KubernetesObject;
  /** Every cause of every stage; none means that the server accepts the object. */
  readonly causes: readonly Cause[];
  /** What the server accepts with a raised finger, one sentence each. */
  readonly warnings: readonly string[];
  readonly refusedAt?: Stage;
}
