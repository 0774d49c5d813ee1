import type { Labels } from "../../api/selector.ts";
import type { Node, Taint } from "../../schemas/generated/types.ts";
import { HostPorts } from "./hostPorts.ts";
import { ownLabels, type PodInfo } from "./podInfo.ts";
import { type Amounts, quantities, type ResourceNames, withRoomFor } from "./resources.ts";
import { value } from "../../api/quantity.ts";

/** A node and its pods, with the sums that filters and scores need, updated with every pod. */
export class NodeInfo {
  readonly name: string;
  node!: Node;
  labels!: Labels;
  taints!: readonly Taint[];
  allocatable!: Amounts;
  allowedPods!: number;
  /** What the pods request. */
  requested: Amounts = new Float64Array(3);
  /** CPU and memory requests, with default amounts for containers without requests. */
  readonly nonZero = new Float64Array(2);
  readonly pods: PodInfo[] = [];
  readonly ports = new HostPorts();
  /** Its index among all nodes, sorted by name. */
  index = -1;

  constructor(node: Node, resources: ResourceNames) {
    this.name = node.metadata?.name ?? "";
    this.describe(node, resources);
  }

  /** Updates the node object. */
  describe(node: Node, resources: ResourceNames): void {
    const allocatable = quantities(node.status?.allocatable);
    this.node = node;
    this.labels = ownLabels(node.metadata);
    this.taints = node.spec?.taints ?? [];
    this.allocatable = resources.amounts(allocatable);
    const pods = allocatable.get("pods");
    this.allowedPods = pods === undefined ? 0 : value(pods);
  }

  add(pod: PodInfo): void {
    this.pods.push(pod);
    this.sum(pod, 1);
    for (const { hostIP, protocol, hostPort } of pod.shape.hostPorts) this.ports.add(hostIP, protocol, hostPort!);
  }

  /** Replaces a pod by a newer version with the same shape. */
  renew(pod: PodInfo): void {
    const at = this.pods.findIndex(({ uid }) => uid === pod.uid);
    if (at >= 0) this.pods[at] = pod;
  }

  /** Removes a pod. Returns false if it is not on this node. */
  remove(uid: string): boolean {
    const at = this.pods.findIndex((pod) => pod.uid === uid);
    if (at < 0) return false;
    const [pod] = this.pods.splice(at, 1);
    this.sum(pod!, -1);
    for (const { hostIP, protocol, hostPort } of pod!.shape.hostPorts) this.ports.remove(hostIP, protocol, hostPort!);
    return true;
  }

  /** A copy of the node for a hypothetical cluster. */
  copy(resources: ResourceNames): NodeInfo {
    const copy = new NodeInfo(this.node, resources);
    copy.index = this.index;
    for (const pod of this.pods) copy.add(pod);
    return copy;
  }

  private sum({ shape }: PodInfo, sign: 1 | -1): void {
    const { requests, nonZero } = shape;
    this.requested = withRoomFor(requests.length - 1, this.requested);
    for (let i = 0; i < requests.length; i++) this.requested[i]! += sign * requests[i]!;
    this.nonZero[0]! += sign * nonZero[0];
    this.nonZero[1]! += sign * nonZero[1];
  }
}
