import { byText } from "../../../api/byText.ts";
import { kindNames, versionsOf } from "../../../api/schema.ts";
import { kinds } from "../../../schemas/generated/schema.ts";
import { elsewhenOf } from "./elsewhen.ts";
import type { ServerSentence } from "../../words/say.ts";
import { pairNamed } from "../../text/trail.ts";
import type { Writing } from "./writing.ts";
import type { Proposal } from "./proposal.ts";
import { workloadKinds } from "../../../api/workloads.ts";
import { keyHere } from "./entries.ts";
import { adapted, givenBy } from "./facts.ts";
import { type Start, entrySnippet, keyIn, objectSnippet } from "./skeleton.ts";
import { skeletons } from "./starts.ts";
import { written } from "./values.ts";

const text = { shape: { is: "string" } } as const;

/** Proposals for apiVersion and kind, and whole objects for an empty document; nothing elsewhere. */
export function topProposals(writing: Writing): Proposal[] | undefined {
  const { place, root } = writing;
  if (place.is === "value") return place.path[0] === "kind" ? kindProposals(writing) : versionProposals(writing);
  if (root) return undefined;
  const heads = (["apiVersion", "kind", "metadata", "spec"] as const).filter((name) => !place.siblings.has(name));
  const starts = place.siblings.size > 0 || place.style !== "block" ? [] : wholeObjects(writing);
  return [...heads.map((name) => headProposal(writing, name)), ...starts];
}

function headProposal(writing: Writing, name: "apiVersion" | "kind" | "metadata" | "spec"): Proposal {
  const start: Start =
    name === "spec"
      ? { is: "part", of: "map" }
      : name === "metadata"
        ? { is: "sample", sample: { name: writing.facts.name ?? "" } }
        : { is: "blank", isText: true };
  const key = keyHere(writing, name);
  return { label: name, is: "field", ...(writing.place.colon ? { snippet: key } : entrySnippet(key, start, writing.layout)) };
}

/** The small objects of common kinds, with the names and labels of what the file holds already. */
function wholeObjects({ layout, facts }: Writing): Proposal[] {
  return Object.entries(skeletons).map(([kind, sample]) => {
    const isApart = facts.name === undefined || workloadKinds.includes(kind);
    const snippet = isApart ? objectSnippet(sample, layout) : objectSnippet(adapted(sample, facts), layout, givenBy(facts));
    return { label: kind, is: "skeleton", docs: kind, snippet };
  });
}

/** The most used kinds; others follow by name. */
const common = [
  "Deployment",
  "Service",
  "ConfigMap",
  "Secret",
  "Ingress",
  "StatefulSet",
  "Pod",
  "Job",
  "CronJob",
  "DaemonSet",
  "PersistentVolumeClaim",
  "ServiceAccount",
  "Namespace",
  "HorizontalPodAutoscaler",
];

function kindProposals(writing: Writing): Proposal[] {
  const { document, catalog, version: of } = writing;
  const { apiVersion } = document.manifest;
  const names = [...common, ...kindNames.filter((name) => !common.includes(name)).sort()];
  const proposal = (kind: string, versions: readonly string[], elsewhen?: ServerSentence): Proposal => {
    const version = newest(versions);
    const also = apiVersion === undefined || !versions.includes(apiVersion) ? versionEdit(writing, version) : [];
    return {
      label: kind,
      is: "kind",
      detail: version,
      docs: kind,
      snippet: written(kind, writing, text),
      also,
      ...(elsewhen && { elsewhen }),
    };
  };
  return [
    ...names.map((kind) => {
      const served = versionsOf(kind, of);
      const ever = served.length > 0 ? served : versionsOf(kind);
      const elsewhen = served.length > 0 ? undefined : elsewhenOf(ever[0]!, of);
      return proposal(
        kind,
        ever.map((version) => version.apiVersion),
        elsewhen,
      );
    }),
    ...catalog.customKinds().map((custom) => proposal(custom.kind, [custom.apiVersion])),
  ];
}

function newest(versions: readonly string[]): string {
  return versions.toSorted((a, b) => byText(b, a))[0] ?? "v1";
}

/** Writes the apiVersion of a kind, in place of an existing one or at the top. */
function versionEdit({ document, layout }: Writing, version: string): NonNullable<Proposal["also"]> {
  const { root, text } = document.manifest.syntax;
  const pair = pairNamed(root, "apiVersion");
  const value = keyIn(layout.style, version);
  if (pair?.value) return [{ from: pair.value.from, to: pair.value.to, text: value }];
  if (pair?.key) return [{ from: pair.key.to + 1, to: pair.key.to + 1, text: ` ${value}` }];
  if (layout.style === "json") {
    const at = text.indexOf("{") + 1;
    return [{ from: at, to: at, text: `${layout.indent > 0 ? `\n${" ".repeat(layout.indent)}` : ""}"apiVersion": ${value},` }];
  }
  const from = /^(?:---[^\n]*\n)?(?:\s*(?:#[^\n]*)?\n)*/.exec(text)![0].length;
  return [{ from, to: from, text: `apiVersion: ${version}\n` }];
}

function versionProposals(writing: Writing): Proposal[] {
  const { document, version: of } = writing;
  const { kind } = document.manifest;
  const own = kind === undefined ? [] : versionsOf(kind, of);
  const served = own.length > 0 ? own : kinds;
  const counts = new Map<string, number>();
  for (const { apiVersion } of served)
    counts.set(apiVersion, (counts.get(apiVersion) ?? 0) + (rank.includes(apiVersion) ? 100 - rank.indexOf(apiVersion) : 1));
  const versions = [...counts].sort((a, b) => b[1] - a[1]).map(([version]) => version);
  return versions.map((version) => ({ label: version, is: "value", snippet: written(version, writing, text) }));
}

const rank = [
  "apps/v1",
  "v1",
  "batch/v1",
  "networking.k8s.io/v1",
  "autoscaling/v2",
  "policy/v1",
  "rbac.authorization.k8s.io/v1",
  "storage.k8s.io/v1",
];
