import { decodeBase64 } from "../../api/base64.ts";
import type { ConfigMap, Secret } from "../../schemas/generated/types.ts";
import type { Stored } from "../core/objects.ts";

/** The texts in a ConfigMap or a Secret, whose data is encoded. */
export function textsIn(object: Partial<Stored<ConfigMap & Secret>> | undefined): Readonly<Record<string, string>> | undefined {
  const { kind, data } = object ?? {};
  if (!object || kind !== "Secret") return object && { ...data };
  return Object.fromEntries(Object.entries(data ?? {}).map(([key, text]) => [key, decodeBase64(text)]));
}
