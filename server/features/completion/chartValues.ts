import { chartOf, keysBelow, typedAt, valuesOf } from "../../helm/values.ts";
import { isObject } from "../../../api/object.ts";
import { uriFrom } from "../../text/uris.ts";
import { valueAt } from "../../text/values.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import type { Proposal } from "./proposal.ts";

/** The objects that Helm gives to templates besides the values. */
const given: Readonly<Record<string, string>> = {
  "": "Values Release Chart Capabilities Files Template",
  Release: "Name Namespace Service Revision IsInstall IsUpgrade",
  Chart: "Name Version AppVersion Description Type KubeVersion",
  Capabilities: "KubeVersion APIVersions HelmVersion",
  "Capabilities.KubeVersion": "Version Major Minor",
  Files: "Get GetBytes Glob Lines AsConfig AsSecrets",
  Template: "Name BasePath",
};

/** What can follow a dot in an action of a template: Helm's objects, and the chart's values with their defaults. Offsets count from the start of the file. */
export function chartValues(
  { file, tree }: Snapshot,
  offset: number,
): { readonly from: number; readonly proposals: readonly Proposal[] } | undefined {
  const typed = typedAt(file.syntax.text, offset);
  const chart = typed && chartOf(file.uri, tree);
  if (!typed || chart === undefined) return undefined;
  const from = offset - typed.typed.length;
  const [root, ...below] = typed.path;
  const values = root === "Values" ? valuesOf(chart, tree) : undefined;
  if (root === "Values") return values && { from, proposals: keysBelow(values, below).map(({ name, value }) => proposalOf(name, value)) };
  const about = root === "Chart" ? tree.file(uriFrom(chart, "Chart.yaml"))?.documents[0]?.document.manifest.value : undefined;
  const names = given[typed.path.join(".")]?.split(" ") ?? [];
  return { from, proposals: names.map((name) => proposalOf(name, valueAt(about, [name.charAt(0).toLowerCase() + name.slice(1)]))) };
}

function proposalOf(name: string, value: unknown): Proposal {
  return { label: name, is: "field", snippet: name, ...(value !== undefined && { detail: shortly(value) }) };
}

/** A short form of a value. */
function shortly(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : "[…]";
  if (isObject(value)) return Object.keys(value).length === 0 ? "{}" : "{…}";
  return JSON.stringify(value) ?? "null";
}
