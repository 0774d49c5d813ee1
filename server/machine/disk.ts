import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Tree } from "../change/tree.ts";
import { passedOverFolders } from "../text/uris.ts";
import { pathOf, uriOf } from "./uris.ts";

const mostFiles = 20_000;

/** The files on disk. `texts` are the editor's texts, which override unsaved files. */
export function diskTree(texts: (uri: string) => string | undefined = () => undefined, largest = Infinity): Tree {
  return {
    async list(folder) {
      const path = pathOf(folder);
      return path === undefined ? [] : (await filesBelow(path, () => true)).map(uriOf);
    },
    async read(uri) {
      const text = texts(uri);
      if (text !== undefined) return new TextEncoder().encode(text);
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      try {
        const kind = await stat(path);
        return kind.isFile() && kind.size <= largest ? await readFile(path) : undefined; // devices and pipes never end
      } catch {
        return undefined; // deleted, or not readable
      }
    },
  };
}

/** The files in a folder and below whose names match. Symbolic links are not followed. */
export async function filesBelow(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  const gather = async (at: string): Promise<void> => {
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (found.length >= mostFiles) return;
      if (entry.isDirectory() && !passedOverFolders.includes(entry.name)) await gather(join(at, entry.name));
      else if (entry.isFile() && isWanted(entry.name)) found.push(join(at, entry.name));
    }
  };
  await gather(folder);
  return found;
}
