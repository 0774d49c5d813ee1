/** How well mistakes are repaired: single mistakes made by machine in the public bases, and what the first repair makes of them; and how long "Fix all" takes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { mistakeIn, mistakes, textsOf } from "../support/mistakes/mistakes.ts";
import { chanceOf } from "../support/mistakes/subject.ts";
import { fixAll } from "../../server/features/fixAll.ts";
import { snapshotOf } from "../support/check.ts";
import { type Repaired, repaired } from "../support/repaired.ts";

const bases = JSON.parse(readFileSync(join(import.meta.dirname, "../conformance/validate/bases.json"), "utf8")) as Record<string, unknown>;
const [rounds = "1", only = "", shows = "", seed = "16"] = process.argv.slice(2);
const chance = chanceOf(Number(seed));
const results: Repaired[] = [];
const started = performance.now();
let slowest = 0;
Object.values(bases).forEach((object, base) => {
  const forms = textsOf(object);
  for (const [family, is] of Object.keys(mistakes).entries())
    for (let round = 0; round < Number(rounds) && is.includes(only); round++) {
      const { name, text } = forms[(base + family + round) % forms.length]!;
      const mistake = mistakeIn(text, is, chance);
      const before = performance.now();
      const result = mistake && repaired(mistake, name, text);
      slowest = Math.max(slowest, performance.now() - before);
      if (!result) continue;
      results.push(result);
      if (shows !== "" && result.outcome !== "accepted") process.stdout.write(`\n=== ${is}: ${result.outcome}\n${result.shown}\n`);
    }
});
const share = (some: readonly Repaired[], fits: (one: Repaired) => boolean): string =>
  `${((100 * some.filter(fits).length) / Math.max(some.length, 1)).toFixed(1)}%`;
const row = (title: string, some: readonly Repaired[]): string =>
  `${title.padEnd(36)} ${String(some.length).padStart(6)} ${share(some, ({ outcome }) => outcome === "accepted").padStart(8)} ${share(some, ({ isOriginal }) => isOriginal).padStart(8)} ${String(some.filter(({ outcome }) => outcome === "worse").length).padStart(5)} ${String(some.filter(({ outcome }) => outcome === "no repair").length).padStart(5)}\n`;
process.stdout.write(`${"mistake".padEnd(36)}  count accepted original worse  none\n`);
for (const is of Object.keys(mistakes))
  process.stdout.write(
    row(
      is,
      results.filter((one) => one.is === is),
    ),
  );
for (const form of ["test.yaml", "dashes.yaml", "brackets.yaml", "test.json"])
  process.stdout.write(
    row(
      form,
      results.filter(({ form: own }) => own === form),
    ),
  );
process.stdout.write(row("all", results));
process.stdout.write(`${((performance.now() - started) / results.length).toFixed(1)} ms a mistake, ${slowest.toFixed(0)} ms the slowest\n`);

/** A container with five mistakes, four of which have one right reading. */
const broken = (n: number): string => `    - name: c${n}
      image: nginx:1.29
      imagePullPolicy: always
      ports: [{containerPort: "8${n}"}]
      env: [{name: A, value: 1}]
      terminationMessagPath: /x
      livenessProbe: {port: 80}
`;
const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n${Array.from({ length: 10 }, (_, i) => broken(i)).join("")}`;
const times = Array.from({ length: 7 }, () => {
  const snapshot = snapshotOf(pod);
  const from = process.cpuUsage();
  fixAll(snapshot);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}).toSorted((a, b) => a - b);
process.stdout.write(`Fix all of 50 errors in one document: ${times[3]!.toFixed(0)} ms of the processor\n`);
