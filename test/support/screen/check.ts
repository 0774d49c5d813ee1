import assert from "node:assert/strict";
import { figuresOf } from "../../../client/preview/story/figures.ts";
import { momentAt, type Moment } from "../../../client/preview/story/moment.ts";
import { podsOfRow } from "../../../client/preview/story/rowPods.ts";
import { type Series, seriesOf } from "../../../client/preview/story/series.ts";
import { servicesOf } from "../../../client/preview/story/servicesAt.ts";
import { stepsInSight } from "../../../client/preview/story/stepsInSight.ts";
import type { Story } from "../../../client/preview/story/story.ts";
import { storyOf } from "../../../client/preview/story/storyOf.ts";
import { deadTimes } from "../../../client/preview/timeline/trafficShares.ts";
import { matches, selectorFromMap } from "../../../api/selector.ts";
import { type Key, keyOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { Store } from "../../../engine/core/store.ts";
import type { Trace } from "../../../engine/rehearsal/trace.ts";
import type { Service } from "../../../schemas/generated/types.ts";
import { all, type Cluster, isReady, works } from "./cluster.ts";
import { containersShown, nodesShown, podsShown, servicesShown, workloadsShown } from "./shown.ts";
import { containersThere, nodesThere, podsThere, servicesThere, type Working, workingPods, workloadsThere } from "./there.ts";

/** Holds everything that the page counts, at every moment of a trace, against a plain count over the cluster's objects of that moment. */
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
  for (const row of steps) {
    assert.ok(Math.min(row.old, row.new, row.ready, row.newReady) >= 0, "a row falls below zero");
    if (row.workload < 0) continue;
    const squares = podsOfRow(row, series[row.workload]!).filter(({ look }) => look === "ready" || look === "settling");
    assert.equal(
      squares.reduce((sum, { pods }) => sum + pods, 0),
      row.ready,
      "the squares of a row",
    );
  }
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

/** The table of Services counts endpoints, which follow pods by a moment: at the end they are the same. */
export function checkServices(trace: Trace): void {
  const cluster = new Map<Key, StoredObject>();
  for (const { key, object } of trace.versions) {
    if (object) cluster.set(key, object);
    else cluster.delete(key);
  }
  const store = new Store({ objects: [...cluster.values()], created: 0, writes: 0 });
  for (const row of servicesOf({ store })) {
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
