import { nearest } from "../../api/cause.ts";
import type { Node, SyntaxDocument } from "../syntax/tree.ts";
import { keyText } from "../manifest/mapKey.ts";
import { isKustomization } from "../text/uris.ts";
import { resolved, scalarAt } from "../text/trail.ts";

/** How a document is treated. */
export type Recognition =
  /** An object for the API server, or an attempt to write one. */
  | "manifest"
  /** A part of an object for Kustomize: missing fields may come from elsewhere. */
  | "patch"
  /** A kustomization. */
  | "kustomization"
  /** Text that a template engine must process first. */
  | "template"
  /** Not a Kubernetes document, or one that is not applied to a cluster. */
  | "other";

/** Recognizes a document: by apiVersion and kind whether it is a manifest, by its text and path whether it is complete. */
export function recognise(document: SyntaxDocument, uri: string, patches: ReadonlySet<string>): Recognition {
  if (isUnreadManifest(document)) return "manifest";
  if (!document.root || resolved(document.root)?.is !== "mapping") return isTemplate(document, uri) ? "template" : "other";
  if (isTemplate(document, uri)) return "template";
  if (isKustomization(uri)) return "kustomization";
  if (!isManifest(document.root)) return "other";
  if (isForFunctions(document.root) || isAssertion(uri)) return "other";
  return patches.has(uri) || isNamedPatch(uri) || hasPatchDirective(document.text) ? "patch" : "manifest";
}

/** Whether the first lines of a document that is too large to be parsed look like an object. */
function isUnreadManifest({ text, problems }: SyntaxDocument): boolean {
  if (!problems.some(({ code }) => code === "too-large")) return false;
  const start = text.slice(0, 2000);
  return /^apiVersion:/m.test(start) && /^kind:/m.test(start) && !start.includes("{{");
}

/** Groups whose files are read by command-line tools and not by an API server. */
const toolGroups =
  /^(?:kustomize\.config\.k8s\.io|skaffold|kind\.x-k8s\.io|kubeadm\.k8s\.io|kubelet\.config\.k8s\.io|kubescheduler\.config\.k8s\.io|apiserver\.config\.k8s\.io|apiserver\.k8s\.io|audit\.k8s\.io|client\.authentication\.k8s\.io|krew\.googlecontainertools\.github\.com|k3d\.io)\/|^builtin$/;

function isManifest(root: Node): boolean {
  const apiVersion = scalarAt(root, "apiVersion")?.value;
  const kind = scalarAt(root, "kind")?.value;
  const names = topKeys(root);
  if (apiVersion !== undefined && kind !== undefined)
    return !toolGroups.test(apiVersion) && !(apiVersion === "v1" && kind === "Config") && (names.includes("metadata") || isServedGroup(apiVersion));
  const hasBody = names.includes("metadata") || names.includes("spec");
  if (!hasBody) return false;
  return meant(names, "apiVersion") && meant(names, "kind");
}

/** The groups of Kubernetes without a domain. Every other group has one. */
const shortGroups = ["apps", "autoscaling", "batch", "extensions", "policy"];

/** Whether an apiVersion has a group that a cluster can serve, or one that looks like a misspelling of such a group. */
function isServedGroup(apiVersion: string): boolean {
  const [group = "", version] = apiVersion.split("/");
  return version === undefined || group.includes(".") || nearest(group, shortGroups) !== undefined;
}

/** Whether a key exists, or one that looks like a misspelling of it, or lacks the space behind its colon. */
function meant(names: readonly string[], name: string): boolean {
  return names.includes(name) || names.some((other) => other.startsWith(`${name}:`) || nearest(other, [name]) !== undefined);
}

function topKeys(root: Node): string[] {
  const mapping = resolved(root);
  return mapping?.is === "mapping" ? mapping.pairs.flatMap((pair) => keyText(pair.key) ?? []) : [];
}

/**
 * Signs of a template engine outside of quotes and block scalars: `{{ .Values.name }}` alone is YAML, but not a manifest; `@NAME@` and `{% if x %}` are not YAML.
 * Each expression matches within one line: across empty lines it would take quadratic time.
 */
function isTemplate({ text }: SyntaxDocument, uri: string): boolean {
  if (text.includes("{%") && /^[ \t]*\{%/m.test(text)) return true;
  if (text.includes(" @") && /^[ \t]*(?:- )*[\w./-]+:[ \t]+@\w+@/m.test(text)) return true;
  if (!text.includes("{{")) return false;
  if (/\/templates\//.test(uri)) return true;
  return /^[ \t]*(?:- )*(?:["']?[\w./-]+["']?:[ \t]*)?\{\{|^[^"'#|>\n]*:[ \t]+[^"'#\s]*\{\{/m.test(withoutBlockScalars(text));
}

function withoutBlockScalars(text: string): string {
  let deeperThan = -1;
  return text
    .split("\n")
    .filter((line) => {
      const indent = line.length - line.trimStart().length;
      if (deeperThan >= 0 && (line.trim() === "" || indent > deeperThan)) return false;
      deeperThan = /(?:^|[\s:])[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line) ? indent : -1;
      return true;
    })
    .join("\n");
}

/** Objects that Kustomize and kpt read themselves and do not apply to a cluster. */
function isForFunctions(root: Node): boolean {
  const note = (name: string): string | undefined => scalarAt(root, "metadata", "annotations", `config.kubernetes.io/${name}`)?.value;
  return note("local-config") === "true" || note("function") !== undefined;
}

/**
 * Assertions of operator tests (kuttl, Chainsaw), such as `01-assert.yaml`, `03-errors.yaml` and `assert-webhook.yaml`: the parts of objects that
 * matter to a test, with expressions in between.
 */
function isAssertion(uri: string): boolean {
  return /[/._-]asserts?(?:[._-][^/]*)?\.ya?ml$|\/\d+-errors?(?:[._-][^/]*)?\.ya?ml$/i.test(uri);
}

/** Files that are named as patches, such as `patches/replicas.yaml` and `manager_auth_patch.yaml`, are probably not complete objects. */
function isNamedPatch(uri: string): boolean {
  return /\/patch(?:es)?\/|[/._-]patch(?:es)?(?:[._-][^/]*)?\.(?:ya?ml|json)$/i.test(uri);
}

function hasPatchDirective(text: string): boolean {
  return text.includes("$patch") && /^[ \t]*(?:- )?\$patch:\s/m.test(text);
}
