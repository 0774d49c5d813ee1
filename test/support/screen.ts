import assert from "node:assert/strict";
import { momentAt, type Moment, podsAt } from "../../client/preview/story/moment.ts";
import { countsAt } from "../../client/preview/story/counts.ts";
import { podsTaking, takenOf } from "../../client/preview/nodes/taken.ts";
import { containerLives } from "../../client/preview/story/containerLives.ts";
import { figuresOf } from "../../client/preview/story/figures.ts";
import { stepsInSight } from "../../client/preview/story/stepsInSight.ts";
import { deadTimes } from "../../client/preview/timeline/trafficShares.ts";
import { bandsAt, type PodLook, type Series, seriesOf } from "../../client/preview/story/series.ts";
import { servicesOf } from "../../client/preview/story/servicesAt.ts";
import { spanAt } from "../../client/preview/story/spans.ts";
import type { Story } from "../../client/preview/story/story.ts";
import { storyOf } from "../../client/preview/story/storyOf.ts";
import { milliValue, parseQuantity, quantityOf, value } from "../../api/quantity.ts";
import { matches, selectorFromMap } from "../../api/selector.ts";
import { controllerOf, type Key, keyOf, refOf, type StoredObject } from "../../engine/core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../engine/core/pods.ts";
import { Store } from "../../engine/core/store.ts";
import { podColumns } from "../../engine/kubelet/columns.ts";
import { requestsOf } from "../../engine/scheduler/resources.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import type { Node, Service } from "../../schemas/generated/types.ts";

/** Everything that the page counts at a moment, held against a plain count over the cluster's objects of that moment. */

type Cluster = ReadonlyMap<Key, StoredObject>;

/** Holds every number at every moment of a trace against the store; says the first one that is wrong. */
export function checkEveryNumber(trace: Trace): void {
  const story = storyOf(trace);
  const series = story.workloads.map((_, i) => seriesOf(story, i));
  const cluster = new Map<Key, StoredObject>();
  let seen = 0;
  const working: Working[] = [];
  let before: Moment | undefined;
  for (const time of story.times) {
    for (; seen < trace.versions.length && trace.versions[seen]!.at <= time; seen++) {
      const { key, object } = trace.versions[seen]!;
      if (object) cluster.set(key, object);
      else cluster.delete(key);
    }
    before = momentAt(story, time, before);
    assert.deepEqual(before, momentAt(story, time), `a moment is the same whichever way one comes to it (${time - story.from} ms)`);
    const shown = {
      nodes: nodesShown(story, before),
      pods: podsShown(story, before),
      workloads: workloadsShown(story, before, series, time),
      services: servicesShown(story, time),
      containers: containersShown(story, trace, cluster, time),
    };
    const there = {
      nodes: nodesThere(cluster),
      pods: podsThere(cluster),
      workloads: workloadsThere(story, cluster),
      services: servicesThere(story, cluster, time),
      containers: containersThere(cluster),
    };
    for (const [key, list] of Object.entries(shown.containers))
      for (const [name, ready] of Object.entries(list)) if (!ready && there.containers[key]![name]) list[name] = true; // its end is reported a moment later
    working.push(workingPods(story, cluster));
    assert.deepEqual(shown, there, `at ${time - story.from} ms of the story`);
  }
  checkSeries(story, series);
  checkVerdict(story, series, working, cluster);
  checkEndpoints(story);
}

/** The pods of each workload at a moment that do their work, and how many are ready. */
type Working = readonly { readonly all: number; readonly ready: number }[];

function workingPods({ workloads }: Story, cluster: Cluster): Working {
  return workloads.map(({ ref }) => {
    const object = cluster.get(keyOf(ref));
    const pods = object ? all<StoredPod>(cluster, "Pod").filter((pod) => isBelow(pod, object, cluster) && works(pod)) : [];
    return { all: pods.length, ready: pods.filter(isReady).length };
  });
}

/** The numbers beside the headline: what is true of all moments of the story. */
function checkVerdict(story: Story, series: readonly Series[], working: readonly Working[], end: Cluster): void {
  for (const [i, { kind, ref }] of story.workloads.entries()) {
    if (kind === "Job" || kind === "CronJob") continue;
    const { peak, leastReady, pending } = figuresOf(story, i, series[i]!);
    const own = working.map((moment) => moment[i]!);
    const waiting = all<StoredPod>(end, "Pod").filter((pod) => works(pod) && !pod.spec.nodeName);
    assert.deepEqual(
      { peak, leastReady, pending: pending.pods },
      { peak: Math.max(...own.map((one) => one.all)), leastReady: Math.min(...own.map((one) => one.ready)), pending: waiting.length },
      `the verdict on ${ref.name}`,
    );
  }
  const { applied, steps } = story;
  const folded = stepsInSight(story, -1, false).find((row) => row.folded)?.folded;
  if (folded) assert.equal(folded.created + folded.configured + folded.unchanged + folded.refused, folded.all);
  if (folded) assert.equal(folded.all, applied.length);
  for (const { old, new: newer, ready } of steps) assert.ok(Math.min(old, newer, ready) >= 0, "a row falls below zero");
}

/** A time without endpoints that is spoken of is the one on the strip. */
function checkEndpoints(story: Story): void {
  for (const { code, about, at } of story.verdict.findings) {
    if (code !== "no-endpoints-for" && code !== "no-endpoints-since") continue;
    const service = story.services.find(({ ref }) => keyOf(ref) === keyOf(about));
    const dead = service ? deadTimes(service, story) : [];
    assert.ok(
      dead.some(({ from }) => from === at - story.from),
      `${about.name} has no endpoints from ${at - story.from} on, and its strip says ${JSON.stringify(dead)}`,
    );
  }
}

/** It is there to stay: it is not being ended, and has not ended. */
function works(pod: StoredPod): boolean {
  return !isTerminating(pod) && !isFinished(pod) && !isDone(pod);
}

function sorted<T>(pairs: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...pairs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Tiles of nodes: their room, what is taken of it, and how many pods take it. */
function nodesShown(story: Story, { nodes }: Moment): object {
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

function nodesThere(cluster: Cluster): object {
  const pods = all<StoredPod>(cluster, "Pod");
  return sorted(
    all<StoredObject & Node>(cluster, "Node").map(({ metadata: { name }, spec, status }) => {
      const room = status?.allocatable ?? status?.capacity ?? {};
      const own = pods.filter((pod) => pod.spec.nodeName === name);
      const taking = own.filter((pod) => !isFinished(pod) && !isDone(pod));
      const asked = (resource: string, read: typeof value) =>
        taking.reduce((sum, pod) => sum + read(requestsOf(pod).effective.get(resource) ?? quantityOf(0)), 0);
      return [
        name,
        {
          room: {
            cpu: milliValue(parseQuantity(room["cpu"] ?? 0)!),
            memory: value(parseQuantity(room["memory"] ?? 0)!),
            pods: value(parseQuantity(room["pods"] ?? 0)!),
          },
          cordoned: spec?.unschedulable === true,
          taints: spec?.taints?.length ?? 0,
          taken: { cpu: asked("cpu", milliValue), memory: asked("memory", value), pods: taking.length },
          squares: own.length,
        },
      ];
    }),
  );
}

/** The table of pods: as many rows as `kubectl get pods -A` has, with its columns. */
function podsShown(story: Story, moment: Moment): object {
  return sorted(
    podsAt(moment).map(({ index, span: { ready, status, restarts, node } }) => [
      story.pods[index]!.key,
      { ready, status, restarts, node: story.nodes[node]?.name ?? "" },
    ]),
  );
}

function podsThere(cluster: Cluster): object {
  return sorted(
    all<StoredPod>(cluster, "Pod").map((pod) => {
      const { ready, status, restarts } = podColumns(pod);
      return [keyOf(refOf(pod)), { ready, status, restarts, node: pod.spec.nodeName ?? "" }];
    }),
  );
}

/** Cards and lanes of workloads, and the numbers at the pointer. */
function workloadsShown(story: Story, moment: Moment, series: readonly Series[], time: number): object {
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

function workloadsThere(story: Story, cluster: Cluster): object {
  return sorted(
    story.workloads.flatMap(({ ref }) => {
      const object = cluster.get(keyOf(ref));
      if (!object) return [];
      const pods = all<StoredPod>(cluster, "Pod").filter((pod) => isBelow(pod, object, cluster));
      const working = pods.filter(works);
      const isJob = object.kind === "Job";
      const { spec, status } = object as { spec?: { completions?: number; parallelism?: number }; status?: { succeeded?: number } };
      return [
        [
          keyOf(ref),
          {
            ready: working.filter(isReady).length,
            all: working.length,
            done: isJob ? (status?.succeeded ?? 0) : undefined,
            completions: isJob ? (spec?.completions ?? spec?.parallelism ?? 1) : undefined,
            drawn: {
              ready: working.filter(isReady).length,
              pending: working.filter(({ spec }) => !spec.nodeName).length,
              all: pods.length,
            },
          },
        ] as const,
      ];
    }),
  );
}

/** The strips of traffic: how many pods of each version get it. */
function servicesShown(story: Story, time: number): object {
  return sorted(
    story.services.flatMap(({ ref, spans }) => {
      const span = spanAt(spans, time);
      if (!span?.here) return [];
      const pods = span.ready.map(([revision, count]) => [story.revisions[revision]?.ref.name ?? "", count] as const);
      return [[keyOf(ref), sorted(pods)] as const];
    }),
  );
}

function servicesThere(story: Story, cluster: Cluster, time: number): object {
  const pods = all<StoredPod>(cluster, "Pod");
  return sorted(
    story.services.flatMap(({ ref }) => {
      const service = cluster.get(keyOf(ref)) as (StoredObject & Service) | undefined;
      const selector = service && selectorFromMap(service.spec?.selector);
      if (!service) return [];
      const reached = pods.filter(
        (pod) =>
          selector &&
          pod.metadata.namespace === ref.namespace &&
          isReady(pod) &&
          !isTerminating(pod) &&
          !isFinished(pod) &&
          matches(selector, pod.metadata.labels),
      );
      const counts = new Map<string, number>();
      for (const pod of reached) {
        const index = story.pods.findLastIndex(({ key, spans }) => key === keyOf(refOf(pod)) && spans[0]!.at <= time);
        const version = story.revisions[story.pods[index]!.revision]?.ref.name ?? "";
        counts.set(version, (counts.get(version) ?? 0) + 1);
      }
      return [[keyOf(ref), sorted(counts)] as const];
    }),
  );
}

/** The lists of containers of a few pods: which there are, and which of them are ready. */
function containersShown(story: Story, trace: Trace, cluster: Cluster, time: number): Record<string, Record<string, boolean>> {
  return sorted(
    watchedPods(cluster).map((pod) => {
      const key = keyOf(refOf(pod));
      const { spans } = story.pods.findLast((one) => one.key === key && one.spans[0]!.at <= time)!;
      const lives = containerLives(trace, key, spans[0]!.at);
      return [key, sorted(lives.map(({ name, spans: own }) => [name, spanAt(own, time)?.state === "ready"]))];
    }),
  );
}

function containersThere(cluster: Cluster): Record<string, Record<string, boolean>> {
  return sorted(
    watchedPods(cluster).map(({ metadata, spec, status }) => {
      const statuses = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
      const names = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map(({ name = "" }) => name);
      const isInit = (name: string) => spec.initContainers?.some((one) => one.name === name && one.restartPolicy !== "Always") ?? false;
      return [
        keyOf({ kind: "Pod", namespace: metadata.namespace, name: metadata.name }),
        sorted(names.map((name) => [name, !isInit(name) && (statuses.find((one) => one.name === name)?.ready ?? false)])),
      ];
    }),
  );
}

/** What ends is drawn as ending, whatever its status says until the end. */
function watchedPods(cluster: Cluster): StoredPod[] {
  return all<StoredPod>(cluster, "Pod")
    .filter((pod) => !isTerminating(pod))
    .slice(0, 3);
}

/** The table of Services counts endpoints, which follow pods by a moment: once that is over, they are the same. */
export function checkServices(trace: Trace): void {
  const cluster = new Map<Key, StoredObject>();
  for (const { key, object } of trace.versions) {
    if (object) cluster.set(key, object);
    else cluster.delete(key);
  }
  const store = new Store({ objects: [...cluster.values()], created: 0, writes: 0 });
  for (const row of servicesOf({ store } as Parameters<typeof servicesOf>[0])) {
    if (row.kind !== "Service") continue;
    const service = cluster.get(keyOf({ kind: "Service", namespace: row.namespace, name: row.name })) as StoredObject & Service;
    const selector = selectorFromMap(service.spec?.selector);
    const pods = all<StoredPod>(cluster, "Pod").filter(
      (pod) => selector && pod.metadata.namespace === row.namespace && !isFinished(pod) && matches(selector, pod.metadata.labels),
    );
    const ready = pods.filter((pod) => isReady(pod) && !isTerminating(pod)).length;
    for (const { to } of row.routes)
      if (to.is === "ready" || to.is === "nobody") assert.deepEqual({ of: row.name, ready: to.ready }, { of: row.name, ready });
  }
}

/** No band ever has fewer than no pods, and the peak is the highest sum. */
function checkSeries(story: Story, series: readonly Series[]): void {
  for (const [i, { bands, times, counts, peak }] of series.entries()) {
    const name = story.workloads[i]!.ref.name;
    for (const list of counts) assert.ok(Math.min(0, ...list) === 0, `a band of ${name} falls below zero`);
    const sums = times.map((_, at) => bands.reduce((sum, __, band) => sum + counts[band]![at]!, 0));
    assert.equal(peak, Math.max(0, ...sums), `the peak of ${name}`);
  }
}

function all<T extends StoredObject>(cluster: Cluster, kind: string): readonly T[] {
  return [...cluster.values()].filter((object) => object.kind === kind) as unknown as readonly T[];
}

function isReady({ status }: StoredPod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True") ?? false;
}

/** All containers have ended well and none starts again: its phase follows in a moment. */
function isDone({ spec, status }: StoredPod): boolean {
  const ended = status.containerStatuses ?? [];
  return spec.restartPolicy !== "Always" && ended.length > 0 && ended.every(({ state }) => state?.terminated?.exitCode === 0);
}

/** Whether a chain of owners leads from an object up to a workload, or it is the workload itself. */
export function isBelow(object: StoredObject, workload: StoredObject, cluster: Cluster): boolean {
  if (object.metadata.uid === workload.metadata.uid) return true;
  const owner = controllerOf(object);
  if (!owner) return false;
  const above = cluster.get(keyOf({ kind: owner.kind ?? "", namespace: object.metadata.namespace, name: owner.name ?? "" }));
  return above !== undefined && isBelow(above, workload, cluster);
}
