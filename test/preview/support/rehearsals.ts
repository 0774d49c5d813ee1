import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Rehearsal } from "../../../client/preview/host/messages.ts";
import type { ManifestObject } from "../../../server/lsp/protocol.ts";

const examples = join(import.meta.dirname, "../../../examples");

/** The objects of a YAML text. */
export function objectsOf(text: string): ManifestObject[] {
  return parseAllDocuments(text).flatMap((document, index) => {
    const object: unknown = document.toJS();
    return object === null ? [] : [{ object, document: index }];
  });
}

/** The text of one of the examples. */
export function example(name: string): string {
  return readFileSync(join(examples, name), "utf8");
}

/** From one text to another, as the extension host would hand it over. */
export function rehearsalOf(before: string, after: string, rest: Partial<Rehearsal> = {}): Rehearsal {
  return {
    uri: "file:///manifests/web.yaml",
    file: "web.yaml",
    change: { is: "related", name: "web.yaml", files: 1 },
    version: 1,
    origin: before === "" ? { is: "nothing" } : { is: "committed", commit: "a41f9c2d00" },
    before: objectsOf(before),
    after: objectsOf(after),
    refused: [],
    openable: [],
    ...rest,
  };
}
