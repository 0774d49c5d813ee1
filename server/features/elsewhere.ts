import { everKindOf } from "../../api/schema.ts";
import type { Finding } from "../finding/finding.ts";
import type { Document } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { getsSelectors } from "./kustomization/selectors.ts";

/**
 * What the API server would refuse in a file as it is, but perhaps not in the end: another program works on the file first, or the cluster is another one.
 * Such a finding is left out, or is no error.
 */
export function weighed(finding: Finding, document: Document, snapshot: Snapshot): Finding[] {
  if (finding.origin === undefined) return [finding];
  if (finding.code === "ip-family" && restsOnCluster(finding)) return [{ ...finding, severity: "information" }];
  if (isSubstituted(finding, document) || isNamedElsewhere(finding, document, snapshot) || isSelectedElsewhere(finding, document, snapshot))
    return [];
  return [finding];
}

/** IPv6 is refused by a cluster that has IPv4 alone, which is only assumed. */
function restsOnCluster({ about }: Finding): boolean {
  const says = about?.cause?.message.code;
  return says === "wants-both-families" || says === "no-ipv6";
}

/** A value that `envsubst`, Flux or Kustomize fills in: `${REPLICAS}`, `$(REPLICAS)`. */
function isSubstituted({ from, to }: Finding, { text }: Document): boolean {
  return /\$(?:\{\w+.*\}|\(\w+\))/.test(text.slice(from, to));
}

/** The files of many tools look like custom resources. Whether such a file has a name, which, and what else is in its metadata, is up to the tool. */
function isNamedElsewhere({ about, code }: Finding, { self: { apiVersion, kind } }: Document, { catalog }: Snapshot): boolean {
  const [first, second] = about?.path ?? [];
  const isOfTool =
    second === "name" ? code === "required-value" || code === "invalid-value" : code === "unknown-field" && about?.instead === undefined;
  if (first !== "metadata" || !isOfTool) return false;
  return everKindOf(apiVersion, kind) === undefined && catalog.customKind(apiVersion, kind) === undefined;
}

/** Kustomize writes selectors that are missing. */
function isSelectedElsewhere({ code }: Finding, { manifest }: Document, { file, tree }: Snapshot): boolean {
  if (code !== "selector-missing" && code !== "selector-matches-template") return false;
  return manifest.keyAt(["spec", "selector"]) === undefined && getsSelectors(file.uri, tree);
}
