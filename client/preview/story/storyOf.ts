import { keyOf, refOf } from "../../../engine/core/objects.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import { verdictOf } from "../../../engine/rehearsal/verdict/verdict.ts";
import { loadLives } from "./loadLives.ts";
import { historyOf } from "./history.ts";
import { nodeLives } from "./nodeLives.ts";
import { placeOf, podLives } from "./podLives.ts";
import { serviceLives } from "./serviceLives.ts";
import { actionRows } from "./steps.ts";
import type { Story } from "./story.ts";
import { workloadLives } from "./workloadLives.ts";

/** Reduces a trace to what the page draws, in time linear in its length. */
export function storyOf(trace: Trace): Story {
  const history = historyOf(trace.versions);
  const nodes = nodeLives(history);
  const { workloads, revisions, owners } = workloadLives(history);
  const pods = podLives(history, nodes, owners, revisions, trace);
  const services = serviceLives(history, pods, {
    objects: trace.versions.slice(0, trace.change?.versionsBefore ?? 0).flatMap(({ object }) => object ?? []),
    revisionOf: (pod) => placeOf(pod.metadata, owners, revisions, keyOf(refOf(pod))).revision,
  });
  const steps = actionRows(trace, workloads, revisions, owners);
  const story = {
    from: trace.from,
    to: trace.to,
    outcome: trace.outcome,
    verdict: verdictOf(trace),
    applied: (trace.change?.applied ?? []).map(({ ref, is }) => ({ ref, is })),
    nodes,
    workloads,
    revisions,
    pods: pods.map(({ life }) => life),
    services,
    loads: loadLives(trace.actions),
    steps,
    events: trace.events,
  };
  return { ...story, times: momentsOf(story) };
}

function momentsOf({ from, to, nodes, workloads, pods, services, steps, events }: Omit<Story, "times">): number[] {
  const times = new Set([from, to]);
  for (const { spans } of [...nodes, ...workloads, ...pods, ...services]) for (const { at } of spans) times.add(at);
  for (const { at } of [...steps, ...events]) times.add(at);
  return [...times].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
}
