import type { Path } from "../path.ts";
import { deprecated, type Warning } from "../warning.ts";
import { say } from "../words/say.ts";

/** Labels of nodes that have another name now, or none: since when, and which. */
export const deprecatedLabels: Readonly<Record<string, { readonly since?: string; readonly now?: string }>> = {
  "beta.kubernetes.io/arch": { since: "1.14", now: "kubernetes.io/arch" },
  "beta.kubernetes.io/os": { since: "1.14", now: "kubernetes.io/os" },
  "failure-domain.beta.kubernetes.io/region": { since: "1.17", now: "topology.kubernetes.io/region" },
  "failure-domain.beta.kubernetes.io/zone": { since: "1.17", now: "topology.kubernetes.io/zone" },
  "beta.kubernetes.io/instance-type": { since: "1.17", now: "node.kubernetes.io/instance-type" },
  "app.kubernetes.io/created-by": { since: "1.9" },
  "scheduler.alpha.kubernetes.io/preferAvoidPods": { since: "1.22" },
  "node-role.kubernetes.io/master": { now: "node-role.kubernetes.io/control-plane" },
};

/** Warns where a node is chosen by a label that it should not be chosen by any more. */
export function nodeLabelWarnings(at: Path, label: string): Warning[] {
  if (!Object.hasOwn(deprecatedLabels, label)) return [];
  const { since, now } = deprecatedLabels[label]!;
  if (now === undefined) return [deprecated(at, say("node-label-deprecated-since", { label, since: since! }))];
  return [deprecated(at, since === undefined ? say("node-label-renamed", { label, now }) : say("node-label-renamed-since", { label, since, now }))];
}
