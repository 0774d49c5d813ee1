import type { ObjectMeta } from "../schemas/generated/types.ts";

/** What every object of the API has: the types of single kinds are in `schemas/generated/types.ts`. */
export interface KubernetesObject {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
}
