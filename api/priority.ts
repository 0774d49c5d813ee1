import type { PriorityClass } from "../schemas/generated/types.ts";
import { nameOf } from "./object.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a priority class gives to its pods. */
export interface Priority {
  /** The class; absent where there is none. */
  readonly priorityClassName?: string;
  readonly priority: number;
  readonly preemptionPolicy: string;
}

/** The classes that every cluster has. */
const systemPriorities: Readonly<Record<string, number>> = { "system-cluster-critical": 2_000_000_000, "system-node-critical": 2_000_001_000 };

/** The priority of a pod with this class; without a class, that of the cluster's default class or 0. Nothing if the class is unknown. */
export function priorityOf(className: string | undefined, surroundings: Surroundings): Priority | undefined {
  const preemptionPolicy = "PreemptLowerPriority";
  if (!className) return fromClass(defaultClass(surroundings)) ?? { priority: 0, preemptionPolicy };
  if (Object.hasOwn(systemPriorities, className)) return { priorityClassName: className, priority: systemPriorities[className]!, preemptionPolicy };
  return fromClass(surroundings.find?.("PriorityClass", className));
}

function fromClass(found: PriorityClass | undefined): Priority | undefined {
  const { metadata, value = 0, preemptionPolicy = "PreemptLowerPriority" } = found ?? {};
  return metadata && { priorityClassName: nameOf(metadata), priority: value, preemptionPolicy };
}

/** If there are several default classes, the one with the lowest value counts. */
function defaultClass({ list }: Surroundings): PriorityClass | undefined {
  const classes: readonly PriorityClass[] = list?.("PriorityClass") ?? [];
  return classes.filter(({ globalDefault }) => globalDefault).toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
}
