import type { ObjectMeta } from "../schemas/generated/types.ts";

/** What every object of the API has: the types of single kinds are in `schemas/generated/types.ts`. */
export interface KubernetesObject {
  apiVersion?: string | undefined;
  kind?: string | undefined;
  metadata?: ObjectMeta | undefined;
}

/** The name of an object, or one such as the server would make of its `generateName`: five letters and digits that it draws come after the prefix. */
export function nameOf({ name = "", generateName = "" }: ObjectMeta): string {
  return name !== "" || generateName === "" ? name : `${generateName.slice(0, 58)}x0x0x`;
}
