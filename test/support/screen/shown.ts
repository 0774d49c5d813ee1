import { podsTaking, takenOf } from "../../../client/preview/nodes/taken.ts";
import { containerLives } from "../../../client/preview/story/containerLives.ts";
import { countsAt } from "../../../client/preview/story/counts.ts";
import { type Moment, podsAt } from "../../../client/preview/story/moment.ts";
import { bandsAt, type PodLook, type Series } from "../../../client/preview/story/series.ts";
import { spanAt } from "../../../client/preview/story/spans.ts";
import type { Story } from "../../../client/preview/story/story.ts";
import { keyOf, refOf } from "../../../engine/core/objects.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import assert from "node:assert/strict";
import { type Cluster, sorted, watchedPods } from "./cluster.ts";

/** Tiles of nodes: their room, what is taken of it, and how many pods take it. */
export function nodesShown(story: Story, { nodes }: Moment): object {
  return sorted(
    nodes.map((node) => {
      const { name } = story.nodes[node.index]!;
      const { cpu, memory, pods, cordoned, taints } = node.span;
      const focus = node.pods.length > 0 ? story.pods[node.pods[0]!.index]!.workload : -1;
      const bars = takenOf(node, story, focus);
      const whole = ({ other, old, new: newer }: (typeof bars)["cpu"]) => other + old + newer;
      const taken = { cpu: node.cpu, memory: node.memory, pods: podsTaking(node).length };
      assert.deepEqual({ cpu: whole(bars.cpu), memory: whole(bars.memory), pods: whole(bars.pods) }, taken, `the bars of ${name}`);
      return [name, { room: { cpu, memory, pods }, cordoned, taints: taints.length, taken, squares: node.pods.length }];
    }),
  );
}

/** The table of pods, with its columns. */
export function podsShown(story: Story, moment: Moment): object {
  return sorted(
    podsAt(moment).map(({ index, span: { ready, status, restarts, node } }) => [
      story.pods[index]!.key,
      { ready, status, restarts, node: story.nodes[node]?.name ?? "" },
    ]),
  );
}

/** Cards and lanes of workloads, and the numbers at the pointer. */
export function workloadsShown(story: Story, moment: Moment, series: readonly Series[], time: number): object {
  const counts = countsAt(story, moment);
  return sorted(
    story.workloads.flatMap(({ ref, revisions }, i) => {
      const span = moment.workloads[i];
      if (!span?.here) return [];
      const own = revisions.flatMap((revision) => counts.get(revision) ?? []);
      const drawn = bandsAt(series[i]!, time);
      const of = (...looks: readonly PodLook[]) => drawn.reduce((sum, { band, count }) => sum + (looks.includes(band.look) ? count : 0), 0);
      return [
        [
          keyOf(ref),
          {
            ready: own.reduce((sum, { ready }) => sum + ready, 0),
            all: own.reduce((sum, one) => sum + one.all, 0),
            done: span.done,
            completions: span.completions,
            drawn: { ready: of("ready", "settling"), pending: of("pending"), all: drawn.reduce((sum, { count }) => sum + count, 0) },
          },
        ] as const,
      ];
    }),
  );
}

/** The strips of traffic: how many pods of each version get it. */
export function servicesShown(story: Story, time: number): object {
  return sorted(
    story.services.flatMap(({ ref, spans }) => {
      const span = spanAt(spans, time);
      if (!span?.here) return [];
      const pods = span.ready.map(([revision, count]) => [story.revisions[revision]?.ref.name ?? "", count] as const);
      return [[keyOf(ref), sorted(pods)] as const];
    }),
  );
}

/** The lists of containers: which there are, and which of them are ready. */
export function containersShown(story: Story, trace: Trace, cluster: Cluster, time: number): Record<string, Record<string, boolean>> {
  return sorted(
    watchedPods(cluster).map((pod) => {
      const key = keyOf(refOf(pod));
      const { spans } = story.pods.findLast((one) => one.key === key && one.spans[0]!.at <= time)!;
      const lives = containerLives(trace, key, spans[0]!.at);
      return [key, sorted(lives.map(({ name, spans: own }) => [name, spanAt(own, time)?.state === "ready"]))];
    }),
  );
}
