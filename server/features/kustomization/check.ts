import { valueAt } from "../../text/values.ts";
import type { Finding } from "../../finding/finding.ts";
import { findingsOf } from "../../ownFile/findings.ts";
import { isKustomization } from "../../text/uris.ts";
import { say } from "../../words/say.ts";
import type { FileTree } from "../../workspace/fileTree.ts";
import type { FileModel } from "../../workspace/model.ts";
import { kustomizationMentions } from "../../kustomize/mentions.ts";
import { type NamedPath, pathsIn } from "../../kustomize/paths.ts";
import { isComponent } from "./builders.ts";
import { readKustomization } from "./read.ts";

/** The codes of findings in a kustomization, and the names of their pages. */
export const kustomizationCodes = ["kustomization-file", "kustomization-path-missing", "kustomization-target-missing"] as const;

/** What Kustomize would refuse in a kustomization, and patches without a target. Offsets count from the start of the document. */
export function kustomizationFindings(file: FileModel, tree: FileTree): Finding[] {
  const [placed] = file.documents;
  const shape = findingsOf("kustomization-file", readKustomization(file.syntax.text));
  if (!placed || shape.length > 0) return shape;
  const { syntax } = placed.document.manifest;
  const missing = pathsIn(syntax, file.uri).filter((path) => isMissing(path, tree));
  const made = missing.length === 0 ? objectsOf(file.uri, tree, []) : undefined;
  return [
    ...missing.map(({ from, to, text }): Finding => ({
      from,
      to,
      code: "kustomization-path-missing",
      severity: "error",
      message: say("no-such-path", { path: text }),
    })),
    ...(made && !isComponent(file) ? targetFindings(file, made) : []),
  ];
}

/** Whether a path leads to neither a file nor a folder. Only YAML and JSON files are known. */
function isMissing({ uri, text }: NamedPath, tree: FileTree): boolean {
  if (!tree.isRead(uri)) return false;
  const isFile = /\.(?:ya?ml|json)$/.test(text);
  return isFile ? !tree.file(uri) : !/\.\w+$/.test(text) && !tree.hasFolder(uri);
}

/** The objects of a kustomization by kind and name, as its patches see them; nothing if some are unknown. */
function objectsOf(uri: string, tree: FileTree, within: readonly string[]): ReadonlySet<string> | undefined {
  const file = tree.file(uri);
  const syntax = file?.documents[0]?.document.manifest.syntax;
  if (!file || !syntax || within.includes(uri)) return undefined;
  const value = file.documents[0]!.document.manifest.value;
  if (
    ["helmCharts", "helmChartInflationGenerator", "generators", "transformers", "namePrefix", "nameSuffix"].some(
      (field) => valueAt(value, [field]) !== undefined,
    )
  )
    return undefined;
  const objects = new Set(
    kustomizationMentions(syntax).flatMap(({ named, role }) =>
      named.is === "object" && role === "definition" ? [`${named.kind}/${named.name}`] : [],
    ),
  );
  const paths = pathsIn(syntax, uri).filter(({ path: [field] }) => field === "resources" || field === "bases" || field === "components");
  const named = ["resources", "bases", "components"].reduce((sum, field) => sum + lengthAt(value, field), 0);
  if (paths.length < named) return undefined;
  for (const path of paths) {
    const found = objectsAt(path.uri, tree, [...within, uri]);
    if (!found) return undefined;
    for (const object of found) objects.add(object);
  }
  return objects;
}

function lengthAt(value: unknown, field: string): number {
  const list = valueAt(value, [field]);
  return Array.isArray(list) ? list.length : 0;
}

function objectsAt(uri: string, tree: FileTree, within: readonly string[]): ReadonlySet<string> | undefined {
  const file = tree.at(uri);
  if (!file) return undefined;
  if (isKustomization(file.uri)) return objectsOf(file.uri, tree, within);
  if (file.documents.some(({ document: { recognition, self } }) => recognition === "template" || self.kind.endsWith("List"))) return undefined;
  return new Set(file.documents.map(({ document: { self } }) => `${self.kind}/${self.name}`));
}

/** Targets and patches whose object is not among those that are built. */
function targetFindings(file: FileModel, objects: ReadonlySet<string>): Finding[] {
  const { syntax } = file.documents[0]!.document.manifest;
  return kustomizationMentions(syntax).flatMap(({ named, role, from, to }): Finding[] => {
    if (named.is !== "object" || role !== "reference" || objects.has(`${named.kind}/${named.name}`)) return [];
    return [
      {
        from,
        to,
        code: "kustomization-target-missing",
        severity: "warning",
        message: say("no-such-target", { target: `${named.kind} ${named.name}` }),
      },
    ];
  });
}
