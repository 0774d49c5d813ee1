import type { DaemonSet, Node, NodeSelector, PodSpec, PodTemplateSpec, Toleration } from "../../../schemas/generated/types.ts";
import type { Stored } from "../../core/objects.ts";
import { requiredNodes, tolerates, untoleratedTaint } from "../../scheduler/nodeSelector.ts";
import type { StoredPod } from "../../core/pods.ts";

/** A DaemonSet as the store keeps it. */
export type StoredDaemonSet = Stored<DaemonSet>;
/** A Node as the store keeps it. */
export type StoredNode = Stored<Node>;

/** Whether a node should run a pod, whether an existing pod may stay, and why not. */
export type Eligibility =
  | { readonly is: "wanted" }
  /** A taint keeps new pods away, but existing pods stay. */
  | { readonly is: "tolerated"; readonly taint: string }
  | { readonly is: "refused"; readonly because: "node-name" | "node-selector" | "taint" };

/** The tolerations that every daemon pod has, so that it stays on nodes with problems. */
const ownTolerations: readonly Toleration[] = [
  ...["not-ready", "unreachable"].map((key) => ({ key: `node.kubernetes.io/${key}`, operator: "Exists", effect: "NoExecute" })),
  ...["disk-pressure", "memory-pressure", "pid-pressure", "unschedulable"].map((key) => ({
    key: `node.kubernetes.io/${key}`,
    operator: "Exists",
    effect: "NoSchedule",
  })),
];
const ofHostNetwork: Toleration = { key: "node.kubernetes.io/network-unavailable", operator: "Exists", effect: "NoSchedule" };

/** The tolerations of a DaemonSet's pods: the template's, and those that every daemon pod has. */
export function tolerationsOf(spec: PodSpec): Toleration[] {
  const own = spec.hostNetwork ? [...ownTolerations, ofHostNetwork] : ownTolerations;
  const isOwn = ({ key, operator, value, effect }: Toleration): Toleration | undefined =>
    own.find((toleration) => toleration.key === key && toleration.operator === operator && toleration.effect === effect && !value);
  const given = (spec.tolerations ?? []).map((toleration) => isOwn(toleration) ?? toleration);
  return [...given, ...own.filter((toleration) => !given.includes(toleration))];
}

/** Where the pods of a DaemonSet should run, prepared for many nodes. It checks labels, fields and taints as the scheduler's plugins do, and nothing else: a full node gets its pod, too. */
export function placement({ spec }: StoredDaemonSet): (node: StoredNode) => Eligibility {
  const pod = spec.template?.spec ?? {};
  const tolerations = tolerationsOf(pod);
  const fits = requiredNodes({ spec: pod });
  return ({ metadata: { name, labels = {} }, spec: { taints = [] } }) => {
    if (pod.nodeName && pod.nodeName !== name) return { is: "refused", because: "node-name" };
    if (fits && !fits({ name, labels })) return { is: "refused", because: "node-selector" };
    const taint = untoleratedTaint(taints, tolerations);
    if (!taint) return { is: "wanted" };
    const evicts = taints.some((each) => each.effect === "NoExecute" && !tolerates(tolerations, each));
    return evicts ? { is: "refused", because: "taint" } : { is: "tolerated", taint: taint.key ?? "" };
  };
}

/** The pod template for one node: node affinity names the node, and the scheduler binds the pod. */
export function templateFor({ spec }: StoredDaemonSet, node: string, labels: Readonly<Record<string, string>>): PodTemplateSpec {
  const template = spec.template ?? {};
  const pod = template.spec ?? {};
  const nodeAffinity = pod.affinity?.nodeAffinity;
  const only: NodeSelector = { nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: [node] }] }] };
  return {
    metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } },
    spec: {
      ...pod,
      tolerations: tolerationsOf(pod),
      affinity: { ...pod.affinity, nodeAffinity: { ...nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: only } },
    },
  };
}

/** The node of a daemon pod: where it runs, or where it should run. */
export function targetOf({ spec }: StoredPod): string | undefined {
  if (spec.nodeName) return spec.nodeName;
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms.flatMap(({ matchFields = [] }) => matchFields).find(({ key, operator }) => key === "metadata.name" && operator === "In")?.values?.[0];
}
