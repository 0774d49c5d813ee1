import { byText } from "../../api/byText.ts";
import { type FileModel, readModel } from "../workspace/model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { folderOf, isBelow } from "../text/uris.ts";
import type { Choice } from "./choice.ts";
import { keyOf } from "../workspace/keyOf.ts";
import { relatedTo } from "./related.ts";
import { textIn, type Tree } from "./tree.ts";

/** A file on one side of a change, or some of its objects, each by `kind/namespace/name`. */
export interface Part {
  readonly file: FileModel;
  readonly only?: ReadonlySet<string>;
}

/** A choice whose manifests are the files themselves. */
export type PlainChoice = Exclude<Choice, { readonly is: "kustomization" | "chart" }>;

/** The manifests of a choice as they are now, in the order in which `kubectl apply` takes them: files by name, the documents of a file in order. */
export function partsNow(choice: PlainChoice, workspace: Workspace): readonly Part[] {
  switch (choice.is) {
    case "file":
      return wholeFiles([choice.uri], workspace);
    case "related": {
      const snapshot = workspace.snapshot(choice.uri);
      if (!snapshot) return [];
      const related = relatedTo(snapshot.file, snapshot.catalog);
      const others = [...new Set(related.map(({ uri }) => uri))].map((uri): Part => {
        const here = related.filter((entry) => entry.uri === uri);
        return { file: workspace.file(uri)!, only: new Set(here.map(({ document }) => keyOf(document))) };
      });
      return [{ file: snapshot.file }, ...others].toSorted((a, b) => byText(a.file.uri, b.file.uri));
    }
    case "folder":
      return wholeFiles(manifestFiles(choice.uri, workspace.uris()), workspace);
  }
}

/** The manifests of a choice in an earlier tree: the same files, and those of a folder that were deleted since. */
export async function partsBefore(choice: PlainChoice, now: readonly Part[], tree: Tree): Promise<readonly Part[]> {
  const known = new Map(now.map((part) => [part.file.uri, part]));
  const uris = choice.is === "folder" ? manifestFiles(choice.uri, await tree.list(choice.uri)) : [...known.keys()];
  const parts = await Promise.all(
    uris.map(async (uri): Promise<Part[]> => {
      const text = await textIn(tree, uri);
      if (text === undefined) return [];
      const { file, only } = known.get(uri) ?? {};
      return [{ file: readModel(uri, undefined, text, file?.patches ?? new Set(), file), ...(only && { only }) }];
    }),
  );
  return parts.flat();
}

/** The files that `kubectl apply -f` reads in a folder, by name; if it has none, those in its subfolders. */
export function manifestFiles(folder: string, uris: readonly string[]): readonly string[] {
  const below = uris.filter((uri) => isBelow(uri, folder) && /\.(?:ya?ml|json)$/.test(uri)).toSorted(byText);
  const direct = below.filter((uri) => folderOf(uri) === folder);
  return direct.length > 0 ? direct : below;
}

function wholeFiles(uris: readonly string[], workspace: Workspace): readonly Part[] {
  return uris.flatMap((uri) => workspace.file(uri) ?? []).map((file) => ({ file }));
}
