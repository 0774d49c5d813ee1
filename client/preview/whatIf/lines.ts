import { loadsOf } from "../../../engine/rehearsal/stepWords.ts";
import type { Planned } from "../host/messages.ts";
import { clock, cores } from "../words/format.ts";

/** Steps that are one line of the list. */
export type Line = readonly [Planned, ...Planned[]];

/** The steps line by line: all loads of one workload are one line. */
export function linesOf(steps: readonly Planned[]): Line[] {
  const lines: [Planned, ...Planned[]][] = [];
  const loads = new Map<string, Planned[]>();
  for (const step of steps) {
    const of = Object.keys(statedBy(step)).join();
    const line = of === "" ? undefined : loads.get(of);
    if (line) line.push(step);
    else lines.push([step]);
    if (of !== "" && !line) loads.set(of, lines.at(-1)!);
  }
  return lines;
}

/** What a step states that all pods of a workload use together; none for other steps. */
function statedBy({ step }: Planned): Readonly<Record<string, number>> {
  return ("metrics" in step && loadsOf(step).loads) || {};
}

/** How a load goes: whose it is, how it begins, what it reaches and how it ends (in CPUs), and when. */
export function waveOf(line: Line): [of: string, amounts: readonly string[], until: string] {
  const amounts = line.map((step) => Object.values(statedBy(step))[0] ?? 0);
  const turns = amounts.filter((amount, i) => {
    const [before, after] = [amounts[i - 1], amounts[i + 1]];
    return before === undefined || after === undefined || Math.sign(amount - before) !== Math.sign(after - amount);
  });
  return [Object.keys(statedBy(line[0])).join(), turns.map(cores), clock(line.at(-1)!.at)];
}
