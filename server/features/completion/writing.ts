import type { JsonSchema } from "../../../api/customResources.ts";
import type { Version } from "../../../api/version.ts";
import type { Shape } from "../../../schemas/schema.ts";
import type { Layout } from "../../text/written.ts";
import type { Catalog } from "../../workspace/catalog.ts";
import type { Document } from "../../workspace/model.ts";
import type { FileTree } from "../../workspace/fileTree.ts";
import type { Trial } from "./allowed.ts";
import type { Facts } from "./facts.ts";
import type { CursorPlace } from "./place.ts";
import { fit, withoutQuote } from "./proposal.ts";

/** The input of proposals. */
export interface Writing {
  readonly document: Document;
  readonly uri: string;
  readonly catalog: Catalog;
  readonly tree: FileTree;
  readonly place: CursorPlace;
  readonly root: Shape | undefined;
  readonly layout: Layout;
  readonly trial: Trial;
  readonly version: Version;
  readonly facts: Facts;
  /** The schema of a custom resource whose definition is in the workspace, or of a file that is no manifest. */
  readonly schema: JsonSchema | undefined;
  /** Whether the file is known by its name and has no apiVersion and kind to choose. */
  readonly isOwnFile: boolean;
  /** Which words are proposed: all that match the typed text, or only those that begin with it. */
  readonly wants: "matching" | "begun";
}

/** Whether a word is proposed for the typed text. */
export function isWanted(word: string, { place, wants }: Writing): boolean {
  const found = fit(word, withoutQuote(place.word.typed));
  return found !== undefined && (wants === "matching" || found < 2);
}

/** The same at another place of the document. */
export function writingAt(writing: Writing, place: CursorPlace): Writing {
  return { ...writing, place, layout: { ...writing.layout, column: place.column } };
}
