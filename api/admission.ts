import type { Pod, PriorityClass, RuntimeClass } from "../schemas/generated/types.ts";
import { type Causes, show } from "./cause.ts";
import { type KubernetesObject, nameOf } from "./object.ts";
import { Path } from "./path.ts";
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

/** The priority of a pod of this class; of one that names none, that of the cluster's default class or 0. Nothing where the class is not known. */
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

/** Of several defaults the lowest counts. */
function defaultClass({ list }: Surroundings): PriorityClass | undefined {
  const classes: readonly PriorityClass[] = list?.("PriorityClass") ?? [];
  return classes.filter(({ globalDefault }) => globalDefault).toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))[0];
}

const at = Path.root.field("spec");

/** What built-in admission refuses in a new object before anything else looks at it. */
export function checkAdmission(object: KubernetesObject, causes: Causes, surroundings: Surroundings): void {
  if (object.kind !== "Pod") return;
  checkPriority(object, causes, surroundings);
  const { runtimeClassName } = (object as Pod).spec ?? {};
  if (runtimeClassName !== undefined && surroundings.find && !surroundings.find("RuntimeClass", runtimeClassName)) {
    causes.add("FieldValueNotFound", at.field("runtimeClassName"), `The cluster has no RuntimeClass ${show(runtimeClassName)}.`);
  }
}

/** A pod's priority follows from its class: a pod may repeat it, but not contradict it. */
function checkPriority({ spec = {} }: Pod, causes: Causes, surroundings: Surroundings): void {
  const { priorityClassName, priority, preemptionPolicy } = spec;
  const given = priorityOf(priorityClassName, surroundings);
  if (!given) {
    if (surroundings.find)
      causes.add("FieldValueNotFound", at.field("priorityClassName"), `The cluster has no PriorityClass ${show(priorityClassName)}.`);
    return;
  }
  if (priority !== undefined && priority !== given.priority) {
    causes.forbidden(at.field("priority"), `The priority follows from priorityClassName: it is ${given.priority} here. Leave this out.`);
  }
  if (preemptionPolicy !== undefined && preemptionPolicy !== given.preemptionPolicy) {
    causes.forbidden(
      at.field("preemptionPolicy"),
      `The policy follows from priorityClassName: it is ${given.preemptionPolicy} here. Leave this out.`,
    );
  }
}

/** What built-in admission refuses in the end, of an object that is right in itself. */
export function checkAdmitted(object: KubernetesObject, causes: Causes, { find }: Surroundings): void {
  const { spec = {} } = object as Pod;
  if (object.kind !== "Pod" || spec.overhead === undefined) return;
  const runtimeClass: RuntimeClass | undefined = spec.runtimeClassName === undefined ? undefined : find?.("RuntimeClass", spec.runtimeClassName);
  if (spec.runtimeClassName !== undefined && !find) return;
  if (!runtimeClass?.overhead) causes.forbidden(at.field("overhead"), "Only a RuntimeClass can give a pod an overhead: leave this out.");
}
