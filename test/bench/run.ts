/**
 * `npm run bench [-- name …]`: runs every benchmark of this folder, each in a process of its own. Each prints its figures beside a peer or a limit of the same run.
 * `npm run bench -- rollout --against FOLDER` compares with another checkout of the project instead.
 */
import { readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { packageAll } from "../../scripts/package.ts";
import { run, say } from "../../scripts/machine/run.ts";

const all = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter(
    (entry) => entry.isFile() && entry.name !== basename(import.meta.filename) && !["report.ts", "peerSchema.ts", "against.ts"].includes(entry.name),
  )
  .map(({ name }) => basename(name, ".ts"));
const { positionals: chosen, values } = parseArgs({ allowPositionals: true, options: { against: { type: "string" } } });
const more = values.against === undefined ? [] : ["--against", resolve(values.against)];
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(", ")}. There are ${all.join(", ")}.`);

say("Building the extension");
await packageAll();
let failed = false;
for (const name of chosen.length > 0 ? chosen : all) {
  say(`\n${name}`);
  try {
    run(process.execPath, ["--expose-gc", join(import.meta.dirname, `${name}.ts`), ...more]);
  } catch (error) {
    failed = true;
    say(error instanceof Error ? error.message : String(error));
  }
}
process.exit(failed ? 1 : 0);
