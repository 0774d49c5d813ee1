/** What is shipped, beside its limits. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/machine/run.ts";
import { below } from "./report.ts";

const sizes: readonly (readonly [string, number])[] = [
  ["rehearsal.vsix", 3000],
  ["server/node.mjs", 2000],
  ["server/worker.js", 2000],
  ["preview/main.js", 1000],
  ["client/node.cjs", 1000],
];
for (const [file, limit] of sizes) below(file, statSync(join(root, "dist", file)).size / 1000, limit, "kB");
