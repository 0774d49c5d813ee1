import type { Steps } from "../../api/path.ts";
import { locate } from "../manifest/locate.ts";
import type { Span } from "../syntax/tree.ts";
import { folderOf } from "../text/uris.ts";
import { valueAt } from "../text/values.ts";
import type { FileModel, PlacedDocument } from "../workspace/model.ts";
import type { Rendered } from "./origins.ts";
import { lineOfField } from "./template.ts";

/** A place in a file, counted from its start. */
export interface Place {
  readonly file: FileModel;
  readonly span: Span;
}

/** The files of a workspace. */
export interface Files {
  readonly file: (uri: string) => FileModel | undefined;
  readonly uris: () => readonly string[];
}

/**
 * The source of a field of a rendered document: a line of the template, or the manifest or patch that sets it, those of the overlay first.
 * If the renderer does not name it, the rendered document itself.
 */
export function sourceOf(rendered: Rendered, index: number, steps: Steps, files: Files): Place {
  const placed = rendered.file.documents[index]!;
  const origin = rendered.origins[index];
  const file = origin === undefined ? undefined : files.file(origin);
  return (
    (file && (isTemplate(file) ? inTemplate(file, placed, steps) : inManifests(file, placed, steps, rendered.folders, files))) ??
    inRendered(rendered.file, placed, steps)
  );
}

function inRendered(file: FileModel, { from, document }: PlacedDocument, steps: Steps): Place {
  return { file, span: moved(document.manifest.spanAt(steps, true), from) };
}

/** The renderer does not report lines of a template, so keys are found by their indentation. */
function inTemplate(file: FileModel, { document }: PlacedDocument, steps: Steps): Place {
  const line = lineOfField(file.syntax.text, document.self.kind, steps);
  const from = file.lines.startOf(line);
  const text = file.lines.textOf(line);
  return { file, span: { from: from + (text.length - text.trimStart().length), to: from + text.trimEnd().length } };
}

function inManifests(origin: FileModel, rendered: PlacedDocument, steps: Steps, folders: readonly string[], files: Files): Place | undefined {
  const beside = folders.flatMap((folder) => files.uris().filter((uri) => folderOf(uri) === folder)).flatMap((uri) => files.file(uri) ?? []);
  const candidates = [...beside, origin].flatMap((file) =>
    file.documents.filter((placed) => isSame(placed, rendered)).map((placed) => ({ file, placed, ...reach(placed, rendered, steps) })),
  );
  const setting = candidates.find(({ depth }) => depth === steps.length);
  const making = setting ?? candidates.find(({ file }) => file === origin);
  if (!making) return { file: origin, span: { from: 0, to: 0 } }; // a kustomization that generates it
  const { file, placed, path } = making;
  return { file, span: moved(placed.document.manifest.spanAt(path, true), placed.from) };
}

/** Whether a document is the source of a rendered one. Kustomize may add a prefix and a suffix to its name. */
function isSame({ document: { self } }: PlacedDocument, { document: { self: made } }: PlacedDocument): boolean {
  return self.kind === made.kind && self.name !== "" && (self.name === made.name || `-${made.name}-`.includes(`-${self.name}-`));
}

/** How far a path of the rendered document exists in another one. List items are matched by name. */
function reach({ document }: PlacedDocument, rendered: PlacedDocument, steps: Steps): { readonly path: Steps; readonly depth: number } {
  const { value } = document.manifest;
  const path: (string | number)[] = [];
  for (const [i, step] of steps.entries()) {
    const name = typeof step === "number" ? valueAt(rendered.document.manifest.value, [...steps.slice(0, i + 1), "name"]) : undefined;
    const items = name === undefined ? undefined : valueAt(value, path);
    path.push(Array.isArray(items) ? items.findIndex((item: unknown) => valueAt(item, ["name"]) === name) : step);
  }
  return { path, depth: locate(document.manifest.syntax.root, path).depth };
}

function isTemplate({ documents, uri }: FileModel): boolean {
  return uri.includes("/templates/") || documents.some(({ document }) => document.recognition === "template");
}

function moved({ from, to }: Span, by: number): Span {
  return { from: from + by, to: to + by };
}
