import type { LabelSelector, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { type Cause, type Causes, show } from "../../cause.ts";
import type { Check } from "../../check.ts";
import type { Path } from "../../path.ts";
import { type Labels, matches } from "../../selector.ts";
import { labelSelector } from "../selectors.ts";

/** A workload's spec, as far as it says which pods are its own and how they are made. */
export interface Selecting {
  readonly selector?: LabelSelector | undefined;
  readonly template?: PodTemplateSpec | undefined;
}

/** Checks a selector by itself; returns the first that is wrong with it. */
export function checkSelector({ selector }: Selecting, at: Path, causes: Causes): Cause | undefined {
  const before = causes.list.length;
  if (selector !== undefined) labelSelector(selector, at.field("selector"), causes, undefined);
  return causes.list[before];
}

/** A workload has to say which pods are its own: all of them, or none, is no answer. */
export const selectorSaysSomething: Check<Selecting> = ({ selector }, at, causes) => {
  const here = at.field("selector");
  if (selector === undefined)
    causes.required(here, "The selector is missing: repeat the labels of the template, such as matchLabels: {app: web}.", {
      code: "selector-missing",
    });
  else if (isEmpty(selector))
    causes.invalid(here, "An empty selector would select every pod: name labels of the template.", { code: "selector-empty" });
};

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

/** A workload that does not select its own pods would make new ones forever. */
export const selectorMatchesTemplate: Check<Selecting> = ({ selector, template }, at, causes) => {
  const labels = template?.metadata?.labels ?? {};
  if (matches(selector, labels)) return;
  const related = { path: at.field("selector"), message: "The selector." };
  const place = at.field("template").field("metadata").field("labels");
  const message =
    selector === undefined
      ? "Nothing selects pods with these labels: the selector is missing."
      : `The selector does not match the template's labels: ${mismatch(selector, labels)}.`;
  causes.invalid(place, message, { code: "selector-matches-template", related });
};

function mismatch(selector: LabelSelector, labels: Labels): string {
  const wrong = Object.entries(selector.matchLabels ?? {}).find(([key, value]) => labels[key] !== value);
  if (wrong === undefined) return "one of its matchExpressions fails";
  const [key, value] = wrong;
  const asked = `it asks for ${key}: ${value === "" ? '""' : value}`;
  return Object.hasOwn(labels, key) ? `${asked}, and they have ${show(labels[key])}` : `${asked}, which they lack`;
}

/** A selector that cannot be used for the fault of one of its parts, which is told at its own place. */
export function faultySelector({ path }: Cause, at: Path, causes: Causes, details?: { readonly code: string }): void {
  const part = path.steps().slice(at.steps().length).join(".");
  causes.invalid(at, `This selector can't be used as long as ${part} in it is wrong.`, { ...details, related: { path, message: "What is wrong." } });
}

/** A workload with its pods. With a faulty selector the server looks at these not at all. */
export function selecting<T extends Selecting>(pods: Check<T>): Check<T> {
  return (spec, at, causes) => {
    const fault = checkSelector(spec, at, causes);
    selectorSaysSomething(spec, at, causes, undefined);
    if (fault) return faultySelector(fault, at.field("selector"), causes, { code: "selector-faulty" });
    selectorMatchesTemplate(spec, at, causes, undefined);
    pods(spec, at, causes, undefined);
  };
}

/** Pods that a controller keeps running are always restarted, and have no deadline. */
export const keepsRunning: Check<PodTemplateSpec> = ({ spec = {} }, template, causes) => {
  const at = template.field("spec");
  const { restartPolicy = "Always" } = spec;
  if (restartPolicy !== "Always") {
    const message = `Pods of this workload are always restarted: restartPolicy must be Always, not ${show(restartPolicy)}.`;
    causes.add("FieldValueNotSupported", at.field("restartPolicy"), message, { instead: "Always" });
  }
  if (spec.activeDeadlineSeconds !== undefined)
    causes.forbidden(at.field("activeDeadlineSeconds"), "Pods of this workload run on: they can't have a deadline. A Job's can.");
};
