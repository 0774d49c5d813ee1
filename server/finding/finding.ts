import type { Severity } from "./settings.ts";
import type { Span } from "../syntax/tree.ts";

/** Something to tell about a place of a document. Offsets count from the document's start. */
export interface Finding extends Span {
  /** Kebab-case and stable: the name of its page in `docs/rules/`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** What the API server calls it, and the field as it prints it. */
  readonly origin?: { readonly type: string; readonly field: string };
  readonly related?: readonly Related[];
  /** How to repair it, where there is one obvious way. */
  readonly repair?: Repair;
  /** Drawn faded, or struck through. */
  readonly look?: "unnecessary" | "deprecated";
}

export interface Related extends Span {
  /** Another file than the finding's own. */
  readonly uri?: string;
  readonly message: string;
}

/** A repair as plain data, so that a quick fix never has to read a message. Steps lead from the root of the document. */
export type Repair =
  | { readonly is: "renameKey"; readonly path: readonly (string | number)[]; readonly to: string }
  | { readonly is: "setValue"; readonly path: readonly (string | number)[]; readonly to: string | number | boolean }
  | { readonly is: "addKey"; readonly path: readonly (string | number)[]; readonly key: string; readonly value: unknown }
  | { readonly is: "remove"; readonly path: readonly (string | number)[] }
  /** Into the end of another map, perhaps under another name. */
  | { readonly is: "move"; readonly path: readonly (string | number)[]; readonly into: readonly (string | number)[]; readonly as?: string }
  /** This item of a list and the next become one. */
  | { readonly is: "mergeItems"; readonly path: readonly (string | number)[] }
  /** Tabs that indent become spaces. */
  | { readonly is: "untab" }
  /** What stands behind `//` becomes a comment. */
  | { readonly is: "comment"; readonly path: readonly (string | number)[] }
  /** A removed version becomes its successor, with what that changes. */
  | { readonly is: "migrate" }
  | { readonly is: "several"; readonly repairs: readonly Repair[] };
