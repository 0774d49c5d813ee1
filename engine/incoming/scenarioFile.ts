import type { Cause } from "../../api/cause.ts";
import * as schemas from "../../schemas/files/scenario.ts";
import type { Of } from "../../schemas/files/schema.ts";
import * as checks from "../../schemas/generated/checks/files.js";
import type { Millis } from "../core/objects.ts";
import type { Planned, ScenarioFile } from "../rehearsal/scenario.ts";
import { causesOf } from "./causes.ts";

/** A scenario as it is written: times are texts such as `1m30s`, and a step has its verb next to its time. */
export type WrittenScenario = Of<typeof schemas.scenario>;

/** What was read, or why it could not be. */
export type Read<T> = { readonly value: T } | { readonly causes: readonly Cause[] };

/** Reads the data of a scenario file; earlier versions wrote a list. An empty file is a scenario in which nothing happens. */
export function readScenario(data: unknown): Read<ScenarioFile> {
  if (Array.isArray(data)) {
    const causes = causesOf(checks.script, schemas.script, data);
    return causes.length > 0 ? { causes } : { value: { steps: data as readonly Planned[] } };
  }
  const causes = causesOf(checks.scenario, schemas.scenario, data ?? {});
  if (causes.length > 0) return { causes };
  const { apply, cluster, steps = [] } = (data ?? {}) as WrittenScenario;
  return {
    value: {
      ...(cluster && { pools: cluster.pools, ...(cluster.classes !== undefined && { classes: cluster.classes }) }),
      ...(apply && { apply }),
      steps: steps.map(planned),
    },
  };
}

function planned({ at, ...step }: NonNullable<WrittenScenario["steps"]>[number]): Planned {
  return { at: millisOf(at), step };
}

/** The data of a scenario file. */
export function writtenScenario({ pools, classes, apply, steps }: ScenarioFile): WrittenScenario {
  const written = steps.map(({ at, step }) => ({ at: durationOf(at), ...step }));
  return { ...(pools && { cluster: { pools, ...(classes !== undefined && { classes }) } }), ...(apply && { apply }), steps: written };
}

const units = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** The milliseconds of a text such as `1m30s`; a number is already in milliseconds. */
export function millisOf(time: string | number): Millis {
  if (typeof time === "number") return time;
  const parts = [...time.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * units.find(([name]) => name === unit)![1], 0);
}

/** A text such as `1m30s`. Times beyond the largest safe integer are capped there. */
export function durationOf(millis: Millis): string {
  if (millis === 0) return "0s";
  let rest = Math.min(Math.round(millis), Number.MAX_SAFE_INTEGER);
  return units
    .map(([unit, length]) => {
      const amount = Math.floor(rest / length);
      rest -= amount * length;
      return amount === 0 ? "" : `${amount}${unit}`;
    })
    .join("");
}
