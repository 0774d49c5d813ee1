import { readModel } from "../workspace/model.ts";
import type { Tools } from "../finding/settings.ts";
import { decoded } from "../text/uris.ts";
import { textIn, type Tree } from "../change/tree.ts";
import type { ServerSentence } from "../words/say.ts";

/** The user's own programs that render manifests. */
export type Tool = Exclude<keyof Tools, "git">;

/**
 * How manifests are rendered: the files of some folders are copied into an empty folder, below `tree/` in their relative places, others are written
 * beside, and a program runs there. So it sees unsaved texts or an earlier commit, and the user's files are not touched.
 */
export interface Plan {
  /** The folder of the tree that becomes `tree/`. */
  readonly root: string;
  /** The folders that are copied with all below them, as URIs. */
  readonly folders: readonly string[];
  /** Files that are written, by their paths beside `tree/`. */
  readonly written: Readonly<Record<string, Uint8Array | string>>;
  /** The programs that can do it, the preferred one first. */
  readonly commands: readonly { readonly tool: Tool; readonly args: readonly string[] }[];
}

/** Why nothing can be rendered. */
export interface Unrenderable {
  readonly problem: ServerSentence;
}

/** The content of a tool's own file, as plain data. */
export async function dataIn(tree: Tree, uri: string): Promise<unknown> {
  const text = await textIn(tree, uri);
  return text === undefined ? undefined : readModel(uri, undefined, text, new Set()).documents[0]?.document.manifest.value;
}

/** The path of a file or folder in the folder where a program runs. */
export function copiedPath(root: string, uri: string): string {
  return ["tree", ...uri.slice(root.length).split("/").map(decoded)].filter((part) => part !== "").join("/");
}
