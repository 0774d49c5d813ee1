import { isObject } from "../../api/object.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import type { Cluster } from "../core/cluster.ts";
import { type Plain, printed } from "../core/plain.ts";
import type { Resource } from "../core/resources.ts";
import { byText } from "../../api/byText.ts";
import { goValue } from "../text/format.ts";
import { Page } from "../text/page.ts";
import { eventsOf } from "./parts/events.ts";
import { heading, marks } from "./parts/metadata.ts";
import { viewFor } from "./views.ts";

/** An object as `kubectl describe` prints it. */
export function described(object: StoredObject, resource: Resource, cluster: Cluster, showsEvents: boolean): string {
  const page = new Page();
  const view = viewFor(object.kind);
  if (view.describe) view.describe(page, object, cluster);
  else plainly(page, object, resource);
  if (showsEvents && !view.hasNoEvents) eventsOf(page, object, cluster);
  return page.toString();
}

/** A kind that has no description of its own: all its fields, one below the other. */
function plainly(page: Page, object: StoredObject, resource: Resource): void {
  heading(page, object);
  marks(page, object);
  fields(page, 0, printed(object, resource), "");
}

const skipped = new Set([".metadata.managedFields", ".metadata.name", ".metadata.namespace", ".metadata.labels", ".metadata.annotations"]);

function fields(page: Page, level: number, content: Plain, path: string): void {
  for (const field of Object.keys(content).sort(byText)) {
    const value = content[field];
    const here = `${path}.${field}`;
    if (skipped.has(here)) continue;
    if (isObject(value)) {
      page.line(level, `${titleOf(field)}:`);
      fields(page, level + 1, value, here);
    } else if (Array.isArray(value)) {
      page.line(level, `${titleOf(field)}:`);
      for (const item of value as readonly unknown[]) {
        if (isObject(item)) fields(page, level + 1, item, here);
        else page.line(level + 1, goValue(item));
      }
    } else page.line(level, `${titleOf(field)}:\t${goValue(value)}`);
  }
}

const acronyms = new Set(["API", "URL", "UID", "GUID"]);

/** `apiVersion` becomes `API Version`. */
function titleOf(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const parts = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|-/g) ?? [field];
  return parts
    .map((part) =>
      acronyms.has(part.toUpperCase()) ? part.toUpperCase() : part === part.toLowerCase() ? part.charAt(0).toUpperCase() + part.slice(1) : part,
    )
    .join(" ");
}
