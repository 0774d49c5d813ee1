import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createScheduler, type Scheduler } from "../../engine/scheduler/scheduler.ts";
import type { Node, Pod } from "../../schemas/generated/types.ts";

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

function replicaSet(workload: number): object {
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

const rate = ({ pods, seconds }: Run): number => Math.round(pods / seconds);
const list = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

function report(what: string, run: Run, verdict: string): void {
  console.log(`${what.padEnd(64)} ${String(rate(run)).padStart(9)} pods/CPU-second  ${verdict}`);
}

function realRate(): number | undefined {
  const program = join(process.env["ORACLE_STATE"] ?? join(tmpdir(), "rehearsal-oracle"), "bin", "place");
  if (!existsSync(program)) return undefined;
  const answer = execFileSync(program, ["-bench", "5000", "-pods", "2000"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return (JSON.parse(answer) as { podsPerProcessorSecond: number }).podsPerProcessorSecond;
}

place(clusterOf(100), list(500, plainPod)); // warms up

const real = realRate();
const beside = place(clusterOf(5000), list(2000, plainPod));
const limit = 20 * (real ?? 450);
report(
  "2,000 pods on 5,000 nodes",
  beside,
  real === undefined ? `(wants ${limit})` : `${(rate(beside) / real).toFixed(1)} times the real one's ${real} (wants 20)`,
);

for (const nodes of [100, 1000, 5000])
  report(
    `1,000 pods of one template on ${nodes} nodes`,
    place(
      clusterOf(nodes),
      list(1000, () => plainPod(0)).map((pod, i) => ({ ...pod, metadata: { ...pod.metadata, name: `pod-${i}` } })),
    ),
    "(flat)",
  );

const many = clusterOf(5000);
for (let i = 0; i < 500; i++) many.set(replicaSet(i));
report(
  "150,000 pods of 500 workloads on 5,000 nodes, each in one go",
  place(
    many,
    list(150_000, (i) => workloadPod(Math.floor(i / 300), i)),
  ),
  "(wants 15000)",
);
console.log(`${Math.round(process.memoryUsage().rss / 2 ** 20)} MiB resident (wants less than 2048)`);

const mixed = clusterOf(5000);
for (let i = 0; i < 500; i++) mixed.set(replicaSet(i));
report(
  "150,000 pods of 500 workloads on 5,000 nodes, in turn",
  place(
    mixed,
    list(150_000, (i) => workloadPod(i % 500, i)),
  ),
  "(wants 15000)",
);

const explained = place(clusterOf(100, true), list(1000, plainPod));
console.log(`1,000 pods on 100 nodes, explained: ${Math.round(explained.seconds * 1000)} ms (wants less than 250)`);
