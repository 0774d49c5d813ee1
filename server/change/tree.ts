/** The files of one moment: those of the disk, with the texts that the editor has not saved, or those of a commit. */
export interface Tree {
  /** All files in a folder and below. */
  readonly list: (folder: string) => Promise<readonly string[]>;
  /** The content of a file; undefined where there is none. */
  readonly read: (uri: string) => Promise<Uint8Array | undefined>;
}

/** A tree without files. */
export const noTree: Tree = { list: async () => [], read: async () => undefined };

/** The text of a file of a tree; undefined where there is none. */
export async function textIn(tree: Tree, uri: string): Promise<string | undefined> {
  const bytes = await tree.read(uri);
  return bytes && new TextDecoder().decode(bytes);
}
