import type { Key, StoredObject } from "../../../engine/objects.ts";
import type { Trace, Version } from "../../../engine/trace.ts";
import { nodeLives } from "./nodeLives.ts";
import { podLives } from "./podLives.ts";
import { serviceLives } from "./serviceLives.ts";
import { tellSteps } from "./steps.ts";
import type { Story } from "./story.ts";
import { workloadLives } from "./workloadLives.ts";

/** The versions of every object, by its kind and then by its key, in order. */
export type History = ReadonlyMap<string, ReadonlyMap<Key, readonly Version[]>>;

/** Boils a trace down to what the page draws. Takes time in the order of the trace's length. */
export function tell(trace: Trace): Story {
  const history = historyOf(trace.versions);
  const nodes = nodeLives(history);
  const { workloads, revisions, owners } = workloadLives(history);
  const pods = podLives(history, nodes, owners, revisions);
  const services = serviceLives(history, pods);
  const steps = tellSteps(trace, pods, workloads, revisions, owners);
  const story = {
    from: trace.from,
    to: trace.to,
    outcome: trace.outcome,
    nodes,
    workloads,
    revisions,
    pods: pods.map(({ life }) => life),
    services,
    steps,
    events: trace.events,
  };
  return { ...story, times: momentsOf(story) };
}

function historyOf(versions: readonly Version[]): History {
  const kinds = new Map<string, Map<Key, Version[]>>();
  for (const version of versions) {
    const kind = version.key.slice(0, version.key.indexOf("/"));
    let objects = kinds.get(kind);
    if (!objects) kinds.set(kind, (objects = new Map()));
    const own = objects.get(version.key);
    if (own) own.push(version);
    else if (version.object) objects.set(version.key, [version]);
  }
  return kinds;
}

function momentsOf({ from, to, nodes, workloads, pods, services, steps, events }: Omit<Story, "times">): number[] {
  const times = new Set([from, to]);
  for (const { spans } of [...nodes, ...workloads, ...pods, ...services]) for (const { at } of spans) times.add(at);
  for (const { at } of [...steps, ...events]) times.add(at);
  return [...times].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
}

/** The objects of one kind, each with its versions. */
export function ofKind(history: History, kind: string): Iterable<readonly [Key, readonly Version[]]> {
  return history.get(kind) ?? [];
}

/** The object as it was last. */
export function latest(versions: readonly Version[]): StoredObject {
  return versions.findLast(({ object }) => object)!.object!;
}
