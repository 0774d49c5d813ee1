import { formatQuantity, milliValue, parseQuantity, type Quantity, quantityOf, value } from "../../api/quantity.ts";
import type { Lease, Node } from "../../schemas/generated/types.ts";
import type { Stored } from "../../engine/core/objects.ts";
import { isFinished, type StoredPod } from "../../engine/core/pods.ts";
import { type Amounts, podAmounts, sum } from "../../engine/quota/podResources.ts";
import type { Cluster } from "../core/cluster.ts";
import { longTime, since } from "../text/age.ts";
import { byText } from "../../api/byText.ts";
import type { Page } from "../text/page.ts";
import { marks, taintText } from "./parts/metadata.ts";
import { percent } from "./parts/resources.ts";
import { age, viewOf, type Views } from "./view.ts";

type StoredNode = Stored<Node>;

export const nodeViews: Views = {
  Node: viewOf<StoredNode>({
    columns: [
      { title: "Status", cell: statusOf },
      { title: "Roles", cell: (node) => rolesOf(node).join(",") || "<none>" },
      age,
      { title: "Version", cell: ({ status }) => status.nodeInfo?.kubeletVersion ?? "" },
      { title: "Internal-IP", wide: true, cell: (node) => addressOf(node, "InternalIP") },
      { title: "External-IP", wide: true, cell: (node) => addressOf(node, "ExternalIP") },
      { title: "OS-Image", wide: true, cell: ({ status }) => status.nodeInfo?.osImage || "<unknown>" },
      {
        title: "Kernel-Version",
        wide: true,
        cell: ({ status: { nodeInfo } }) => `${nodeInfo?.kernelVersion || "<unknown>"}${nodeInfo?.architecture ? ` (${nodeInfo.architecture})` : ""}`,
      },
      { title: "Container-Runtime", wide: true, cell: ({ status }) => status.nodeInfo?.containerRuntimeVersion || "<unknown>" },
    ],
    describe: describeNode,
  }),
  Lease: viewOf<Stored<Lease>>({ columns: [{ title: "Holder", cell: ({ spec }) => spec.holderIdentity ?? "" }, age] }),
};

function statusOf({ spec, status }: StoredNode): string {
  const ready = status.conditions?.find(({ type }) => type === "Ready");
  const word = ready ? (ready.status === "True" ? "Ready" : "NotReady") : "Unknown";
  return spec.unschedulable ? `${word},SchedulingDisabled` : word;
}

const rolePrefix = "node-role.kubernetes.io/";

function rolesOf({ metadata }: StoredNode): string[] {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, held]) => {
    if (key.startsWith(rolePrefix)) return key.length > rolePrefix.length ? [key.slice(rolePrefix.length)] : [];
    return key === "kubernetes.io/role" && held !== "" ? [held] : [];
  });
  return [...new Set(roles)].sort(byText);
}

function addressOf({ status }: StoredNode, type: string): string {
  return status.addresses?.find((address) => address.type === type)?.address ?? "<none>";
}

function describeNode(page: Page, node: StoredNode, cluster: Cluster): void {
  const { metadata, spec, status } = node;
  page.field("Name", metadata.name);
  page.field("Roles", rolesOf(node).join(",") || "<none>");
  marks(page, node);
  page.field("CreationTimestamp", longTime(metadata.creationTimestamp));
  const taints = [...(spec.taints ?? [])].sort((a, b) => byText(`${a.effect},${a.key}`, `${b.effect},${b.key}`));
  page.fieldOf("Taints", taints.map(taintText));
  page.field("Unschedulable", spec.unschedulable ?? false);
  leaseField(page, metadata.name, cluster);
  conditionsField(page, node);
  page.line(0, "Addresses:");
  for (const { type, address } of status.addresses ?? []) page.line(1, `${type}:\t${address}`);
  for (const [name, amounts] of [
    ["Capacity", status.capacity],
    ["Allocatable", status.allocatable],
  ] as const) {
    const entries = Object.entries(amounts ?? {}).sort(([a], [b]) => byText(a, b));
    if (entries.length > 0) page.line(0, `${name}:`);
    for (const [resource, amount] of entries) page.line(1, `${resource}:\t${amount}`);
  }
  systemInfo(page, node);
  resourceFields(page, node, cluster);
}

function leaseField(page: Page, name: string, { store }: Cluster): void {
  const lease = store.get<Stored<Lease>>({ kind: "Lease", namespace: "kube-node-lease", name });
  if (!lease) {
    page.field("Lease", `Failed to get lease: leases.coordination.k8s.io ${JSON.stringify(name)} not found`);
    return;
  }
  const { holderIdentity, acquireTime, renewTime } = lease.spec;
  page.line(0, "Lease:").line(1, `HolderIdentity:\t${holderIdentity ?? "<unset>"}`);
  page
    .line(1, `AcquireTime:\t${acquireTime ? longTime(acquireTime) : "<unset>"}`)
    .line(1, `RenewTime:\t${renewTime ? longTime(renewTime) : "<unset>"}`);
}

function conditionsField(page: Page, { status }: StoredNode): void {
  if ((status.conditions ?? []).length === 0) return;
  page.line(0, "Conditions:").line(1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
  page.line(1, "----\t------\t-----------------\t------------------\t------\t-------");
  for (const { type, status: is, lastHeartbeatTime, lastTransitionTime, reason = "", message = "" } of status.conditions ?? [])
    page.line(1, `${type} \t${is} \t${longTime(lastHeartbeatTime)} \t${longTime(lastTransitionTime)} \t${reason} \t${message}`);
}

function systemInfo(page: Page, { spec, status: { nodeInfo } }: StoredNode): void {
  page.line(0, "System Info:");
  const lines = [
    ["Machine ID", nodeInfo?.machineID],
    ["System UUID", nodeInfo?.systemUUID],
    ["Boot ID", nodeInfo?.bootID],
    ["Kernel Version", nodeInfo?.kernelVersion],
    ["OS Image", nodeInfo?.osImage],
    ["Operating System", nodeInfo?.operatingSystem],
    ["Architecture", nodeInfo?.architecture],
    ["Container Runtime Version", nodeInfo?.containerRuntimeVersion],
    ["Kubelet Version", nodeInfo?.kubeletVersion],
  ] as const;
  for (const [name, held] of lines) page.line(1, `${name}:\t${held ?? ""}`);
  if (spec.podCIDR) page.field("PodCIDR", spec.podCIDR);
  if ((spec.podCIDRs ?? []).length > 0) page.field("PodCIDRs", spec.podCIDRs!.join(","));
  if (spec.providerID) page.field("ProviderID", spec.providerID);
}

const zero = quantityOf(0);

/** An amount, and how much of a node's that is. */
function share(amounts: Amounts, resource: string, whole: Amounts): string {
  const size = resource === "cpu" ? milliValue : value;
  const amount = amounts.get(resource) ?? zero;
  return `${formatQuantity(amount)} (${percent(size(amount), size(whole.get(resource) ?? zero))})`;
}

function resourceFields(page: Page, node: StoredNode, { store, now }: Cluster): void {
  const here = store.list<StoredPod>("Pod").filter((pod) => pod.spec.nodeName === node.metadata.name && !isFinished(pod));
  const pods = [...here].sort((a, b) => byText(a.metadata.namespace, b.metadata.namespace) || byText(a.metadata.name, b.metadata.name));
  const allocatable = node.status.allocatable ?? node.status.capacity ?? {};
  const whole: Amounts = new Map(Object.entries(allocatable).map(([name, text]): [string, Quantity] => [name, parseQuantity(text) ?? zero]));
  page.field("Non-terminated Pods", `(${pods.length} in total)`);
  page.line(1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
  page.line(1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---");
  let [requests, limits]: [Amounts, Amounts] = [new Map(), new Map()];
  for (const pod of pods) {
    const [asked, most] = [podAmounts(pod, "requests"), podAmounts(pod, "limits")];
    const cells = ["cpu", "memory"].flatMap((resource) => [share(asked, resource, whole), share(most, resource, whole)]);
    page.line(1, `${pod.metadata.namespace}\t${pod.metadata.name}\t\t${cells.join("\t")}\t${since(pod.metadata.creationTimestamp, now)}`);
    [requests, limits] = [sum(requests, asked), sum(limits, most)];
  }
  page.line(0, "Allocated resources:").line(1, "(Total limits may be over 100 percent, i.e., overcommitted.)");
  page.line(1, "Resource\tRequests\tLimits").line(1, "--------\t--------\t------");
  for (const resource of ["cpu", "memory", "ephemeral-storage"])
    page.line(1, `${resource}\t${share(requests, resource, whole)}\t${share(limits, resource, whole)}`);
  const others = [...whole.keys()].filter((name) => !["cpu", "memory", "ephemeral-storage", "pods", "storage"].includes(name)).sort(byText);
  for (const name of others.filter((one) => one.startsWith("hugepages-")))
    page.line(1, `${name}\t${share(requests, name, whole)}\t${share(limits, name, whole)}`);
  for (const name of others.filter((one) => !one.startsWith("hugepages-")))
    page.line(1, `${name}\t${formatQuantity(requests.get(name) ?? zero)}\t${formatQuantity(limits.get(name) ?? zero)}`);
}
