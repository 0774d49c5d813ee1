import { byText } from "../../../api/byText.ts";
import { kindNames, versionsOf } from "../../../api/schema.ts";
import { kinds } from "../../../schemas/generated/schema.ts";
import { elsewhenOf } from "./elsewhen.ts";
import type { ServerSentence } from "../../words/say.ts";
import { pairNamed } from "../../text/trail.ts";
import type { Writing } from "./writing.ts";
import type { Proposal } from "./proposal.ts";
import { objectSnippet } from "./skeleton.ts";
import { skeletons } from "./starts.ts";

/** Proposals for apiVersion and kind, and whole objects for an empty document; nothing elsewhere. */
export function topProposals(writing: Writing): Proposal[] | undefined {
  const { place, root } = writing;
  if (place.is === "value") return place.path[0] === "kind" ? kindProposals(writing) : versionProposals(writing);
  if (root) return undefined;
  const heads = ["apiVersion", "kind", "metadata", "spec"].filter((name) => !place.siblings.has(name));
  const starts = place.siblings.size > 0 ? [] : wholeObjects(writing);
  return [
    ...heads.map((name): Proposal => ({ label: name, is: "field", snippet: name === "metadata" ? "metadata:\n  name: ${1}" : `${name}: ` })),
    ...starts,
  ];
}

function wholeObjects({ layout }: Writing): Proposal[] {
  return Object.entries(skeletons).map(([kind, sample]) => ({ label: kind, is: "skeleton", docs: kind, snippet: objectSnippet(sample, layout) }));
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

function kindProposals({ document, place, catalog, version: of }: Writing): Proposal[] {
  const { apiVersion } = document.manifest;
  const names = [...common, ...kindNames.filter((name) => !common.includes(name)).sort()];
  const proposal = (kind: string, versions: readonly string[], elsewhen?: ServerSentence): Proposal => {
    const version = newest(versions);
    const also = apiVersion === undefined || !versions.includes(apiVersion) ? versionEdit(document, version) : [];
    return {
      label: kind,
      is: "kind",
      detail: version,
      docs: kind,
      snippet: `${place.needsSpace ? " " : ""}${kind}`,
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
function versionEdit({ manifest }: Writing["document"], version: string): NonNullable<Proposal["also"]> {
  const { root, text } = manifest.syntax;
  const pair = pairNamed(root, "apiVersion");
  if (pair?.value) return [{ from: pair.value.from, to: pair.value.to, text: version }];
  if (pair?.key) return [{ from: pair.key.to + 1, to: pair.key.to + 1, text: ` ${version}` }];
  const from = /^(?:---[^\n]*\n)?(?:\s*(?:#[^\n]*)?\n)*/.exec(text)![0].length;
  return [{ from, to: from, text: `apiVersion: ${version}\n` }];
}

function versionProposals({ document, place, version: of }: Writing): Proposal[] {
  const { kind } = document.manifest;
  const own = kind === undefined ? [] : versionsOf(kind, of);
  const served = own.length > 0 ? own : kinds;
  const counts = new Map<string, number>();
  for (const { apiVersion } of served)
    counts.set(apiVersion, (counts.get(apiVersion) ?? 0) + (rank.includes(apiVersion) ? 100 - rank.indexOf(apiVersion) : 1));
  const versions = [...counts].sort((a, b) => b[1] - a[1]).map(([version]) => version);
  return versions.map((version) => ({ label: version, is: "value", snippet: `${place.needsSpace ? " " : ""}${version}` }));
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
