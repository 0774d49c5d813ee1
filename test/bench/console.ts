/** How fast kubectl answers on a cluster of 5,000 pods on 500 nodes, and how fast a line is completed. Run it alone: `node test/bench/console.ts`. */
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { complete } from "../../kubectl/complete/complete.ts";
import { clusterAt } from "../../kubectl/rehearsal/recorded.ts";
import { runLine } from "../../kubectl/run.ts";
import { deployment, node } from "../support/simulations.ts";
import { below, percentile } from "./report.ts";

const before = Array.from({ length: 50 }, (_, i) => deployment(1, { replicas: 100 }, { name: `web-${i}` }));
const trace = simulate({ cluster: Array.from({ length: 500 }, (_, i) => node(`n${i}`)), before, after: before, script: [] });
const cluster = clusterAt(trace, trace.to);
const { name } = cluster.store.list("Pod")[0]!.metadata;

const lines = [
  "get pods",
  "get pods -o wide",
  "get pods -A --sort-by=.metadata.name",
  "get pods -l app=web-7 -o name",
  "get pods -o jsonpath='{.items[*].metadata.name}'",
  "get deploy,rs",
  "get nodes",
  "describe deploy web-7",
  `describe pod ${name}`,
  "describe node n7",
  "get events",
];
for (const line of lines)
  below(
    `kubectl ${line.replace(name, "POD")}, median`,
    median(() => void runLine(line, cluster)),
    20,
    "ms",
  );
for (const line of ["get pods -o json", "get pods -o yaml"])
  below(
    `kubectl ${line}, all of their 13 MB, median`,
    median(() => void runLine(line, cluster)),
    500,
    "ms",
  );
for (const line of ["get po", "get pods web-7", "describe pod web-"])
  below(
    `completing ${line}, median`,
    median(() => void complete(line, line.length, cluster)),
    10,
    "ms",
  );

function median(act: () => void): number {
  for (let i = 0; i < 5; i++) act();
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
  return percentile(times, 50);
}
