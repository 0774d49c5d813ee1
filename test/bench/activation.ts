/**
 * What an editor waits for at its start: the extension's own part of activation in the extension host, and the first findings of a server that was not
 * running, beside yaml-language-server's. What is ours is measured in time of the processor, so that a busy machine does not blur it.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../scripts/machine/run.ts";
import { startServer } from "../support/session.ts";
import { below, beside, percentile } from "./report.ts";
import type { Spent } from "./start/activate.ts";

const runs = 7;
const node = [process.execPath, "--import", join(import.meta.dirname, "start", "spent.ts")];
const ours = [...node, join(root, "dist", "server", "node.mjs"), "--stdio"];
const peers = [...node, join(root, "node_modules", "yaml-language-server", "bin", "yaml-language-server"), "--stdio"];

for (const [host, bundle] of [
  ["VS Code", "node.cjs"],
  ["a browser", "web.cjs"],
]) {
  const spent = Array.from({ length: runs }, () => activated(join(root, "dist", "client", bundle!)));
  below(`activation in ${host}, of the processor, median`, percentile(spent.map(sum), 50), 30, "ms");
}

/** As VS Code starts it: Node keeps what it compiled. */
const kept = mkdtempSync(join(tmpdir(), "rehearsal-start-"));
process.env["NODE_COMPILE_CACHE"] = join(kept, "compiled");
process.env["SPENT"] = join(kept, "spent.txt");
const [mine, theirs] = [await startUp(ours), await startUp(peers)];
const spent = readFileSync(process.env["SPENT"], "utf8").trim().split("\n").slice(0, runs).map(Number);
below("a server started and its first findings, of the processor, median", percentile(spent, 50), 400, "ms");
beside("starting the language server, to its answer, median", mine.answer, "yaml-language-server", theirs.answer, "ms", 1);
beside("the same, to the first findings, median", mine.findings, "yaml-language-server", theirs.findings, "ms", 1);
rmSync(kept, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }); // the last server may still be writing what it compiled

function activated(bundle: string): Spent {
  return JSON.parse(execFileSync(process.execPath, [join(import.meta.dirname, "start", "activate.ts"), bundle], { encoding: "utf8" })) as Spent;
}

function sum({ load, activate }: Spent): number {
  return load + activate;
}

/** Milliseconds until a server answers, and until it has shown the findings of a file. */
async function startUp(command: readonly string[]): Promise<{ readonly answer: number; readonly findings: number }> {
  const text = readFileSync(join(root, "examples", "typos.yaml"), "utf8");
  const [answers, findings]: [number[], number[]] = [[], []];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const server = await startServer({ command });
    answers.push(performance.now() - start);
    await server.open("file:///typos.yaml", text);
    findings.push(performance.now() - start);
    await server.stop().catch(() => undefined);
  }
  return { answer: percentile(answers, 50), findings: percentile(findings, 50) };
}
