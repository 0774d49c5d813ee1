import type {
  ClusterRole,
  ClusterRoleBinding,
  ControllerRevision,
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  PodDisruptionBudget,
  PolicyRule,
  PriorityClass,
  RuntimeClass,
} from "../../schemas/generated/types.ts";
import { controllerOf, type Stored } from "../../engine/core/objects.ts";
import type { StoredEvent } from "../core/cluster.ts";
import { resourceOfKind, typeName } from "../core/resources.ts";
import { goTime, since } from "../text/age.ts";
import { byText } from "../../api/byText.ts";
import { formatLabels, formatLabelSelector } from "../text/format.ts";
import type { Page } from "../text/page.ts";
import { heading, marks } from "./parts/metadata.ts";
import { age, type Column, viewOf, type Views } from "./view.ts";

/** Where nothing is said of ports or peers. */
const every = "\u003cany>";

type Binding = Stored<ClusterRoleBinding>;

const bindingColumns: readonly Column<Binding>[] = [
  { title: "Role", cell: ({ roleRef }) => `${roleRef?.kind}/${roleRef?.name}` },
  age,
  { title: "Users", wide: true, cell: (binding) => subjects(binding, "User") },
  { title: "Groups", wide: true, cell: (binding) => subjects(binding, "Group") },
  { title: "ServiceAccounts", wide: true, cell: (binding) => subjects(binding, "ServiceAccount") },
];

function subjects({ subjects: all = [] }: Binding, kind: string): string {
  return all
    .filter((one) => one.kind === kind)
    .map(({ name, namespace }) => (kind === "ServiceAccount" ? `${namespace}/${name}` : name))
    .join(", ");
}

const createdAt: Column<Stored<ClusterRole>> = { title: "Created At", cell: ({ metadata }) => metadata.creationTimestamp };
const role = viewOf<Stored<ClusterRole>>({ columns: [createdAt], hasNoEvents: true, describe: describeRole });
const binding = viewOf<Binding>({ columns: bindingColumns, hasNoEvents: true, describe: describeBinding });

export const otherViews: Views = {
  Event: viewOf<StoredEvent>({
    isNameless: true,
    columns: [
      {
        title: "Last Seen",
        cell: ({ lastTimestamp, firstTimestamp, eventTime }, { now }) => since(lastTimestamp ?? firstTimestamp ?? eventTime, now),
      },
      { title: "Type", cell: ({ type }) => type ?? "" },
      { title: "Reason", cell: ({ reason }) => reason ?? "" },
      { title: "Object", cell: ({ involvedObject: { kind = "", name } }) => (name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase()) },
      { title: "Subobject", wide: true, cell: ({ involvedObject }) => involvedObject.fieldPath ?? "" },
      {
        title: "Source",
        wide: true,
        cell: ({ source, reportingComponent, reportingInstance }) =>
          [source?.component || reportingComponent, source?.host || reportingInstance].filter(Boolean).join(", "),
      },
      { title: "Message", cell: ({ message }) => (message ?? "").trim() },
      { title: "First Seen", wide: true, cell: ({ firstTimestamp, eventTime }, { now }) => since(firstTimestamp ?? eventTime, now) },
      { title: "Count", wide: true, cell: ({ count }) => count ?? 1 },
      { title: "Name", wide: true, cell: ({ metadata }) => metadata.name },
    ],
  }),
  PodDisruptionBudget: viewOf<Stored<PodDisruptionBudget>>({
    columns: [
      { title: "Min Available", cell: ({ spec }) => spec.minAvailable ?? "N/A" },
      { title: "Max Unavailable", cell: ({ spec }) => spec.maxUnavailable ?? "N/A" },
      { title: "Allowed Disruptions", cell: ({ status }) => status.disruptionsAllowed ?? 0 },
      age,
    ],
    describe(page, budget) {
      const { spec, status } = budget;
      heading(page, budget);
      if (spec.minAvailable !== undefined) page.field("Min available", spec.minAvailable);
      else if (spec.maxUnavailable !== undefined) page.field("Max unavailable", spec.maxUnavailable);
      page.field("Selector", spec.selector ? formatLabelSelector(spec.selector) : "<unset>");
      page
        .line(0, "Status:")
        .line(2, `Allowed disruptions:\t${status.disruptionsAllowed ?? 0}`)
        .line(2, `Current:\t${status.currentHealthy ?? 0}`);
      page.line(2, `Desired:\t${status.desiredHealthy ?? 0}`).line(2, `Total:\t${status.expectedPods ?? 0}`);
    },
  }),
  NetworkPolicy: viewOf<Stored<NetworkPolicy>>({
    columns: [{ title: "Pod-Selector", cell: ({ spec }) => formatLabelSelector(spec.podSelector) }, age],
    hasNoEvents: true,
    describe: describePolicy,
  }),
  Role: role,
  ClusterRole: role,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  ControllerRevision: viewOf<Stored<ControllerRevision>>({
    columns: [
      {
        title: "Controller",
        cell: (revision) => {
          const owner = controllerOf(revision);
          const resource = owner && resourceOfKind(owner.kind ?? "", owner.apiVersion);
          return owner ? `${resource ? typeName(resource) : owner.kind?.toLowerCase()}/${owner.name}` : "<none>";
        },
      },
      { title: "Revision", cell: ({ revision }) => revision ?? 0 },
      age,
    ],
  }),
  PriorityClass: viewOf<Stored<PriorityClass>>({
    columns: [
      { title: "Value", cell: ({ value }) => value ?? 0 },
      { title: "Global-Default", cell: ({ globalDefault }) => globalDefault ?? false },
      age,
      { title: "PreemptionPolicy", cell: ({ preemptionPolicy }) => preemptionPolicy ?? "" },
    ],
    describe(page, { metadata, value, globalDefault, preemptionPolicy, description }) {
      page
        .field("Name", metadata.name)
        .field("Value", value ?? 0)
        .field("GlobalDefault", globalDefault ?? false);
      page
        .field("PreemptionPolicy", preemptionPolicy)
        .field("Description", description ?? "")
        .field("Annotations", formatLabels(metadata.annotations));
    },
  }),
  RuntimeClass: viewOf<Stored<RuntimeClass>>({ columns: [{ title: "Handler", cell: ({ handler }) => handler ?? "" }, age] }),
};

function describeRole(page: Page, object: Stored<ClusterRole>): void {
  page.field("Name", object.metadata.name);
  marks(page, object);
  page.line(0, "PolicyRule:").line(1, "Resources\tNon-Resource URLs\tResource Names\tVerbs");
  page.line(1, "---------\t-----------------\t--------------\t-----");
  for (const line of compactRules(object.rules ?? [])) page.line(1, line);
}

/** A line for each resource, with all that may be done with it. */
function compactRules(rules: readonly PolicyRule[]): string[] {
  const lines = new Map<string, Set<string>>();
  for (const { apiGroups = [""], resources = [], resourceNames = [], nonResourceURLs = [], verbs = [] } of rules) {
    const resourceKeys = resources.flatMap((resource) => apiGroups.map((group) => combined(resource, group)));
    const keys = [
      ...resourceKeys.map((resource) => `${resource}\t[]\t[${resourceNames.join(" ")}]`),
      ...nonResourceURLs.map((url) => `\t[${url}]\t[]`),
    ];
    for (const key of keys) lines.set(key, new Set([...(lines.get(key) ?? []), ...verbs]));
  }
  const whole = (key: string): string => key.replace(/\t.*/, "]");
  return [...lines].sort(([a], [b]) => byText(whole(a), whole(b)) || byText(a, b)).map(([key, verbs]) => `${key}\t[${[...verbs].join(" ")}]`);
}

function combined(resource: string, group: string): string {
  const [name = "", ...sub] = resource.split("/");
  return [group === "" ? name : `${name}.${group}`, ...sub].join("/");
}

function describeBinding(page: Page, object: Binding): void {
  page.field("Name", object.metadata.name);
  marks(page, object);
  page.line(0, "Role:").line(1, `Kind:\t${object.roleRef?.kind}`).line(1, `Name:\t${object.roleRef?.name}`);
  page.line(0, "Subjects:").line(1, "Kind\tName\tNamespace").line(1, "----\t----\t---------");
  for (const { kind, name, namespace = "" } of object.subjects ?? []) page.line(1, `${kind}\t${name}\t${namespace}`);
}

function describePolicy(page: Page, policy: Stored<NetworkPolicy>): void {
  const { metadata, spec } = policy;
  const types = spec.policyTypes ?? [];
  heading(page, policy);
  page.field("Created on", goTime(metadata.creationTimestamp));
  marks(page, policy);
  const all = "<none> (Allowing the specific traffic to all pods in this namespace)";
  const selector = isEmpty(spec.podSelector) ? all : formatLabelSelector(spec.podSelector);
  page.line(0, "Spec:").raw(`  PodSelector:     ${selector}\n`);
  for (const [type, name, rules, peers] of [
    ["Ingress", "ingress", spec.ingress, "from"],
    ["Egress", "egress", spec.egress, "to"],
  ] as const) {
    if (!types.includes(type)) page.line(1, `Not affecting ${name} traffic`);
    else {
      page.line(1, `Allowing ${name} traffic:`);
      policyRules(
        page,
        (rules ?? []).map((rule) => ({ ports: rule.ports, peers: (rule as Readonly<Record<string, NetworkPolicyPeer[] | undefined>>)[peers] })),
        name,
      );
    }
  }
  page.line(1, `Policy Types: ${types.join(", ") || "<none>"}`);
}

function isEmpty(selector: LabelSelector | undefined): boolean {
  return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
}

interface Rule {
  readonly ports: readonly NetworkPolicyPort[] | undefined;
  readonly peers: readonly NetworkPolicyPeer[] | undefined;
}

function policyRules(page: Page, rules: readonly Rule[], way: "ingress" | "egress"): void {
  const [word, end] = way === "ingress" ? ["From", "source"] : ["To", "destination"];
  if (rules.length === 0) page.line(2, `<none> (Selected pods are isolated for ${way} connectivity)`);
  for (const [i, { ports = [], peers = [] }] of rules.entries()) {
    if (ports.length === 0) page.line(2, `To Port: ${every} (traffic allowed to all ports)`);
    for (const { port, endPort, protocol = "TCP" } of ports)
      page.line(2, endPort === undefined ? `To Port: ${port ?? "<nil>"}/${protocol}` : `To Port Range: ${port}-${endPort}/${protocol}`);
    if (peers.length === 0) page.line(2, `${word}: ${every} (traffic not restricted by ${end})`);
    for (const { podSelector, namespaceSelector, ipBlock } of peers) {
      page.line(2, `${word}:`);
      if (namespaceSelector) page.line(3, `NamespaceSelector: ${formatLabelSelector(namespaceSelector)}`);
      if (podSelector) page.line(3, `PodSelector: ${formatLabelSelector(podSelector)}`);
      if (!podSelector && !namespaceSelector && ipBlock)
        page
          .line(3, "IPBlock:")
          .line(4, `CIDR: ${ipBlock.cidr}`)
          .line(4, `Except: ${(ipBlock.except ?? []).join(", ")}`);
    }
    if (i < rules.length - 1) page.line(2, "----------");
  }
}
