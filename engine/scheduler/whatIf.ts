import { add, compare, formatQuantity, milliValue, parseQuantity, type Quantity, quantityOf, subtract, value } from "../../api/quantity.ts";
import type { KubernetesObject } from "../../api/object.ts";
import type { Node, Pod, Taint } from "../../schemas/generated/types.ts";
import type { PodName } from "../core/decision.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import { requiredLabels, untoleratedTaints } from "./nodeSelector.ts";
import { requestsOf } from "./resources.ts";
import type { FieldChange } from "../core/fieldChange.ts";
import { createScheduler, type Scheduler } from "./scheduler.ts";

/** A change after which the pod can be placed. Each was tried: the scheduler then places the pod on `node`. */
export interface Remedy {
  readonly change: RemedyAction;
  readonly node: string;
  /** The same as other values in the pod's spec; absent where the change is none of the pod. */
  readonly inSpec?: readonly FieldChange[];
}

/** A change to a node or to the pod. */
export type RemedyAction =
  /** A node with more of something. */
  | { readonly is: "grow node"; readonly node: string; readonly amounts: readonly Amount[] }
  /** The pod requests less: these are the requests of all its containers together. */
  | { readonly is: "request less"; readonly amounts: readonly Amount[] }
  /** The pod tolerates these taints. */
  | { readonly is: "tolerate"; readonly taints: readonly Taint[] }
  /** The node is uncordoned. */
  | { readonly is: "uncordon"; readonly node: string }
  /** A node gets labels that the pod's selectors need; a label without a value is removed. */
  | { readonly is: "label node"; readonly node: string; readonly labels: Readonly<Record<string, string | undefined>> }
  /** One pod of the node is removed. */
  | { readonly is: "remove pod"; readonly node: string; readonly pod: PodName };

/** An amount of a resource before and after a change. */
export interface Amount {
  readonly resource: string;
  readonly from: string;
  readonly to: string;
}

/** How many nodes are tried, and how many pods are removed at most to try the result. */
const closest = 5;
const mostTrials = 200;

/**
 * The smallest change of each kind after which the pod can be placed, the least invasive kinds first. Empty if the pod can be placed already.
 * `objects` are the cluster: nodes, pods that run, and whatever else the scheduler looks at.
 */
export function whatIf(pod: Pod, objects: readonly KubernetesObject[]): Remedy[] {
  const scheduler = createScheduler({ explain: false });
  for (const object of objects) scheduler.set(object);
  if (scheduler.decide(pod).is !== "unplaced") return [];
  const trial = { pod, scheduler };
  const { nodes } = scheduler.snapshot;
  return [
    removePod(trial, nodes),
    requestLess(trial, nodes),
    growNode(trial, nodes),
    tolerate(trial, nodes),
    uncordon(trial, nodes),
    labelNode(trial, nodes),
  ].filter((remedy) => remedy !== undefined);
}

interface Trial {
  readonly pod: Pod;
  readonly scheduler: Scheduler;
}

/** Where the pod goes after `change`, which is undone afterwards. */
function tried(change: RemedyAction, { scheduler }: Trial, pod: Pod): Remedy | undefined {
  const decision = scheduler.decide(pod);
  return decision.is === "placed" ? { change, node: decision.node } : undefined;
}

/** Tries the cluster with another version of a node. */
function triedWithNode(change: RemedyAction, trial: Trial, before: Node, after: Node): Remedy | undefined {
  trial.scheduler.set({ ...after, kind: "Node" });
  const remedy = tried(change, trial, trial.pod);
  trial.scheduler.set({ ...before, kind: "Node" });
  return remedy;
}

/** The first of some changes that helps. */
function first<T>(all: Iterable<T>, attempt: (one: T) => Remedy | undefined): Remedy | undefined {
  for (const one of all) {
    const remedy = attempt(one);
    if (remedy !== undefined) return remedy;
  }
  return undefined;
}

/** Removes one pod with at most the same priority, the one with the smallest requests first. */
function removePod(trial: Trial, nodes: readonly NodeInfo[]): Remedy | undefined {
  const { scheduler } = trial;
  const { priority } = scheduler.snapshot.infoOf(trial.pod).shape;
  const running = nodes.flatMap((node) => node.pods.filter(({ shape }) => shape.priority <= priority).map((pod) => ({ node, pod })));
  const weight = ({ node, pod }: (typeof running)[number]): number =>
    Math.max(...pod.shape.requests.map((amount, i) => amount / Math.max(node.allocatable[i] ?? 0, 1)));
  const order = running.sort((a, b) => weight(a) - weight(b)).slice(0, mostTrials);
  return first(order, ({ node, pod }) => {
    scheduler.snapshot.removePod(pod.uid);
    const remedy = tried({ is: "remove pod", node: node.name, pod: { namespace: pod.namespace, name: pod.name } }, trial, trial.pod);
    scheduler.snapshot.addPod(pod, node.name);
    return remedy;
  });
}

interface Shortage {
  readonly node: NodeInfo;
  readonly short: readonly { readonly resource: string; readonly wanted: Quantity; readonly missing: Quantity }[];
  /** The worst share of the node's own size that is missing. */
  readonly share: number;
}

/** What each node lacks for the pod, the node that lacks least first. */
function shortages({ pod, scheduler }: Trial, nodes: readonly NodeInfo[]): Shortage[] {
  const { resources } = scheduler.snapshot;
  const wanted = [...requestsOf(pod).effective];
  const all = nodes.map((node) => {
    const short = wanted.flatMap(([resource, quantity]) => {
      const at = resources.indexOf(resource);
      const left = (node.allocatable[at] ?? 0) - (node.requested[at] ?? 0);
      const missing = subtract(quantity, resource === "cpu" ? { ...quantityOf(left), scale: -3 } : quantityOf(left));
      return compare(missing, quantityOf(0)) > 0
        ? [
            {
              resource,
              wanted: quantity,
              missing,
              share: (resource === "cpu" ? milliValue(missing) : value(missing)) / Math.max(node.allocatable[at] ?? 0, 1),
            },
          ]
        : [];
    });
    return { node, short, share: Math.max(...short.map(({ share }) => share)) };
  });
  return all
    .filter(({ short }) => short.length > 0)
    .sort((a, b) => a.share - b.share)
    .slice(0, closest);
}

function growNode(trial: Trial, nodes: readonly NodeInfo[]): Remedy | undefined {
  return first(shortages(trial, nodes), ({ node: { node, name }, short }) => {
    const allocatable = { ...node.status?.allocatable };
    const amounts = short.map(({ resource, missing }) => {
      const before = parseQuantity(allocatable[resource] ?? 0) ?? quantityOf(0);
      return { resource, from: formatQuantity(before), to: formatQuantity(withoutText(add(before, missing))) };
    });
    const grown = { ...allocatable, ...Object.fromEntries(amounts.map(({ resource, to }) => [resource, to])) };
    return triedWithNode({ is: "grow node", node: name, amounts }, trial, node, { ...node, status: { ...node.status, allocatable: grown } });
  });
}

/** Reduces the requests of the containers that request most. */
function requestLess(trial: Trial, nodes: readonly NodeInfo[]): Remedy | undefined {
  return first(shortages(trial, nodes), ({ short }) => {
    let { pod } = trial;
    for (const { resource, missing } of short) pod = withLess(pod, resource, missing);
    const amounts = short.map(({ resource, wanted }) => ({
      resource,
      from: formatQuantity(wanted),
      to: formatQuantity(requestsOf(pod).effective.get(resource) ?? quantityOf(0)),
    }));
    const remedy = tried({ is: "request less", amounts }, trial, pod);
    return remedy && { ...remedy, inSpec: changedRequests(trial.pod, pod) };
  });
}

function changedRequests(before: Pod, after: Pod): FieldChange[] {
  return (after.spec?.containers ?? []).flatMap(({ resources }, i) => {
    const was = before.spec?.containers?.[i]?.resources?.requests ?? {};
    const changed = Object.entries(resources?.requests ?? {}).filter(([resource, amount]) => was[resource] !== amount);
    return changed.map(([resource, to]) => ({ field: `containers[${i}].resources.requests${key(resource)}`, from: was[resource], to }));
  });
}

function key(name: string): string {
  return /^\w+$/.test(name) ? `.${name}` : `[${name}]`;
}

function withLess(pod: Pod, resource: string, less: Quantity): Pod {
  const containers = pod.spec?.containers ?? [];
  const requested = containers.map(({ resources }) => parseQuantity(resources?.requests?.[resource] ?? 0) ?? quantityOf(0));
  const largest = requested.reduce((best, quantity, i) => (compare(quantity, requested[best]!) > 0 ? i : best), 0);
  const changed = containers.map((container, i) => {
    const rest = i === largest ? withoutText(subtract(requested[i]!, less)) : undefined;
    if (rest === undefined || compare(rest, quantityOf(0)) < 0) return container;
    return { ...container, resources: { ...container.resources, requests: { ...container.resources?.requests, [resource]: formatQuantity(rest) } } };
  });
  return { ...pod, spec: { ...pod.spec, containers: changed } };
}

/** Prints a sum in canonical form. */
function withoutText({ mantissa, scale, format }: Quantity): Quantity {
  return { mantissa, scale, format };
}

/** Tolerates the taints of the node with the fewest taints that the pod does not tolerate. */
function tolerate(trial: Trial, nodes: readonly NodeInfo[]): Remedy | undefined {
  const { pod } = trial;
  const tolerations = pod.spec?.tolerations ?? [];
  const sets = new Map(
    nodes
      .map(({ taints }) => untoleratedTaints(taints, tolerations))
      .flatMap((taints) => (taints.length > 0 ? [[JSON.stringify(taints), taints]] : [])),
  );
  const order = [...sets.values()].sort((a, b) => a.length - b.length).slice(0, closest);
  return first(order, (taints) => {
    const added = taints.map(({ key, value, effect }) => (value ? { key, operator: "Equal", value, effect } : { key, operator: "Exists", effect }));
    const remedy = tried({ is: "tolerate", taints }, trial, { ...pod, spec: { ...pod.spec, tolerations: [...tolerations, ...added] } });
    return remedy && { ...remedy, inSpec: added.map((add) => ({ field: "tolerations", add })) };
  });
}

function uncordon(trial: Trial, nodes: readonly NodeInfo[]): Remedy | undefined {
  const cordoned = nodes.filter(({ node }) => node.spec?.unschedulable).slice(0, closest);
  return first(cordoned, ({ node, name }) => {
    const taints = node.spec?.taints?.filter(({ key }) => key !== "node.kubernetes.io/unschedulable");
    return triedWithNode({ is: "uncordon", node: name }, trial, node, { ...node, spec: { ...node.spec, unschedulable: false, taints } });
  });
}

/** Adds the needed labels to the node that lacks the fewest. */
function labelNode(trial: Trial, nodes: readonly NodeInfo[]): Remedy | undefined {
  const lacking = nodes.flatMap((node) => {
    const labels = requiredLabels(trial.pod, node);
    return labels === undefined || Object.keys(labels).length === 0 ? [] : [{ node, labels }];
  });
  const order = lacking.sort((a, b) => Object.keys(a.labels).length - Object.keys(b.labels).length).slice(0, closest);
  return first(order, ({ node: { node, name }, labels }) => {
    const kept = Object.fromEntries(
      Object.entries({ ...node.metadata?.labels, ...labels }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    return triedWithNode({ is: "label node", node: name, labels }, trial, node, { ...node, metadata: { ...node.metadata, labels: kept } });
  });
}
