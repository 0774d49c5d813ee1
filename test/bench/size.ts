/** What is shipped, beside its limits. The panel's page counts without its worker: that lies in it as a text, which the page hands on without reading it. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { bundledWorker } from "../../scripts/inlineWorker.ts";
import { root } from "../../scripts/machine/run.ts";
import { below } from "./report.ts";

const sizeOf = (file: string): number => statSync(join(root, "dist", file)).size / 1000;
const sizes: readonly (readonly [string, number])[] = [
  ["rehearsal.vsix", 3000],
  ["server/node.mjs", 2000],
  ["server/worker.js", 2000],
  ["preview/documentation.js", 500],
  ["client/node.cjs", 100],
  ["client/languageClient.cjs", 600],
  ["client/web.cjs", 1000],
];
for (const [file, limit] of sizes) below(file, sizeOf(file), limit, "kB");

const worker = (await bundledWorker(join(root, "client/preview/worker.ts"), true)).outputFiles[0]!.contents.length / 1000;
below("preview/main.js, the page alone", sizeOf("preview/main.js") - worker, 500, "kB");
below("preview/main.js, the worker inside", worker, 1500, "kB");
