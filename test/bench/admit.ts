/** How fast manifests are judged: typical Deployments by themselves, and a long file from nothing beside yaml-language-server in the same run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { admit } from "../../api/admit/admit.ts";
import { type ServerProcess, startServer } from "../support/session.ts";
import { peerSettings } from "./peerSchema.ts";
import { below, beside, percentile } from "./report.ts";
import { manifestOf, ours, theirs } from "./typing.ts";

const bases = JSON.parse(readFileSync(join(import.meta.dirname, "../conformance/validate/bases.json"), "utf8")) as Record<string, unknown>;
for (const name of ["deployment-minimal", "deployment-rolling-percent", "deployment-recreate"]) {
  const judge = (): number => {
    const start = performance.now();
    admit(bases[name]);
    return 1000 * (performance.now() - start);
  };
  for (let i = 0; i < 5000; i++) judge();
  below(`admit of ${name}, median`, percentile(Array.from({ length: 5000 }, judge), 50), 100, "µs");
}

const lines = 10_000;
const mine = await fromNothing(ours());
const peers = await fromNothing(theirs(), peerSettings());
beside(`${lines} lines of 200 documents from nothing, median`, mine, "yaml-language-server", peers, "ms", 10);

/** Milliseconds from opening a file to its diagnostics, in a server that has read others. */
async function fromNothing(command: readonly string[], settings: Readonly<Record<string, unknown>> = {}): Promise<number> {
  const server: ServerProcess = await startServer({ command, settings });
  server.notify("workspace/didChangeConfiguration", { settings });
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    await server.open(`file:///bench/file-${i}.yaml`, manifestOf(lines).replaceAll("nginx:", `nginx-${i}:`));
    times.push(performance.now() - start);
  }
  await server.stop().catch(() => undefined);
  return percentile(times, 50);
}
