import type { Pod, RuntimeClass } from "../../schemas/generated/types.ts";
import { type Causes, show } from "../cause.ts";
import type { KubernetesObject } from "../object.ts";
import { Path } from "../path.ts";
import { priorityOf } from "../priority.ts";
import type { Surroundings } from "../surroundings.ts";

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
