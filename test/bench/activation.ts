/** How long a language server takes to start until it answers, beside yaml-language-server's. */
import { join } from "node:path";
import { root } from "../../scripts/machine/run.ts";
import { startServer } from "../support/session.ts";
import { beside, percentile } from "./report.ts";

const runs = 5;
const ours = [process.execPath, join(root, "dist", "server", "node.mjs"), "--stdio"];
const peers = [process.execPath, join(root, "node_modules", "yaml-language-server", "bin", "yaml-language-server"), "--stdio"];
const [mine, theirs] = [await startUp(ours), await startUp(peers)];
beside("starting the language server, median", mine, "yaml-language-server", theirs, "ms", 1);

async function startUp(command: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const server = await startServer({ command });
    times.push(performance.now() - start);
    await server.stop().catch(() => undefined);
  }
  return percentile(times, 50);
}
