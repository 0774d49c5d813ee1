import { fit } from "../completion/proposal.ts";
import { isDefinition } from "./names.ts";
import type { Catalog } from "../../workspace/catalog.ts";
import type { Location } from "./names.ts";

/** An object of the workspace, as the editor lists it. */
export interface WorkspaceSymbol extends Location {
  readonly label: string;
  readonly container: string;
}

const most = 500;

/** The objects of a workspace whose name or kind fits what is typed. */
export function workspaceSymbols(catalog: Catalog, typed: string): WorkspaceSymbol[] {
  return catalog
    .all()
    .flatMap(({ uri, from, document: { self, mentions } }) => {
      const own = mentions.find((mention) => isDefinition(mention) && mention.named.is === "object" && mention.named.name === self.name);
      if (!own || (fit(self.name, typed) === undefined && fit(self.kind, typed) === undefined)) return [];
      return [
        {
          label: self.name,
          container: self.namespace === "" ? self.kind : `${self.kind} · ${self.namespace}`,
          uri,
          from: own.from + from,
          to: own.to + from,
        },
      ];
    })
    .slice(0, most);
}
