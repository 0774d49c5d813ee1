import type { Millis } from "../../engine/core/objects.ts";
import { opening, Simulation } from "../../engine/rehearsal/simulate.ts";
import type { SimulationState } from "../../engine/rehearsal/simulationState.ts";
import type { Change } from "./rehearsed.ts";
import { type Findings, findingsOf, scenarioOf } from "./run.ts";

/** A clock, and a way to yield to other work. */
export interface Turns {
  readonly now: () => Millis;
  readonly pause: () => Promise<void>;
}

/** How long a rehearsal runs before it yields, and how many results are kept. */
const slice: Millis = 8;
const mostKept = 40;

/**
 * Rehearses changes one after the other, in slices, so that a rehearsal can be cancelled. Results are kept by content,
 * and so is the state before a change, since an edit seldom changes that.
 */
export class Background {
  private readonly turns: Turns;
  private readonly kept = new Map<string, Findings>();
  private opened: { readonly of: string; readonly state: SimulationState } | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(turns: Turns) {
    this.turns = turns;
  }

  /** The findings of a change; nothing if it was cancelled. */
  run(change: Change, isWanted: () => boolean): Promise<Findings | undefined> {
    const findings = this.last.then(() => this.rehearse(change, isWanted));
    this.last = findings.catch(() => undefined);
    return findings;
  }

  private async rehearse(change: Change, isWanted: () => boolean): Promise<Findings | undefined> {
    await this.turns.pause();
    if (!isWanted()) return undefined;
    const key = JSON.stringify(change);
    const known = this.kept.get(key);
    if (known) return known;
    const findings = await this.simulate(change, isWanted);
    if (!findings) return undefined;
    if (this.kept.size >= mostKept) this.kept.delete(this.kept.keys().next().value!);
    this.kept.set(key, findings);
    return findings;
  }

  private async simulate(change: Change, isWanted: () => boolean): Promise<Findings | undefined> {
    const scenario = scenarioOf(change);
    const of = JSON.stringify([change.before, scenario.cluster]);
    if (this.opened?.of !== of) this.opened = { of, state: opening(scenario) };
    const simulation = new Simulation(scenario, this.opened.state);
    const { now, pause } = this.turns;
    for (let [until, step] = [scenario.from ?? 0, 1000]; ; until += step) {
      const started = now();
      if (simulation.run(until)) break;
      const took = now() - started;
      if (took < slice / 2) step *= 4;
      else if (took > slice) step = Math.max(1, step / 4);
      if (took < slice / 2) continue;
      await pause();
      if (!isWanted()) return undefined;
    }
    return findingsOf(change, simulation.trace());
  }
}
