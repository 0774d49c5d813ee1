import type { Connection } from "vscode-languageserver";
import type { Snapshot, Workspace } from "../workspace/workspace.ts";
import type { ServerPart } from "../words/say.ts";
import type { RulePages } from "./pages.ts";

/** What the server needs from the machine that it runs on. */
export interface Host {
  /** The text of a file; undefined if there is none, or if it is too large to be a manifest. */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** The YAML and JSON files under some folders. */
  readonly list: (folders: readonly string[]) => Promise<readonly string[]>;
  /** The moment that schedules are read at. */
  readonly now: () => number;
}

/** What every part of the rim works with. */
export interface Session {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly host: Host;
  /** The file as it stands in the editor now, and the offset of a position in it. */
  readonly at: (params: At) => { readonly snapshot: Snapshot; readonly offset: number } | undefined;
  readonly snapshot: (uri: string) => Snapshot | undefined;
  /** A sentence, or what holds some, as text in the language of the person at the editor. */
  readonly inWords: (part: ServerPart) => string;
  /** Undefined until the editor has said where the rule pages are. */
  readonly pages: () => RulePages | undefined;
  /** Whether the editor understands snippets in what is inserted. */
  readonly takesSnippets: () => boolean;
}

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}
