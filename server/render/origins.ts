import { readModel } from "../workspace/model.ts";
import { pairNamed, resolved, scalarAt } from "../text/trail.ts";
import { keyText } from "../manifest/mapKey.ts";
import type { Node, Span } from "../syntax/tree.ts";
import type { FileModel, PlacedDocument } from "../workspace/model.ts";
import { valueAt } from "../text/values.ts";
import { uriFrom } from "../text/uris.ts";
import type { Plan } from "./plan.ts";

/** Rendered manifests: one text, and for each of its documents its source file, if the renderer names it. */
export interface Rendered {
  readonly file: FileModel;
  readonly origins: readonly (string | undefined)[];
  /** The folders that it depends on, the chosen one first. */
  readonly folders: readonly string[];
}

const annotation = "config.kubernetes.io/origin";

/** Reads the output of Kustomize, and removes the origin annotations. */
export function readBuilt(uri: string, text: string, { root, folders }: Plan): Rendered {
  const built = readModel(uri, undefined, text, new Set());
  const origins = built.documents.map(({ document }) => originOf(document.manifest.value, root));
  const cuts = built.documents.flatMap((placed) => annotationIn(placed) ?? []).toReversed();
  const clean = cuts.reduce((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
  return { file: readModel(uri, undefined, clean, new Set()), origins, folders };
}

/** Reads the output of Helm: each document begins with its template, after the name of the chart. */
export function readTemplated(uri: string, text: string, chart: string): Rendered {
  const file = readModel(uri, undefined, text, new Set());
  const sources = file.documents.map(({ document }) => /^# Source: [^/\n]+\/(.+)$/m.exec(document.text)?.[1]);
  // If a file begins with `---`, its comment is in a separate document.
  const origins = sources
    .map((source, i) => source ?? (file.documents[i - 1]?.document.manifest.syntax.root ? undefined : sources[i - 1]))
    .map((path) => path && uriFrom(chart, path));
  return { file, origins, folders: [chart] };
}

/** The file that an object was read from, or the kustomization that generated it. Paths count from the folder beside the copied tree. */
function originOf(value: unknown, root: string): string | undefined {
  const text = valueAt(value, ["metadata", "annotations", annotation]);
  const [, path] = (typeof text === "string" && /^(?:path|configuredIn): \.\.\/tree\/(.+)$/m.exec(text)) || [];
  return path === undefined ? undefined : uriFrom(root, path.replaceAll(/^["']|["']$/g, ""));
}

/** The lines of the annotation, or of all annotations if it is the only one. */
function annotationIn({ from, document }: PlacedDocument): Span | undefined {
  const { root, text } = document.manifest.syntax;
  const metadata = pairNamed(root, "metadata")?.value;
  const held = pairNamed(metadata, "annotations");
  const pairs = pairsOf(held?.value);
  const own = pairs.find(({ key }) => keyText(key) === annotation);
  const cut = pairs.length === 1 ? held : own;
  if (!own || !cut || scalarAt(root, "metadata", "annotations", annotation) === undefined) return undefined;
  const start = text.lastIndexOf("\n", cut.from) + 1;
  const end = text.indexOf("\n", cut.to - 1);
  return { from: from + start, to: from + (end === -1 ? text.length : end + 1) };
}

function pairsOf(node: Node | undefined) {
  const mapping = resolved(node);
  return mapping?.is === "mapping" ? mapping.pairs : [];
}
