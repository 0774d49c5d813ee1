import { lastApplied } from "../../../api/merge/lastApplied.ts";
import type { Toleration, Taint } from "../../../schemas/generated/types.ts";
import { controllerOf, type StoredObject } from "../../../engine/core/objects.ts";
import { byText } from "../../../api/byText.ts";
import { type Labels, sortedEntries } from "../../text/format.ts";
import type { Page } from "../../text/page.ts";

/** Labels, and the like, each in a line. */
export function labelsField(page: Page, name: string, labels: Labels | undefined, level = 0): void {
  page.fieldOf(
    name,
    sortedEntries(labels).map(([key, value]) => `${key}=${value}`),
    level,
  );
}

/** Longer ones are cut. */
const longest = 140;

/** Annotations, each in a line; long ones below their key, cut. */
export function annotationsField(page: Page, name: string, annotations: Labels | undefined): void {
  const entries = sortedEntries(annotations).filter(([key]) => key !== lastApplied);
  page.fieldOf(
    name,
    entries.flatMap(([key, text]) => {
      const value = text.replace(/\n$/, "");
      if (value.length + key.length + 2 <= longest && !value.includes("\n")) return [`${key}: ${value}`];
      return [`${key}:`, ...value.split("\n").map((line) => `  ${line.length > longest - 2 ? `${line.slice(0, longest - 2)}...` : line}`)];
    }),
  );
}

/** What most descriptions begin with. */
export function heading(page: Page, { metadata }: StoredObject): void {
  page.field("Name", metadata.name);
  page.field("Namespace", metadata.namespace);
}

/** Labels and annotations. */
export function marks(page: Page, { metadata }: StoredObject): void {
  labelsField(page, "Labels", metadata.labels);
  annotationsField(page, "Annotations", metadata.annotations);
}

export function controlledBy(page: Page, object: StoredObject): void {
  const owner = controllerOf(object);
  if (owner) page.field("Controlled By", `${owner.kind}/${owner.name}`);
}

export function tolerationsField(page: Page, name: string, tolerations: readonly Toleration[] | undefined, level = 0): void {
  const sorted = [...(tolerations ?? [])].sort((a, b) => byText(a.key ?? "", b.key ?? ""));
  page.fieldOf(name, sorted.map(tolerationText), level);
}

function tolerationText({ key = "", value = "", effect = "", operator, tolerationSeconds }: Toleration): string {
  const exists = operator === "Exists" && value === "" ? (key !== "" || effect !== "" ? " op=Exists" : "op=Exists") : "";
  const seconds = tolerationSeconds === undefined ? "" : ` for ${tolerationSeconds}s`;
  return `${key}${value === "" ? "" : `=${value}`}${effect === "" ? "" : `:${effect}`}${exists}${seconds}`;
}

export function taintText({ key, value = "", effect }: Taint): string {
  return value === "" ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}
