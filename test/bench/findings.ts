/** How long a person waits for what a rehearsal in the background finds, and whether it delays what needs none. */
import { performance } from "node:perf_hooks";
import { below, percentile } from "./report.ts";
import { keystrokes, manifestOf, ours } from "./typing.ts";
import { type ServerProcess, startServer } from "../support/session.ts";

/** A Deployment, its Service, and a quota that holds its pods and no more. */
const typical = `${manifestOf(50)}---
apiVersion: v1
kind: Service
metadata: {name: web-0}
spec: {selector: {app: web-0}, ports: [{port: 8080}]}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: team}
spec: {hard: {pods: "3"}}
`;

/** Milliseconds from the last keystroke of an edit to the finding that it causes, or that is gone. */
async function untilFound(server: ServerProcess, edits: number): Promise<number[]> {
  const uri = "file:///bench/findings.yaml";
  const lines = typical.split("\n");
  const line = lines.findIndex((text) => text.includes("pods:"));
  const character = lines[line]!.indexOf('"3"') + 1;
  const digit = { start: { line, character }, end: { line, character: character + 1 } };
  server.notify("rehearsal/committed", { uri, text: typical.replace("nginx:1.29", "nginx:1.28") });
  const first = server.published(uri, (all) => all.some(({ code }) => code === "quota-refuses-pods"));
  await server.open(uri, typical);
  await first;
  const times: number[] = [];
  for (let i = 0; i < edits; i++) {
    const isFull = i % 2 === 1;
    const seen = server.published(uri, (all) => all.some(({ code }) => code === "quota-refuses-pods") === isFull);
    const pressed = performance.now();
    await server.edit(uri, i + 2, digit, isFull ? "3" : String(5 + (i % 5)));
    await seen;
    times.push(performance.now() - pressed);
  }
  return times.slice(Math.floor(edits / 5));
}

/** Milliseconds from the opening of so many workloads to what a rehearsal of them all says of each. */
async function untilAllFound(server: ServerProcess, workloads: number): Promise<number> {
  const uri = "file:///bench/folder.yaml";
  const text = manifestOf(workloads * 50);
  const started = performance.now();
  const seen = server.published(uri, (all) => all.some(({ code }) => code === "no-room-on-nodes"));
  await server.open(uri, text.replaceAll("memory: 64Mi", "memory: 64Mi\n            requests:\n              cpu: 2"));
  await seen;
  return performance.now() - started;
}

const server = await startServer({ command: ours() });
below("last keystroke to the findings of a rehearsal, a typical file, p95", percentile(await untilFound(server, 40), 95), 150, "ms");
below("keystroke to diagnostics in the same run, 1,000 lines, p95", percentile(await keystrokes(server, 1000, 60), 95), 16, "ms");
await server.stop();

const large = await startServer({ command: ours() });
below("the findings of 200 workloads, from opening them", await untilAllFound(large, 200), 3000, "ms");
await large.stop();
