import type { Kind } from "../../schemas/schema.ts";
import type { KubernetesObject } from "../object.ts";

/** The object as the server stores it before anything else looks at it. */
export function withDefaults(object: KubernetesObject, kind: Kind, old: KubernetesObject | undefined): KubernetesObject {
  void kind;
  void old;
  return object;
}
