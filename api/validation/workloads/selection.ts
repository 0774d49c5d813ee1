import type { LabelSelector, PodTemplateSpec } from "../../../schemas/generated/types.ts";
import type { Cause, Causes } from "../../cause.ts";
import type { Check } from "../../check.ts";
import type { Path } from "../../path.ts";
import { type Labels, matches } from "../../selector.ts";
import { labelSelector } from "../selectors.ts";
import { type ApiSentence, say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

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

/** The selector must be present and not empty. */
export const selectorSaysSomething: Check<Selecting> = ({ selector }, at, causes) => {
  const here = at.field("selector");
  if (selector === undefined)
    causes.required(here, say("selector-missing"), {
      code: "selector-missing",
    });
  else if (isEmpty(selector)) causes.invalid(here, say("selector-empty"), { code: "selector-empty" });
};

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0;
}

/** The selector must match the template's labels, or the workload would create pods forever. */
export const selectorMatchesTemplate: Check<Selecting> = ({ selector, template }, at, causes) => {
  const labels = template?.metadata?.labels ?? {};
  if (matches(selector, labels)) return;
  const related = { path: at.field("selector"), message: say("the-selector") };
  const place = at.field("template").field("metadata").field("labels");
  const message = selector === undefined ? say("nothing-selects") : mismatch(selector, labels);
  causes.invalid(place, message, { code: "selector-matches-template", related });
};

function mismatch(selector: LabelSelector, labels: Labels): ApiSentence {
  const wrong = Object.entries(selector.matchLabels ?? {}).find(([key, value]) => labels[key] !== value);
  if (wrong === undefined) return say("selector-expression-fails");
  const [key, value] = wrong;
  const [asked, found] = [value, labels[key]].map((one) => `${key}: ${one === "" ? '""' : one}`) as [string, string];
  return Object.hasOwn(labels, key) ? say("selector-other-value", { asked, found }) : say("selector-label-lacks", { asked });
}

/** A selector that cannot be used for the fault of one of its parts, which is told at its own place. */
export function faultySelector({ path }: Cause, at: Path, causes: Causes, details?: { readonly code: "selector-faulty" }): void {
  const part = path.steps().slice(at.steps().length).join(".");
  causes.invalid(at, say("selector-faulty", { part }), { ...details, related: { path, message: say("what-is-wrong") } });
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
    const message = say("always-restarted", { restartPolicy: quoted(restartPolicy) });
    causes.add("FieldValueNotSupported", at.field("restartPolicy"), message, { instead: "Always" });
  }
  if (spec.activeDeadlineSeconds !== undefined) causes.forbidden(at.field("activeDeadlineSeconds"), say("no-deadline"));
};
