import { isObject } from "../../api/object.ts";
import { byText } from "../../api/byText.ts";

/** A value with the keys of its maps in order, at every depth. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort(byText)
      .map((key) => [key, sorted(value[key])]),
  );
}

/** JSON as Go writes it: with keys in the order that they have, and `<`, `>` and `&` escaped. */
export function goJson(value: unknown, indent?: number): string {
  return (JSON.stringify(value, null, indent) ?? "null").replaceAll(
    /[<>&\u2028\u2029]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** One object as `-o json` prints it. */
export function jsonText(value: unknown): string {
  return `${goJson(value, 4)}\n`;
}
