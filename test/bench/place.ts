import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScheduler, type Scheduler } from "../../engine/scheduler/scheduler.ts";
import type { KubernetesObject } from "../../api/object.ts";
import type { Node, Pod } from "../../schemas/generated/types.ts";
import { ahead, below } from "./report.ts";

/** How fast pods are placed, beside the real scheduler's own framework where it is built. Run it alone: `node test/bench/place.ts`. */

interface Run {
  readonly pods: number;
  /** Of processor time. */
  readonly seconds: number;
}

function node(index: number): Node {
  const name = `node-${String(index).padStart(4, "0")}`;
  const allocatable = { cpu: "16", memory: "64Gi", pods: "110" };
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name, "topology.kubernetes.io/zone": `zone-${index % 3}` } },
    status: { allocatable },
  };
}

/** The same pods that the real scheduler is measured with. */
function plainPod(index: number): Pod {
  const requests = { cpu: `${100 + 50 * (index % 7)}m`, memory: `${128 + 64 * (index % 5)}Mi` };
  return { metadata: { name: `pod-${index}`, namespace: "default" }, spec: { containers: [{ name: "app", image: "app", resources: { requests } }] } };
}

/** A pod of one of 500 workloads, each its own application, small enough that all of them find room. */
function workloadPod(workload: number, index: number): Pod {
  const requests = { cpu: `${50 + 10 * (workload % 40)}m`, memory: `${64 + 16 * (workload % 23)}Mi` };
  const ownerReferences = [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: `app-${workload}`, uid: `${workload}`, controller: true }];
  return {
    metadata: { name: `app-${workload}-${index}`, namespace: "default", labels: { app: `app-${workload}` }, ownerReferences },
    spec: { containers: [{ name: "app", image: "app", resources: { requests } }] },
  };
}

function replicaSet(workload: number): KubernetesObject & { readonly spec: object } {
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: `app-${workload}`, namespace: "default" },
    spec: { selector: { matchLabels: { app: `app-${workload}` } } },
  };
}

function clusterOf(nodes: number, explain = false): Scheduler {
  const scheduler = createScheduler({ explain });
  for (let i = 0; i < nodes; i++) scheduler.set(node(i));
  return scheduler;
}

function place(scheduler: Scheduler, pods: readonly Pod[]): Run {
  const before = process.cpuUsage();
  for (const pod of pods) if (scheduler.schedule(pod).is !== "placed") throw new Error(`${pod.metadata?.name} found no place.`);
  const { user, system } = process.cpuUsage(before);
  return { pods: pods.length, seconds: (user + system) / 1e6 };
}

const rate = ({ pods, seconds }: Run): number => pods / seconds;
const list = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** Pods per CPU-second of the real scheduler's own framework on 5,000 nodes with 2,000 pods, if it is built. */
function realRate(): number | undefined {
  const program = join(process.env["ORACLE_STATE"] ?? join(tmpdir(), "rehearsal-oracle"), "bin", "place");
  if (!existsSync(program)) return undefined;
  const answer = execFileSync(program, ["-bench", "5000", "-pods", "2000"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return (JSON.parse(answer) as { podsPerProcessorSecond: number }).podsPerProcessorSecond;
}

/** What the real scheduler did where these figures were first taken. */
const usualRate = 450;
const unit = "pods/CPU-s";

for (let i = 0; i < 3; i++) place(clusterOf(5000), list(2000, plainPod)); // lets the engine compile

const real = realRate();
const peer = real === undefined ? "the real one's usual" : "the real one's";
ahead("2,000 pods on 5,000 nodes", rate(place(clusterOf(5000), list(2000, plainPod))), peer, real ?? usualRate, unit, 20);

const alike = (index: number): Pod => ({ ...plainPod(0), metadata: { name: `pod-${index}`, namespace: "default" } });
const [few, many] = [100, 5000].map((nodes) => {
  const scheduler = clusterOf(nodes);
  place(scheduler, [alike(-1)]); // the first one looks at every node
  return rate(place(scheduler, list(1000, alike)));
});
ahead("1,000 more pods of one template, 5,000 nodes", many!, "on 100 nodes", few!, unit, 0.5);

function workloads(): Scheduler {
  const scheduler = clusterOf(5000);
  for (let i = 0; i < 500; i++) scheduler.set(replicaSet(i));
  return scheduler;
}
ahead(
  "150,000 pods of 500 workloads, 5,000 nodes",
  rate(
    place(
      workloads(),
      list(150_000, (i) => workloadPod(Math.floor(i / 300), i)),
    ),
  ),
  "the limit",
  15_000,
  unit,
  1,
);
below("  memory after that", process.memoryUsage().rss / 2 ** 20, 2048, "MiB");
ahead(
  "50,000 of them, a different workload each time",
  rate(
    place(
      workloads(),
      list(50_000, (i) => workloadPod(i % 500, i)),
    ),
  ),
  peer,
  real ?? usualRate,
  unit,
  5,
);

place(clusterOf(100, true), list(1000, plainPod));
below("1,000 pods on 100 nodes, all explained", place(clusterOf(100, true), list(1000, plainPod)).seconds * 1000, 250, "ms");
