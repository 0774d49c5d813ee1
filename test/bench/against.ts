/** Compares the processor time of simulations with that of another checkout of the project. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type Scenario, Simulation } from "../../engine/rehearsal/simulate.ts";
import { below, percentile } from "./report.ts";

type Simulates = new (scenario: Scenario) => Pick<Simulation, "run">;

const [warmUps, rounds] = [2, 9];

/** Runs each scenario here and there in turn, in this process, and prints the median of the ratios of each round. */
export async function compare(checkout: string, scenarios: Readonly<Record<string, Scenario>>, most: number): Promise<void> {
  const There = await simulationOf(resolve(checkout));
  for (const [what, scenario] of Object.entries(scenarios)) {
    const [here, there] = [[], []] as [number[], number[]];
    for (let round = 0; round < warmUps + rounds; round++) {
      const turns: [Simulates, number[]][] = [
        [Simulation, here],
        [There, there],
      ];
      for (const [simulates, times] of round % 2 === 0 ? turns : turns.toReversed()) times.push(processorMillis(simulates, scenario));
    }
    const ratios = here.map((millis, round) => millis / there[round]!).slice(warmUps);
    below(`${what}: times the other`, percentile(ratios, 50), most, "");
  }
}

/** Where the simulation is in a checkout: earlier ones had it one folder up. */
async function simulationOf(checkout: string): Promise<Simulates> {
  const files = ["engine/rehearsal/simulate.ts", "engine/simulate.ts"].map((file) => join(checkout, file));
  const file = files.find((one) => existsSync(one));
  if (file === undefined) throw new Error(`${checkout} has no simulation: it must be a checkout of this project.`);
  return ((await import(pathToFileURL(file).href)) as { Simulation: Simulates }).Simulation;
}

function processorMillis(Simulates: Simulates, scenario: Scenario): number {
  const simulation = new Simulates(scenario);
  globalThis.gc?.();
  const before = process.cpuUsage();
  simulation.run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
