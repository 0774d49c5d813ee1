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

/** A sentence about the label of a field that nodes should not be chosen by any more; nothing about others. */
export function nodeLabelWarnings(field: string, label: string): string[] {
  if (!Object.hasOwn(deprecatedLabels, label)) return [];
  const { since, now } = deprecatedLabels[label]!;
  const deprecated = since === undefined ? "is deprecated" : `is deprecated since ${since}`;
  return [`${field}: the node label ${label} ${deprecated}${now === undefined ? "" : `: use ${now}`}.`];
}
