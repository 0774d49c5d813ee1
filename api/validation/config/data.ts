import type { ConfigMap, Secret } from "../../../schemas/generated/types.ts";
import { type Check, eachKey } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { type Format, formatted } from "../names.ts";
import type { Update } from "../rules.ts";
import { say } from "../../words/say.ts";

/** What a ConfigMap or a Secret may hold altogether: 1 MiB, keys not counted. */
export const mostBytes = 1024 * 1024;

/** Every key has this format; it is the key itself that the server reports. */
export function keysAre(format: Format): Check<Readonly<Record<string, unknown>>> {
  return eachKey(formatted(format));
}

/** How large the values of a map are together, measured by `length`. */
export function sizeOf(map: Readonly<Record<string, string>>, length: (value: string) => number): number {
  return Object.values(map).reduce((sum, value) => sum + length(value), 0);
}

/** How many bytes a text in base64 stands for. */
export function decodedLength(base64: string): number {
  const digits = base64.replace(/[\r\n=]+/g, "").length;
  return Math.floor((digits * 3) / 4);
}

/** Whether the API server takes a map for the stored one. */
type IsSame = (now: unknown, stored: unknown) => boolean;

/** As the API server compares by Go's `reflect.DeepEqual`: an empty map is stored as none, so writing one again counts as a change. */
export const exactly: IsSame = (now, stored) => sameValue(now, stored) && !isEmptyMap(now);

/** What was created with `immutable: true` stays so, and its data with it. Each map is compared as the API server compares it. */
export function sealed<T extends ConfigMap | Secret>(maps: Readonly<Partial<Record<keyof T & string, IsSame>>>): Check<T, Update<T>> {
  return (object, at, causes, { old }) => {
    if (old.immutable !== true) return;
    const kind = object.kind ?? "object";
    if (object.immutable !== true) {
      causes.forbidden(at.field("immutable"), say("stays-immutable", { kind }), {
        code: "immutable-data",
      });
    }
    for (const [name, isSame] of Object.entries<IsSame | undefined>(maps)) {
      if (isSame?.(object[name as keyof T], old[name as keyof T]) !== false) continue;
      causes.forbidden(at.field(name), say("immutable-data", { kind, name }), {
        code: "immutable-data",
      });
    }
  };
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
