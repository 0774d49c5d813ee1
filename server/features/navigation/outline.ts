import type { Node, Pair, Span } from "../../syntax/tree.ts";
import { keyText } from "../../manifest/mapKey.ts";
import { resolved, scalarAt } from "../../text/trail.ts";
import type { FileModel } from "../../workspace/model.ts";
import type { Snapshot } from "../../workspace/workspace.ts";

/** An entry of the outline. `span` is the whole entry, `name` the part that names it. Offsets count from the start of the file. */
export interface OutlineEntry {
  readonly label: string;
  readonly detail: string;
  readonly is: "object" | "map" | "list" | "scalar";
  readonly span: Span;
  readonly name: Span;
  readonly children: readonly OutlineEntry[];
}

/** Files of more lines are outlined without scalars, which are most of the entries: editors ask for all of them again after every pause. */
const longest = 5000;

/** The objects of a file and their fields, for the outline and the breadcrumbs of an editor. */
export function outline({ file }: Snapshot): OutlineEntry[] {
  const entries = entriesOf(file);
  return file.lines.count > longest ? entries.map(withoutScalars) : entries;
}

function withoutScalars(entry: OutlineEntry): OutlineEntry {
  return { ...entry, children: entry.children.filter(({ is }) => is !== "scalar").map(withoutScalars) };
}

function entriesOf(file: FileModel): OutlineEntry[] {
  return file.documents.flatMap(({ from, to, document }) => {
    const { root } = document.manifest.syntax;
    if (!root || (document.recognition !== "manifest" && document.recognition !== "patch")) return [];
    const { kind, name } = document.self;
    const title = scalarAt(root, "metadata", "name") ?? scalarAt(root, "kind") ?? root;
    const entry: OutlineEntry = {
      label: name === "" ? kind : name,
      detail: name === "" ? "" : kind,
      is: "object",
      span: { from: Math.min(root.from, title.from) + from, to: Math.min(root.to + from, to) },
      name: { from: title.from + from, to: title.to + from },
      children: childrenOf(root, from),
    };
    return [entry];
  });
}

function childrenOf(node: Node | undefined, base: number): OutlineEntry[] {
  if (node?.is === "mapping") return node.pairs.flatMap((pair) => entryOfPair(pair, base) ?? []);
  if (node?.is !== "sequence") return [];
  return node.items.flatMap(({ from, to, value }, index): OutlineEntry[] => {
    if (!value || value.is === "scalar" || value.is === "alias") return [];
    const name = scalarAt(value, "name") ?? scalarAt(value, "key") ?? scalarAt(value, "type");
    return [
      {
        label: name?.value || `[${index}]`,
        detail: "",
        is: kindOf(value),
        span: { from: from + base, to: to + base },
        name: { from: (name ?? value).from + base, to: Math.min((name ?? value).to, to) + base },
        children: childrenOf(value, base),
      },
    ];
  });
}

function entryOfPair({ key, value, from, to }: Pair, base: number): OutlineEntry | undefined {
  const label = keyText(key);
  if (label === undefined || label === "" || !key) return undefined;
  const held = value?.is === "alias" ? undefined : value;
  const detail = held?.is === "scalar" && held.value.length < 60 && !held.value.includes("\n") ? held.value : "";
  return {
    label,
    detail,
    is: kindOf(resolved(value)),
    span: { from: from + base, to: to + base },
    name: { from: key.from + base, to: key.to + base },
    children: childrenOf(held, base),
  };
}

function kindOf(node: Node | undefined): OutlineEntry["is"] {
  return node?.is === "mapping" ? "map" : node?.is === "sequence" ? "list" : "scalar";
}
