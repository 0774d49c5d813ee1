import type { Labels } from "../../api/selector.ts";
import type { Namespace, Node, Pod, PodDisruptionBudget, PodSpec } from "../../schemas/generated/types.ts";
import { memoize } from "../../api/memoize.ts";
import { PodCount } from "./podCount.ts";
import { namespaceOf, type PodInfo, type PodShape, ownKey, shapeOf, specKey, uidOf } from "./podInfo.ts";
import { NodeInfo } from "./nodeInfo.ts";
import { ResourceNames } from "./resources.ts";
import { Volumes } from "./volumes.ts";
import { Owners } from "./owners.ts";
import { Images } from "./images.ts";

/** How many changes are kept before everything is computed anew. */
const longestHistory = 1_000_000;

/**
 * The scheduler's cache of the cluster: nodes with their pods, and counts of pods by label and domain, updated with every change.
 * Results about a pod are valid until `epoch` changes. Within an epoch only pods are added and removed, which `changes` lists by node.
 */
export class Snapshot {
  readonly resources = new ResourceNames();
  readonly volumes = new Volumes();
  readonly owners = new Owners();
  readonly images = new Images();
  /** Grows with every change that is not just a pod coming or going. */
  epoch = 0;
  /** Grows with every change of any kind. */
  version = 0;
  /** The index of the node of every pod that was added or removed in this epoch, in order. */
  readonly changes: number[] = [];

  private readonly byName = new Map<string, NodeInfo>();
  private sorted: NodeInfo[] | undefined;
  private readonly placed = new Map<string, { readonly pod: PodInfo; readonly node: string }>();
  /** Pods by the name of a node that does not exist. */
  private readonly stranded = new Map<string, Map<string, PodInfo>>();
  /** Shapes by the key of the spec, and by the key of the pod. */
  private readonly shapes = new Map<string, Map<string, PodShape>>();
  private readonly shapesOf = memoize((spec: PodSpec) => {
    const key = specKey(spec);
    let shapes = this.shapes.get(key);
    if (shapes === undefined) this.shapes.set(key, (shapes = new Map<string, PodShape>()));
    return shapes;
  });
  private readonly tallies = new Map<string, { readonly count: PodCount; readonly counts: (shape: PodShape) => boolean }>();
  private readonly memberships = new Map<PodShape, PodCount[]>();
  private readonly withAffinity = new Set<PodShape>();
  private readonly unique = new Map<string, boolean>();
  private readonly namespaces = new Map<string, Labels>();
  private readonly budgets = new Map<string, PodDisruptionBudget>();
  private readonly nominations = new Map<string, { readonly pod: PodInfo; readonly node: string }>();

  /** All nodes by name, in code unit order. */
  get nodes(): readonly NodeInfo[] {
    if (this.sorted === undefined) {
      this.sorted = [...this.byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
      this.sorted.forEach((node, index) => (node.index = index));
    }
    return this.sorted;
  }

  node(name: string): NodeInfo | undefined {
    return this.byName.get(name);
  }

  /** Adds or updates a node. */
  setNode(node: Node): void {
    const name = node.metadata?.name ?? "";
    const known = this.byName.get(name);
    if (known !== undefined && nodeKey(known.node) === nodeKey(node)) return;
    this.images.set(node);
    if (known !== undefined) known.describe(node, this.resources);
    else this.addNode(new NodeInfo(node, this.resources));
    this.startEpoch();
  }

  private addNode(node: NodeInfo): void {
    this.byName.set(node.name, node);
    this.sorted = undefined;
    for (const pod of this.stranded.get(node.name)?.values() ?? []) this.put(pod, node);
    this.stranded.delete(node.name);
  }

  removeNode(name: string): void {
    const node = this.byName.get(name);
    if (node === undefined) return;
    this.byName.delete(name);
    this.sorted = undefined;
    this.images.remove(name);
    for (const pod of [...node.pods]) {
      this.take(pod, node);
      this.strand(pod, name);
    }
    this.startEpoch();
  }

  setNamespace(namespace: Namespace): void {
    const name = namespace.metadata?.name ?? "";
    const before = this.namespaces.get(name);
    const labels = namespace.metadata?.labels ?? {};
    this.namespaces.set(name, labels);
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(labels)) this.startEpoch();
  }

  removeNamespace(name: string): void {
    if (this.namespaces.delete(name)) this.startEpoch();
  }

  /** The labels of a namespace, if it is known. */
  namespaceLabels(name: string): Labels | undefined {
    return this.namespaces.get(name);
  }

  /** Names of the namespaces whose labels are selected. */
  namespacesWhere(selects: (labels: Labels) => boolean): string[] {
    return [...this.namespaces].filter(([, labels]) => selects(labels)).map(([name]) => name);
  }

  /** Whether no two nodes have the same value of a label, as with host names. */
  isUnique(key: string): boolean {
    const known = this.unique.get(key);
    if (known !== undefined) return known;
    const values = [...this.byName.values()].flatMap(({ labels }) => labels[key] ?? []);
    const unique = new Set(values).size === values.length;
    this.unique.set(key, unique);
    return unique;
  }

  /** The pod in the scheduler's eyes. */
  infoOf(pod: Pod): PodInfo {
    return { pod, name: pod.metadata?.name ?? "", namespace: namespaceOf(pod), uid: uidOf(pod), shape: this.shape(pod) };
  }

  /** Adds a pod to a node, or moves it there. */
  addPod(pod: PodInfo, node: string): void {
    const before = this.placed.get(pod.uid);
    const info = this.byName.get(node);
    const isSame = before !== undefined && before.node === node && before.pod.shape === pod.shape;
    if (!isSame) this.removePod(pod.uid);
    this.placed.set(pod.uid, { pod, node });
    if (isSame && info !== undefined) {
      info.renew(pod);
      this.version++;
    } else if (info === undefined) this.strand(pod, node);
    else this.put(pod, info);
  }

  removePod(uid: string): void {
    const known = this.placed.get(uid);
    if (known === undefined) return;
    this.placed.delete(uid);
    const info = this.byName.get(known.node);
    if (info === undefined) this.stranded.get(known.node)?.delete(uid);
    else this.take(known.pod, info);
  }

  /** The node that a pod was put on. */
  nodeOf(uid: string): string | undefined {
    return this.placed.get(uid)?.node;
  }

  get disruptionBudgets(): Iterable<PodDisruptionBudget> {
    return this.budgets.values();
  }

  setBudget(budget: PodDisruptionBudget): void {
    this.budgets.set(keyOf(budget), budget);
    this.version++;
  }

  removeBudget(budget: PodDisruptionBudget): void {
    this.budgets.delete(keyOf(budget));
    this.version++;
  }

  /** Nominates a node for a waiting pod, which reserves room against pods that do not have a higher priority. */
  nominate(pod: PodInfo, node: string): void {
    this.nominations.set(pod.uid, { pod, node });
    this.version++;
  }

  clearNomination(uid: string): void {
    if (this.nominations.delete(uid)) this.version++;
  }

  nominatedTo(node: string): PodInfo[] {
    return this.nominations.size === 0 ? [] : [...this.nominations.values()].filter((nomination) => nomination.node === node).map(({ pod }) => pod);
  }

  /** Whether nominated pods reserve room that this pod must respect. */
  hasRivals(pod: PodInfo): boolean {
    for (const { pod: rival } of this.nominations.values()) if (rival.uid !== pod.uid && rival.shape.priority >= pod.shape.priority) return true;
    return false;
  }

  /** Where the pods run whose shape `counts` accepts. The same `id` stands for the same pods. */
  tally(id: string, counts: (shape: PodShape) => boolean): PodCount {
    const known = this.tallies.get(id);
    if (known !== undefined) return known.count;
    const count = this.newCount();
    this.tallies.set(id, { count, counts });
    for (const shape of this.memberships.keys()) {
      if (!counts(shape)) continue;
      this.memberships.get(shape)!.push(count);
      for (const [node, pods] of shape.count.entries()) count.shift(node, pods);
    }
    return count;
  }

  /** Shapes of pods, running now or before, that have terms about other pods. */
  get shapesWithAffinity(): ReadonlySet<PodShape> {
    return this.withAffinity;
  }

  /** Starts a new epoch: all results about pods become invalid. */
  startEpoch(): void {
    this.epoch++;
    this.version++;
    this.changes.length = 0;
    this.unique.clear();
  }

  private shape(pod: Pod): PodShape {
    const shapes = this.shapesOf(pod.spec ?? noSpec);
    const key = ownKey(pod);
    const known = shapes.get(key);
    if (known !== undefined) return known;
    const shape = shapeOf(pod, this.resources, this.newCount());
    shapes.set(key, shape);
    this.memberships.set(
      shape,
      [...this.tallies.values()].filter(({ counts }) => counts(shape)).map(({ count }) => count),
    );
    return shape;
  }

  private newCount(): PodCount {
    return new PodCount(
      () => this.byName.values(),
      () => this.epoch,
    );
  }

  private put(pod: PodInfo, node: NodeInfo): void {
    node.add(pod);
    this.count(pod, node, 1);
  }

  private take(pod: PodInfo, node: NodeInfo): void {
    node.remove(pod.uid);
    this.count(pod, node, -1);
  }

  private count(pod: PodInfo, node: NodeInfo, by: 1 | -1): void {
    const { shape } = pod;
    if (by > 0 && hasTerms(shape) && !this.withAffinity.has(shape)) {
      this.withAffinity.add(shape);
      this.startEpoch();
    }
    shape.count.shift(node, by);
    for (const count of this.memberships.get(shape)!) count.shift(node, by);
    this.volumes.use(pod, by);
    this.version++;
    if (this.changes.push(node.index) > longestHistory) this.startEpoch();
  }

  private strand(pod: PodInfo, node: string): void {
    const pods = this.stranded.get(node) ?? new Map<string, PodInfo>();
    this.stranded.set(node, pods.set(pod.uid, pod));
  }
}

const noSpec: PodSpec = {};

function hasTerms({ affinity, antiAffinity }: PodShape): boolean {
  return [affinity, antiAffinity].some(({ required, preferred }) => required.length > 0 || preferred.length > 0);
}

function keyOf({ metadata }: PodDisruptionBudget): string {
  return `${metadata?.namespace || "default"}/${metadata?.name ?? ""}`;
}

/** The parts of a node on which placing pods may depend. A heartbeat does not change them. */
function nodeKey({ metadata, spec, status }: Node): string {
  return JSON.stringify([metadata?.labels, spec?.taints, spec?.unschedulable, status?.allocatable, status?.images]);
}
