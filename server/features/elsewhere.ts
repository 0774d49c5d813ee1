import { everKindOf } from "../../api/schema.ts";
import type { Finding } from "../finding/finding.ts";
import { nodeAt } from "../manifest/locate.ts";
import type { Document } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { say } from "../words/say.ts";
import { getsNamespace, getsSelectors } from "./kustomization/builders.ts";
import { isSubstituted, toFillIn } from "../text/placeholder.ts";

/**
 * What would be refused or is hardly meant in a text as it is, but perhaps not in the end, since a program or a person fills in something first.
 * Such a finding is left out, or says what is to be filled in.
 */
export function filledIn(finding: Finding, document: Document): Finding[] {
  const text = document.text.slice(finding.from, finding.to);
  const placeholder = toFillIn(text);
  if (isSubstituted(text) || isCutBySubstitute(finding, document) || (finding.origin === undefined && placeholder !== undefined)) return [];
  if (restsOnPlaceholder(finding, document) || isOfEncryption(finding, document)) return [];
  return [placeholder === undefined || !isOfValue(finding) ? finding : asBlank(finding, placeholder)];
}

/** The same for what rests on other files of the workspace, or on the cluster. */
export function weighed(finding: Finding, document: Document, snapshot: Snapshot): Finding[] {
  if (isLabelledElsewhere(finding, snapshot)) return [];
  if (finding.origin === undefined) return [finding];
  if (restsOnCluster(finding) || isFilledInLater(finding, document, snapshot)) return [{ ...finding, severity: "information" }];
  if (
    isNamedElsewhere(finding, document, snapshot) ||
    isSelectedElsewhere(finding, document, snapshot) ||
    isPlacedElsewhere(finding, document, snapshot)
  )
    return [];
  return [finding];
}

/** IPv6 is refused by a cluster that has IPv4 alone, and an address by one that has another range for Services: both are only assumed. */
function restsOnCluster({ code, about }: Finding): boolean {
  const says = about?.cause?.message.code;
  return code === "cluster-ip-range" || (code === "ip-family" && (says === "wants-both-families" || says === "no-ipv6"));
}

/** What a custom resource lacks may be filled in by a webhook of its operator, before the API server holds it against its definition. */
function isFilledInLater({ code }: Finding, { self: { apiVersion, kind } }: Document, { catalog, file }: Snapshot): boolean {
  if (code !== "required-value" || catalog.customKind(apiVersion, kind, file.uri) === undefined) return false;
  const group = apiVersion.slice(0, apiVersion.indexOf("/"));
  return catalog.all("MutatingWebhookConfiguration").some(({ document }) => document.text.includes(group));
}

/** A substitute is not longer, with the brackets that it stands in. */
const farthest = 300;

/** In brackets, the braces of `${NAME}` are read as those of a map, as are those of `{NAME}` in front of other text. */
function isCutBySubstitute({ code, from }: Finding, { text }: Document): boolean {
  if (code !== "yaml-syntax") return false;
  const start = Math.max(text.lastIndexOf("\n", from - 1) + 1, from - farthest);
  return /[[{].*\$(?:\{\w+[^}]*)?$|[ \t]\{[A-Z][A-Z\d_]+\}$/.test(text.slice(start, from));
}

/** A selector is told to be of no use where something in it is wrong, which may be what is filled in. */
function restsOnPlaceholder({ code, about }: Finding, { manifest, text }: Document): boolean {
  if (code !== "selector-faulty" || !about) return false;
  const node = nodeAt(manifest.syntax.root, about.path);
  return node !== undefined && isSubstituted(text.slice(node.from, node.to));
}

function isOfValue({ code }: Finding): boolean {
  return code === "invalid-value" || code === "wrong-type" || code === "bad-quantity";
}

/** A person is to write something else there, and no spelling of what is there is meant. */
function asBlank({ about, ...finding }: Finding, placeholder: string): Finding {
  const { instead: _, ...rest } = about ?? { path: [] };
  return { ...finding, message: say("fill-in", { placeholder }), ...(about && { about: rest }) };
}

/** SOPS puts a field of its own beside an object, and takes it away again when it decrypts the values. */
function isOfEncryption({ from, to, about }: Finding, { manifest, text }: Document): boolean {
  if (!manifest.keyAt(["sops", "mac"])) return false;
  return about?.path[0] === "sops" || /^["']?ENC\[/.test(text.slice(from, to));
}

/** The files of many tools look like custom resources. Whether such a file has a name, which, and what else is in its metadata, is up to the tool. */
function isNamedElsewhere({ about, code }: Finding, { self: { apiVersion, kind } }: Document, { catalog, file }: Snapshot): boolean {
  const [first, second] = about?.path ?? [];
  const isOfTool =
    second === "name" ? code === "required-value" || code === "invalid-value" : code === "unknown-field" && about?.instead === undefined;
  if (first !== "metadata" || !isOfTool) return false;
  return everKindOf(apiVersion, kind) === undefined && catalog.customKind(apiVersion, kind, file.uri) === undefined;
}

/** Kustomize writes selectors that are missing. */
function isSelectedElsewhere({ code }: Finding, { manifest }: Document, { file, tree }: Snapshot): boolean {
  if (code !== "selector-missing" && code !== "selector-matches-template") return false;
  return manifest.keyAt(["spec", "selector"]) === undefined && getsSelectors(file.uri, tree);
}

/** Kustomize writes the namespace of accounts into bindings, and gives a Namespace its name. */
function isPlacedElsewhere({ about, code }: Finding, { self }: Document, { file, tree }: Snapshot): boolean {
  const steps = about?.path ?? [];
  const isOfSubject = code === "required-value" && steps[0] === "subjects" && steps.at(-1) === "namespace";
  const isOfNamespace = code === "invalid-value" && self.kind === "Namespace" && steps[0] === "metadata";
  return (isOfSubject || isOfNamespace) && getsNamespace(file.uri, tree);
}

/** Kustomize gives pods labels that their file does not have. */
function isLabelledElsewhere({ code, related }: Finding, { tree }: Snapshot): boolean {
  const [pods] = related ?? [];
  return code.endsWith("-selects-nothing") && pods?.uri !== undefined && getsSelectors(pods.uri, tree);
}
