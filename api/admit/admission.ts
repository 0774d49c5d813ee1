import type { Pod, RuntimeClass } from "../../schemas/generated/types.ts";
import type { Causes } from "../cause.ts";
import type { KubernetesObject } from "../object.ts";
import { Path } from "../path.ts";
import { priorityOf } from "../priority.ts";
import { say } from "../words/say.ts";
import { quoted } from "../words/sentence.ts";
import type { Surroundings } from "../surroundings.ts";

const at = Path.root.field("spec");

/** What the built-in admission plugins refuse in a new object before validation. */
export function checkAdmission(object: KubernetesObject, causes: Causes, surroundings: Surroundings): void {
  if (object.kind !== "Pod") return;
  checkPriority(object, causes, surroundings);
  const { runtimeClassName } = (object as Pod).spec ?? {};
  if (runtimeClassName !== undefined && surroundings.find && !surroundings.find("RuntimeClass", runtimeClassName)) {
    causes.add("FieldValueNotFound", at.field("runtimeClassName"), say("no-runtime-class", { name: quoted(runtimeClassName) }));
  }
}

/** A pod's priority comes from its class: a pod may state the same value, but no other. */
function checkPriority({ spec = {} }: Pod, causes: Causes, surroundings: Surroundings): void {
  const { priorityClassName, priority, preemptionPolicy } = spec;
  const given = priorityOf(priorityClassName, surroundings);
  if (!given) {
    if (surroundings.find)
      causes.add("FieldValueNotFound", at.field("priorityClassName"), say("no-priority-class", { name: quoted(priorityClassName) }));
    return;
  }
  if (priority !== undefined && priority !== given.priority) {
    causes.forbidden(at.field("priority"), say("priority-from-class", { value: given.priority }));
  }
  if (preemptionPolicy !== undefined && preemptionPolicy !== given.preemptionPolicy) {
    causes.forbidden(at.field("preemptionPolicy"), say("preemption-from-class", { value: given.preemptionPolicy }));
  }
}

/** What the built-in admission plugins refuse after validation. */
export function checkAdmitted(object: KubernetesObject, causes: Causes, { find }: Surroundings): void {
  const { spec = {} } = object as Pod;
  if (object.kind !== "Pod" || spec.overhead === undefined) return;
  const runtimeClass: RuntimeClass | undefined = spec.runtimeClassName === undefined ? undefined : find?.("RuntimeClass", spec.runtimeClassName);
  if (spec.runtimeClassName !== undefined && !find) return;
  if (!runtimeClass?.overhead) causes.forbidden(at.field("overhead"), say("overhead-from-class"));
}
