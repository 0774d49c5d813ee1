/** Types the public bases from their first key to their last, by keys and by lines, and counts what is shown on the way and is not true of the finished text. */
import { flashesOf } from "../support/flashes.ts";
import { manifestsToType } from "./completion.ts";

if (import.meta.main) {
  const manifests = manifestsToType();
  for (const pace of ["lines", "keys"] as const) {
    const flashes: string[] = [];
    for (const { name, text } of manifests) flashes.push(...(await flashesOf(text, pace)).map((one) => `${name} ${one}`));
    console.log(`  false flashes while ${manifests.length} manifests are typed by ${pace}: ${flashes.length}`);
    for (const one of flashes.slice(0, Number(process.env["SHOW"] ?? 0))) console.log(`    ${one}`);
  }
}
