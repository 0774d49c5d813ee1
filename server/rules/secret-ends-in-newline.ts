import { isObject, textOf } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import type { Rule } from "./rule.ts";

/** A password with a newline at its end, as `echo password | base64` makes one: what compares it finds another password. */
export const secretEndsInNewline: Rule = {
  code: "secret-ends-in-newline",
  severity: "warning",
  looksAt: "document",
  kinds: ["Secret"],
  *check({ value }) {
    if (!ofTexts.includes(textOf(valueAt(value, ["type"])))) return;
    const data = valueAt(value, ["data"]);
    for (const [key, encoded] of Object.entries(isObject(data) ? data : {}))
      if (!isFile(key) && withoutNewline(encoded) !== undefined) yield { path: ["data", key], message: say("secret-ends-in-newline", { key }) };
  },
};

/** The types of Secrets that do not hold files. */
const ofTexts = ["", "Opaque", "kubernetes.io/basic-auth"];

/** Whether a key is named as a file is: those may end in a newline. */
function isFile(key: string): boolean {
  return key.includes(".") || ["ca", "cert", "key"].includes(key);
}

/** One line of plain text without the newline at its end, encoded again; nothing if it is something else, such as the line of a password file. */
export function withoutNewline(encoded: unknown): string | undefined {
  if (typeof encoded !== "string" || !/^[\w+/\s]+=*\s*$/.test(encoded) || encoded.length > 1000) return undefined;
  try {
    const text = atob(encoded.trim());
    return /^(?![^:\s]+:[${])[\x20-\x7e]+\n$/.test(text) ? btoa(text.slice(0, -1)) : undefined;
  } catch {
    return undefined; // not base64, which is an error of its own
  }
}
