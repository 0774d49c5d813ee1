/**
 * Prints how far our answers agree with what a real Kubernetes said: a line for each recorded file of the compact set in the repository,
 * and of the whole of `../shared/vectors` where that is there. WORDS says how many differences to show a file.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { filesOf, recordings, scoreFile } from "./recordings.ts";

const here = import.meta.dirname;
const whole = join(here, "../../../shared/vectors");
const words = Number(process.env["WORDS"] ?? 3);

for (const folder of [here, whole].filter(existsSync)) {
  console.log(folder === here ? "The compact set" : "All of ../shared/vectors");
  for (const recording of recordings) {
    for (const path of filesOf(recording, folder)) {
      const { file, totals, differences } = await scoreFile(recording, path);
      const shares = [...totals].map(([name, { right, of }]) => `${name} ${right}/${of} ${((100 * right) / of).toFixed(2)}%`);
      console.log(`  ${file.padEnd(36)} ${shares.join("  ")}`);
      for (const difference of differences.slice(0, words)) console.log(`    ${difference}`);
    }
  }
}
