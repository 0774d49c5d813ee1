import type { Connection } from "vscode-languageserver";
import type { Tree } from "../change/tree.ts";
import type { Rehearser } from "../rehearsal/rehearser.ts";
import type { Machine, Rendering } from "../render/render.ts";
import type { Snapshot, Workspace } from "../workspace/workspace.ts";
import type { ServerPart } from "../words/say.ts";
import type { RulePages } from "./pages.ts";

/** What the server needs from its environment. */
export interface Host {
  /** The text of a file; undefined if it does not exist or is too large. */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** The YAML and JSON files under some folders. */
  readonly list: (folders: readonly string[]) => Promise<readonly string[]>;
  /** The present time, for the next runs of schedules. */
  readonly now: () => number;
  /** Calls a function after some milliseconds. Returns a function that cancels this. */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /** The documentation of each type and field: half a megabyte, loaded on first use. `pages` is as for `rehearser`. */
  readonly docs: (pages: string | undefined) => Promise<Readonly<Record<string, string>>>;
  /** Creates the background rehearser. `pages` is the folder of the rule pages, if the editor has sent it. */
  readonly rehearser: (pages: string | undefined) => Rehearser;
  /** Absent for a server in a browser. */
  readonly local?: Local;
}

/** What only a server on the user's machine can do: read all files, and run the user's programs. Check `Session.trusted` first. */
export interface Local {
  readonly machine: Machine;
  /** Runs the user's kubectl. */
  readonly kubectl: (path: string, args: readonly string[]) => Promise<Rendering>;
  /** All files on disk; `texts` are the editor's texts, which override unsaved files. */
  readonly disk: (texts: (uri: string) => string | undefined) => Tree;
  /** The files of a commit of the repository around a file; undefined without a repository. */
  readonly commit: (uri: string, commit: string, git: string) => Promise<Tree | undefined>;
}

/** The shared state of all parts of `lsp/`. */
export interface Session {
  readonly connection: Connection;
  readonly workspace: Workspace;
  readonly host: Host;
  /** The file as it is in the editor now, and the offset of a position in it. */
  readonly at: (params: At) => { readonly snapshot: Snapshot; readonly offset: number } | undefined;
  readonly snapshot: (uri: string) => Snapshot | undefined;
  /** When the files of the workspace are read. */
  readonly whenRead: () => Promise<unknown>;
  /** Renders a sentence, or data that contains sentences, in the user's language. */
  readonly inWords: (part: ServerPart) => string;
  /** Whether the user trusts the workspace, so that programs may run over its files. */
  readonly trusted: () => boolean;
  /** Undefined until the editor has sent the location of the rule pages. */
  readonly pages: () => RulePages | undefined;
  /** What the editor can do. */
  readonly editor: () => Editor;
}

/** What an editor can do. */
export interface Editor {
  readonly takesSnippets: boolean;
  /** Whether it can ask the user to confirm single changes of an edit. */
  readonly asksBeforeChanges: boolean;
  /** Its command that shows proposals, if it has sent one. */
  readonly suggestCommand: string | undefined;
}

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}
