import { isObject } from "../../api/object.ts";
import { fieldsOf } from "../../api/schema.ts";
import { usualVersion } from "../../api/version.ts";
import type { Shape } from "../../schemas/schema.ts";
import { sameValue } from "../../api/equal.ts";
import { type Plain } from "../core/plain.ts";
import { byText } from "../../api/byText.ts";

/** The server's conflicts about fields that another manager has set to other values, if there are any. */
export function conflictsOf(manifest: Plain, live: Plain, owned: Plain, shape: Shape | undefined): string | undefined {
  const fields = differing(manifest, live, owned, shape, "").sort(byText);
  if (fields.length === 0) return undefined;
  const count = `${fields.length} conflict${fields.length > 1 ? "s" : ""}`;
  const list =
    fields.length > 1 ? `conflicts with "kubectl":\n${fields.map((field) => `- ${field}`).join("\n")}` : `conflict with "kubectl": ${fields[0]}`;
  return `Apply failed with ${count}: ${list}\n${advice}`;
}

const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`;

/** The fields that are asked for, are owned, and are something else now. */
function differing(asked: unknown, live: unknown, owned: unknown, shape: Shape | undefined, path: string): string[] {
  if (owned === undefined || live === undefined || sameValue(asked, live)) return [];
  if (isObject(asked) && isObject(live) && isObject(owned)) {
    return Object.keys(asked).flatMap((name) => differing(asked[name], live[name], owned[name], fieldShape(shape, name), `${path}.${name}`));
  }
  const key = shape?.is === "list" && shape.listType === "map" ? shape.keys : undefined;
  if (!key || !Array.isArray(asked) || !Array.isArray(live) || !Array.isArray(owned)) return [path];
  return (asked as Plain[]).flatMap((item) => {
    const same = (other: unknown): boolean => isObject(other) && key.every((one) => other[one] === item[one]);
    const name = key.flatMap((one) => (item[one] === undefined ? [] : [`${one}=${JSON.stringify(item[one])}`])).join(",");
    return differing(item, live.find(same), owned.find(same), shape?.is === "list" ? shape.of : undefined, `${path}[${name}]`);
  });
}

function fieldShape(shape: Shape | undefined, name: string): Shape | undefined {
  if (shape?.is === "object") return fieldsOf(shape.type, usualVersion).get(name)?.shape;
  return shape?.is === "map" ? shape.of : undefined;
}
