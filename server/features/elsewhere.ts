import { everKindOf } from "../../api/schema.ts";
import type { Finding } from "../finding/finding.ts";
import { nodeAt } from "../manifest/locate.ts";
import type { Document } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { say } from "../words/say.ts";
import { getsNamespace, getsSelectors } from "./kustomization/builders.ts";
import { isSubstituted, toFillIn } from "../text/placeholder.ts";

/**
 * Findings that may not apply in the end, since a program or a person will still fill in something.
 * They are left out, or say what to fill in.
 */
export function filledIn(finding: Finding, document: Document): Finding[] {
  const text = document.text.slice(finding.from, finding.to);
  const placeholder = toFillIn(text);
  if (isSubstituted(text) || isCutBySubstitute(finding, document) || (finding.origin === undefined && placeholder !== undefined)) return [];
  if (restsOnPlaceholder(finding, document) || isOfEncryption(finding, document)) return [];
  return [placeholder === undefined || !isOfValue(finding) ? finding : asBlank(finding, placeholder)];
}

/** The same for findings that depend on other files of the workspace, or on the cluster. */
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

/** A cluster with only IPv4 refuses IPv6, and one with another Service range refuses an address: both are only assumed here. */
function restsOnCluster({ code, about }: Finding): boolean {
  const says = about?.cause?.message.code;
  return code === "cluster-ip-range" || (code === "ip-family" && (says === "wants-both-families" || says === "no-ipv6"));
}

/** A webhook of the operator may fill in missing fields of a custom resource before the API server validates it. */
function isFilledInLater({ code }: Finding, { self: { apiVersion, kind } }: Document, { catalog, file }: Snapshot): boolean {
  if (code !== "required-value" || catalog.customKind(apiVersion, kind, file.uri) === undefined) return false;
  const group = apiVersion.slice(0, apiVersion.indexOf("/"));
  return catalog.all("MutatingWebhookConfiguration").some(({ document }) => document.text.includes(group));
}

/** The longest placeholder, including the brackets around it. */
const farthest = 300;

/** In flow style, the braces of `${NAME}` are read as a map, and so are those of `{NAME}` before other text. */
function isCutBySubstitute({ code, from }: Finding, { text }: Document): boolean {
  if (code !== "yaml-syntax") return false;
  const start = Math.max(text.lastIndexOf("\n", from - 1) + 1, from - farthest);
  return /[[{].*\$(?:\{\w+[^}]*)?$|[ \t]\{[A-Z][A-Z\d_]+\}$/.test(text.slice(start, from));
}

/** A useless-selector finding may be caused by a placeholder in the selector. */
function restsOnPlaceholder({ code, about }: Finding, { manifest, text }: Document): boolean {
  if (code !== "selector-faulty" || !about) return false;
  const node = nodeAt(manifest.syntax.root, about.path);
  return node !== undefined && isSubstituted(text.slice(node.from, node.to));
}

function isOfValue({ code }: Finding): boolean {
  return code === "invalid-value" || code === "wrong-type" || code === "bad-quantity";
}

/** The value is a blank for a person to fill in, not a misspelling. */
function asBlank({ about, ...finding }: Finding, placeholder: string): Finding {
  const { instead: _, ...rest } = about ?? { path: [] };
  return { ...finding, message: say("fill-in", { placeholder }), ...(about && { about: rest }) };
}

/** SOPS adds a field to an object, and removes it when it decrypts the values. */
function isOfEncryption({ from, to, about }: Finding, { manifest, text }: Document): boolean {
  if (!manifest.keyAt(["sops", "mac"])) return false;
  return about?.path[0] === "sops" || /^["']?ENC\[/.test(text.slice(from, to));
}

/** The files of many tools look like custom resources. Their metadata is up to the tool. */
function isNamedElsewhere({ about, code }: Finding, { self: { apiVersion, kind } }: Document, { catalog, file }: Snapshot): boolean {
  const [first, second] = about?.path ?? [];
  const isOfTool =
    second === "name" ? code === "required-value" || code === "invalid-value" : code === "unknown-field" && about?.instead === undefined;
  if (first !== "metadata" || !isOfTool) return false;
  return everKindOf(apiVersion, kind) === undefined && catalog.customKind(apiVersion, kind, file.uri) === undefined;
}

/** Kustomize adds missing selectors. */
function isSelectedElsewhere({ code }: Finding, { manifest }: Document, { file, tree }: Snapshot): boolean {
  if (code !== "selector-missing" && code !== "selector-matches-template") return false;
  return manifest.keyAt(["spec", "selector"]) === undefined && getsSelectors(file.uri, tree);
}

/** Kustomize sets the namespace of accounts in bindings, and the name of a Namespace. */
function isPlacedElsewhere({ about, code }: Finding, { self }: Document, { file, tree }: Snapshot): boolean {
  const steps = about?.path ?? [];
  const isOfSubject = code === "required-value" && steps[0] === "subjects" && steps.at(-1) === "namespace";
  const isOfNamespace = code === "invalid-value" && self.kind === "Namespace" && steps[0] === "metadata";
  return (isOfSubject || isOfNamespace) && getsNamespace(file.uri, tree);
}

/** Kustomize adds labels to pods. */
function isLabelledElsewhere({ code, related }: Finding, { tree }: Snapshot): boolean {
  const [pods] = related ?? [];
  return code.endsWith("-selects-nothing") && pods?.uri !== undefined && getsSelectors(pods.uri, tree);
}
