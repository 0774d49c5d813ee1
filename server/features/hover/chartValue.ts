import { chartOf, useAt, valuesOf } from "../../helm/values.ts";
import { isObject } from "../../../api/object.ts";
import { entries, layoutOf } from "../../text/writeYaml.ts";
import type { Written } from "../../text/written.ts";
import { valueAt } from "../../text/values.ts";
import type { Snapshot } from "../../workspace/workspace.ts";
import { say } from "../../words/say.ts";
import type { Span } from "../../syntax/tree.ts";
import type { ServerPart } from "../../words/say.ts";

/** A value of the chart that a template uses, as `values.yaml` has it. */
export function chartValue({ file, tree }: Snapshot, offset: number): (Span & { readonly paragraphs: readonly ServerPart[] }) | undefined {
  const use = useAt(file.syntax.text, offset);
  const chart = use && chartOf(file.uri, tree);
  const values = chart === undefined ? undefined : valuesOf(chart, tree);
  if (!use || !values) return undefined;
  const value = valueAt(values.documents[0]?.document.manifest.value, use.path);
  const name = `**${use.path.join(".")}**`;
  if (value === undefined) return { from: use.from, to: use.to, paragraphs: [name, say("no-such-value")] };
  const text = isObject(value) || Array.isArray(value) ? entries(value as Written, 0, layoutOf("", 0, "block")) : JSON.stringify(value);
  return { from: use.from, to: use.to, paragraphs: [name, `\`\`\`yaml\n${text.split("\n").slice(0, 20).join("\n")}\n\`\`\``] };
}
