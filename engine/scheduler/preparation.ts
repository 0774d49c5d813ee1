import type { Refusal } from "../core/decision.ts";
import type { NodeFilter, NodeScorer } from "./framework.ts";
import type { NodeInfo } from "./nodeInfo.ts";
import type { PodInfo } from "./podInfo.ts";
import { plugins } from "./plugins/index.ts";
import type { Snapshot } from "./snapshot.ts";

/** The prepared plugins for one pod, ready to be asked node by node. Valid for all pods of its shape until the snapshot's next epoch. */
export interface Preparation {
  readonly pod: PodInfo;
  readonly epoch: number;
  readonly filters: readonly { readonly plugin: string; readonly filter: NodeFilter }[];
  readonly scorers: readonly { readonly plugin: string; readonly weight: number; readonly scorer: NodeScorer }[];
  /** A refusal of the pod on every node. */
  readonly refusal?: PluginRefusal;
  /** The only nodes to ask, and the plugin that limits them. */
  readonly only?: { readonly nodes: ReadonlySet<string>; readonly plugin: string };
}

/** A refusal and the plugin that gave it. */
export interface PluginRefusal {
  readonly plugin: string;
  readonly refusal: Refusal;
}

/** Prepares every plugin for the pod. The first refusal ends it. */
export function prepare(pod: PodInfo, snapshot: Snapshot): Preparation {
  const filters: { plugin: string; filter: NodeFilter }[] = [];
  const base = { pod, epoch: snapshot.epoch };
  for (const { name: plugin, filter: filterFor } of plugins) {
    const filter = filterFor?.(pod, snapshot);
    if (filter === undefined) continue;
    if ("code" in filter) return { ...base, filters: [], scorers: [], refusal: { plugin, refusal: filter } };
    filters.push({ plugin, filter });
  }
  const scorers = plugins.flatMap(({ name, weight = 1, score }) => {
    const scorer = score?.(pod, snapshot);
    return scorer === undefined ? [] : [{ plugin: name, weight, scorer }];
  });
  const narrow = filters.find(({ filter }) => filter.only !== undefined);
  return { ...base, filters, scorers, ...(narrow && { only: { nodes: narrow.filter.only!, plugin: narrow.plugin } }) };
}

/** The first refusal of a node, or nothing if it fits. */
export function refusalOn(node: NodeInfo, filters: Preparation["filters"]): PluginRefusal | undefined {
  for (const { plugin, filter } of filters) {
    const refusal = filter.test(node);
    if (refusal !== undefined) return { plugin, refusal };
  }
  return undefined;
}

/** Filters in a hypothetical cluster, and what adds or removes a pod there. */
export interface Thought {
  readonly filters: Preparation["filters"];
  readonly shift: (pod: PodInfo, node: NodeInfo, by: 1 | -1) => void;
}

/** Copies the filters, so that pods can be added and removed hypothetically. */
export function imagine(filters: Preparation["filters"]): Thought {
  const copies = filters.map(({ plugin, filter }) => ({ plugin, filter: filter.copy?.() ?? filter }));
  return {
    filters: copies,
    shift: (pod, node, by) => {
      for (const { filter } of copies) if ("shift" in filter) (filter as ReturnType<NonNullable<NodeFilter["copy"]>>).shift(pod, node, by);
    },
  };
}

/**
 * The first refusal of a node that may be nominated for pods with at least the same priority: the pod must fit both with and without them,
 * since they may never come.
 */
export function refusalBesideRivals(node: NodeInfo, pod: PodInfo, filters: Preparation["filters"], snapshot: Snapshot): PluginRefusal | undefined {
  const rivals = snapshot.nominatedTo(node.name).filter(({ uid, shape }) => uid !== pod.uid && shape.priority >= pod.shape.priority);
  if (rivals.length > 0) {
    const crowded = node.copy(snapshot.resources);
    const thought = imagine(filters);
    for (const rival of rivals) {
      crowded.add(rival);
      thought.shift(rival, crowded, 1);
    }
    const refusal = refusalOn(crowded, thought.filters);
    if (refusal !== undefined) return refusal;
  }
  return refusalOn(node, filters);
}
