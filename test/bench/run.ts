/** `npm run bench [-- name …]`: runs every benchmark of this folder, each in a process of its own. Each prints its figures beside a peer or a limit of the same run. */
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { packageAll } from "../../scripts/package.ts";
import { run, say } from "../../scripts/machine/run.ts";

const all = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== basename(import.meta.filename) && !["report.ts", "peerSchema.ts"].includes(entry.name))
  .map(({ name }) => basename(name, ".ts"));
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(", ")}. There are ${all.join(", ")}.`);

say("Building the extension");
await packageAll();
let failed = false;
for (const name of chosen.length > 0 ? chosen : all) {
  say(`\n${name}`);
  try {
    run(process.execPath, ["--expose-gc", join(import.meta.dirname, `${name}.ts`)]);
  } catch (error) {
    failed = true;
    say(error instanceof Error ? error.message : String(error));
  }
}
process.exit(failed ? 1 : 0);
