import { Causes } from "../../api/cause.ts";
import { findKind } from "../../api/kinds.ts";
import { listItemsOf } from "../manifest/list.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { type FileModel, type PlacedDocument, readModel } from "../workspace/model.ts";
import type { ServerSentence } from "../words/say.ts";
import { keyOf } from "../workspace/keyOf.ts";
import type { Part } from "./parts.ts";

/** The objects that run before, and those to rehearse, in the order in which they are applied. */
export interface RehearseResult<Text = string> {
  /** The version of the open text that `after` was read from; for several files the sum, which grows with every edit. */
  readonly version: number;
  readonly before: readonly ManifestObject[];
  readonly after: readonly ManifestObject[];
  /** The files that `after` was read from, in its order. */
  readonly files: readonly ChangedFile[];
  /** Documents of the open texts that the API server would refuse. If one can't be read at all, the panel keeps the last valid picture and shows why. */
  readonly refused: readonly Refusal<Text>[];
}

/** A plain object as the server's parser read it. */
export interface ManifestObject {
  readonly object: unknown;
  /** The index of its document in its file. */
  readonly document: number;
}

/** A file of a change, and how many objects of the change were read from it. */
export interface ChangedFile {
  readonly uri: string;
  readonly objects: number;
  /** The only objects of the file that belong to the change, each by `kind/namespace/name`; absent if all do. */
  readonly only?: readonly string[];
}

/** A document that the API server would refuse, and why. */
export interface Refusal<Text = string> {
  readonly uri: string;
  readonly document: number;
  readonly kind: string;
  readonly name: string;
  readonly line: number;
  readonly message: Text;
  /** It is among the objects all the same: the rehearsal's API server refuses it and applies the rest. */
  readonly isRead?: true;
}

/** The objects of a file before and after the edit. */
export function rehearse(file: FileModel, before: string | undefined): RehearseResult<ServerSentence> {
  const running = before === undefined ? [] : [{ file: readModel(file.uri, undefined, before, new Set(), file) }];
  return rehearseParts(running, [{ file }]);
}

/** The objects of a change as far as they can be read, and why the API server would refuse some. */
export function rehearseParts(before: readonly Part[], after: readonly Part[]): RehearseResult<ServerSentence> {
  const read = after.map((part) => ({ ...part, objects: readable(part) }));
  return {
    version: after.reduce((sum, { file }) => sum + (file.version ?? 0), 0),
    before: before.flatMap(readable),
    after: read.flatMap(({ objects }) => objects),
    files: read.map(({ file: { uri }, objects, only }) => ({ uri, objects: objects.length, ...(only && { only: [...only] }) })),
    refused: after.flatMap(refusalsIn),
  };
}

/** The objects of a part as far as they can be read. */
export function readable({ file: { documents }, only }: Part): ManifestObject[] {
  return documents.flatMap(({ document }, index) => {
    const { recognition, manifest } = document;
    if (recognition !== "manifest" || !isRead(manifest)) return [];
    if (only && !only.has(keyOf(document))) return [];
    const items = listItemsOf(manifest.value);
    if (items) return items.map((object: unknown) => ({ object, document: index }));
    return [{ object: manifest.value, document: index }];
  });
}

/** Whether it is an object, right or wrong, that a cluster may have a kind for: of custom resources it is the cluster that knows. */
function isRead(manifest: Manifest): boolean {
  if (manifest.syntax.problems.length > 0 || manifest.readingCauses.length > 0) return false;
  if (listItemsOf(manifest.value) !== undefined) return true;
  const causes = new Causes();
  return findKind(manifest.value, causes) !== undefined || causes.list.length === 0;
}

/** Whether a document of a part can't be read. This is faster than asking why the API server would refuse it. */
export function isUnread(part: Part): boolean {
  return manifestsOf(part).some((placed) => !isRead(placed.document.manifest) && refusalOf(placed, part.file) !== undefined);
}

/** The documents of a part that the API server would refuse. */
export function refusalsIn(part: Part): Refusal<ServerSentence>[] {
  return manifestsOf(part).flatMap((placed) => refusalOf(placed, part.file) ?? []);
}

function manifestsOf({ file, only }: Part): PlacedDocument[] {
  return file.documents.filter(({ document }) => document.recognition === "manifest" && (!only || only.has(keyOf(document))));
}

/** The first cause as a sentence for people. Custom resources are never refused here, since they are not part of a rollout. */
function refusalOf({ from, document }: PlacedDocument, { uri, documents, lines }: FileModel): Refusal<ServerSentence> | undefined {
  const { manifest, self } = document;
  const [problem] = manifest.syntax.problems;
  const [cause] = [...manifest.readingCauses, ...(listItemsOf(manifest.value) ? [] : manifest.admit().causes)];
  const told = problem ?? (cause && { ...manifest.spanOf(cause), message: cause.message });
  if (!told) return undefined;
  const index = documents.findIndex((placed) => placed.document === document && placed.from === from);
  return {
    uri,
    document: index,
    kind: self.kind,
    name: self.name,
    line: lines.lineAt(told.from + from),
    message: told.message,
    ...(isRead(manifest) && { isRead: true }),
  };
}
