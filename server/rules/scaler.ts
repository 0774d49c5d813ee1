import { nameKey } from "../names/named.ts";
import type { Self } from "../names/mentions.ts";
import type { Catalog, Entry } from "../workspace/catalog.ts";

/** The autoscaler of a workload, if the workspace has one. */
export function scalerOf({ kind, namespace, name }: Self, catalog: Catalog): Entry | undefined {
  return catalog
    .mentions(nameKey({ is: "object", kind, namespace, name }))
    .find(({ document, mention }) => mention.role === "reference" && document.self.kind === "HorizontalPodAutoscaler");
}
