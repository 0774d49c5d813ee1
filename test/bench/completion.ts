/**
 * Replays typing whole manifests, key by key: at each key and each word of a closed set, is what the author wrote among the first three
 * proposals after at most two letters? And does the API server take what is proposed?
 */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { nowhereIn } from "../../api/surroundings.ts";
import { admit } from "../../api/admit/admit.ts";
import { fieldOf } from "../../api/cause.ts";
import { complete } from "../../server/features/completion/complete.ts";
import { withoutStops } from "../../server/features/completion/skeleton.ts";
import { rootShape, schemaAt } from "../../server/schema/schemaAt.ts";
import type { Mapping, Node, SyntaxDocument } from "../../server/syntax/tree.ts";
import { keyText } from "../../server/manifest/mapKey.ts";
import { Workspace } from "../../server/workspace/workspace.ts";

/** A place of a manifest where something known to Kubernetes was written. */
export interface Typed {
  readonly from: number;
  readonly word: string;
  /** Where what is written there ends: a key's with its value. */
  readonly to: number;
  readonly path: readonly (string | number)[];
  readonly is: "key" | "word";
  readonly style: "block" | "flow";
}

/** How soon completion offered what was written. */
export interface Outcome {
  readonly place: Typed;
  /** After how many letters it was among the first three; nothing where it was not. */
  readonly letters: number | undefined;
  readonly offered: readonly string[];
}

/** The keys and enum values of a manifest that a schema knows, in the order of the text. */
export function typedPlaces(document: SyntaxDocument, apiVersion: string, kind: string): Typed[] {
  const root = rootShape(apiVersion, kind);
  if (!root) return [];
  const places: Typed[] = [];
  const visit = (node: Node | undefined, path: readonly (string | number)[]): void => {
    if (node?.is === "sequence") node.items.forEach(({ value }, i) => visit(value, [...path, i]));
    else if (node?.is === "mapping") visitPairs(node, path);
    else if (node?.is === "scalar" && node.style === "plain") {
      const shape = schemaAt(root, path)?.shape;
      const closed = shape?.is === "boolean" || (shape?.is === "string" && shape.oneOf !== undefined);
      if (closed) places.push({ from: node.from, to: node.to, word: node.value, path, is: "word", style: "block" });
    }
  };
  const visitPairs = (node: Mapping, path: readonly (string | number)[]): void => {
    const isObject = schemaAt(root, path)?.shape.is === "object";
    for (const { key, value, from, to } of node.pairs) {
      const name = keyText(key);
      if (name === undefined || !key) continue;
      if (isObject && path.length > 0) places.push({ from, to, word: name, path, is: "key", style: node.style });
      visit(value, [...path, name]);
    }
  };
  visit(document.root, []);
  return places;
}

/** Types one place anew: everything else stands, and the cursor is behind none, one or two letters. */
export function replay(text: string, place: Typed): Outcome {
  let offered: readonly string[] = [];
  for (const letters of [0, 1, 2]) {
    const typed = text.slice(0, place.from) + place.word.slice(0, letters) + text.slice(place.to);
    const workspace = new Workspace();
    workspace.put("file:///typed.yaml", typed, 1);
    const found = complete(workspace.snapshot("file:///typed.yaml")!, place.from + letters);
    offered = found?.proposals.map(({ label }) => label) ?? [];
    if (offered.slice(0, 3).includes(place.word)) return { place, letters, offered };
  }
  return { place, letters: undefined, offered };
}

/** Proposals that the API server refuses when they are taken as they come, for other reasons than that something is still missing. */
export function refusals(text: string, place: Typed): string[] {
  const typed = text.slice(0, place.from) + text.slice(place.to);
  const workspace = new Workspace();
  workspace.put("file:///typed.yaml", typed, 1);
  const snapshot = workspace.snapshot("file:///typed.yaml")!;
  const found = complete(snapshot, place.from);
  if (!found) return [];
  const before = new Set(causesOf(typed));
  return found.proposals.flatMap(({ label, snippet, again }) => {
    if (again) return []; // it waits for what the author chooses next
    const written = typed.slice(0, found.from) + withoutStops(snippet) + typed.slice(found.to);
    const added = causesOf(written).filter((cause) => !before.has(cause) && !toFillIn.test(cause));
    return added.length > 0 ? [`${label}: ${added.join(", ")}`] : [];
  });
}

/** What a person still has to write, or to write elsewhere, is no refusal of what was proposed. */
const toFillIn = /^FieldValue(?:Required|NotFound) /;

function causesOf(text: string): string[] {
  const workspace = new Workspace();
  workspace.put("file:///typed.yaml", text, 1);
  const { file, version } = workspace.snapshot("file:///typed.yaml")!;
  return file.documents.flatMap(({ document: { manifest } }) => [
    ...manifest.syntax.problems.map(({ code, message }) => `${code} ${message.code}`),
    ...admit(manifest.value, undefined, nowhereIn[version]).causes.map((cause) => `${cause.type} ${fieldOf(cause)}`),
  ]);
}

/** The manifests to replay: the recorded bases where they are, else ours. */
export function manifestsToType(): { readonly name: string; readonly text: string }[] {
  const folder = [join(import.meta.dirname, "../../../shared/vectors/validate/bases"), join(import.meta.dirname, "../../examples")].find(exists)!;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
}

function exists(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const outcomes = manifestsToType().flatMap(({ name, text }) => {
    const workspace = new Workspace();
    workspace.put("file:///base.yaml", text, 1);
    return workspace.snapshot("file:///base.yaml")!.file.documents.flatMap(({ document, from }) => {
      if (from > 0) return [];
      const { apiVersion, kind, syntax } = document.manifest;
      return typedPlaces(syntax, apiVersion ?? "", kind ?? "").map((place) => ({ ...replay(text, place), name, refused: refusals(text, place) }));
    });
  });
  const found = outcomes.filter(({ letters }) => letters !== undefined);
  const refused = outcomes.filter((outcome) => outcome.refused.length > 0);
  console.log(
    `wanted word among the first three after at most two letters: ${found.length} of ${outcomes.length} (${((100 * found.length) / outcomes.length).toFixed(1)}%)`,
  );
  console.log(`  at once ${found.filter(({ letters }) => letters === 0).length}, after one ${found.filter(({ letters }) => letters === 1).length}`);
  console.log(`places with a proposal that the API server refuses: ${refused.length}`);
  const show = Number(process.env["SHOW"] ?? 0);
  for (const { name, place, offered } of outcomes.filter(({ letters }) => letters === undefined).slice(0, show))
    console.log(`  ${name} ${place.path.join(".")} ${place.word} (${place.style}): ${offered.slice(0, 6).join(" ")}`);
  const counted = new Map<string, string[]>();
  for (const { name, place, refused: list } of refused)
    for (const one of list)
      counted.set(one.replaceAll(/\[\d+\]/g, "[]"), [...(counted.get(one.replaceAll(/\[\d+\]/g, "[]")) ?? []), `${name}:${place.path.join(".")}`]);
  for (const [one, where] of [...counted].sort((a, b) => b[1].length - a[1].length).slice(0, show))
    console.log(`  ${where.length}x ${one} (${where[0]})`);
}
