import type { Connection } from "vscode-languageserver";
import type { Snapshot, Workspace } from "../workspace/workspace.ts";
import type { RulePages } from "./pages.ts";

/** What the server needs from the machine that it runs on. */
export interface Host {
  /** The text of a file; undefined if there is none, or if it is too large to be a manifest. */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** The YAML and JSON files under some folders. */
  readonly list: (folders: readonly string[]) => Promise<readonly string[]>;
  /** Our sentences in a language, from English; undefined for English and for languages that we don't speak. */
  readonly sentences: (locale: string) => Promise<Readonly<Record<string, string>> | undefined>;
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
  /** Undefined until the editor has said where the rule pages are. */
  readonly pages: () => RulePages | undefined;
}

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}
