/** The files at one moment: those on disk with the editor's unsaved texts, or those of a commit. */
export interface Tree {
  /** All files in a folder and below. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** The content of a file; undefined if it does not exist. */
  readonly read: (uri: string) => Promise<Uint8Array | undefined>;
}

/** A tree without files. */
export const noTree: Tree = { list: async () => [], read: async () => undefined };

/** The text of a file of a tree; undefined if it does not exist. */
export async function textIn(tree: Tree, uri: string): Promise<string | undefined> {
  const bytes = await tree.read(uri);
  return bytes && new TextDecoder().decode(bytes);
}
