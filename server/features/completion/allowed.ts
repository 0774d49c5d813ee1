import { isSameWay, startsWith, type Steps } from "../../../api/path.ts";
import { admit } from "../../../api/admit/admit.ts";
import { type Cause, causeKey } from "../../../api/cause.ts";
import type { Surroundings } from "../../../api/surroundings.ts";
import { putAt, valueAt, withoutAt } from "../../text/values.ts";
import type { Manifest } from "../../manifest/manifest.ts";
import type { Document } from "../../workspace/model.ts";
import type { Remembered } from "../../workspace/remembered.ts";
import type { Sample } from "../../schema/samples.ts";

/** The size of a manifest, in characters, for which every proposal may be checked; for longer ones fewer are checked. */
const affordable = 120_000;

/** Checks with the API server's rules whether a proposal would be accepted. Refused proposals are not offered. */
export class Trial {
  private readonly manifest: Manifest;
  private readonly unfinished: Steps | undefined;
  private readonly base: unknown;
  private readonly surroundings: Surroundings;
  private readonly remembered: Remembered;
  private known: string | undefined;
  private left: number;

  /** `unfinished` is the entry that is being typed; it is left out. */
  constructor({ manifest, text }: Document, unfinished: Steps | undefined, surroundings: Surroundings, remembered: Remembered) {
    this.remembered = remembered;
    this.surroundings = surroundings;
    this.manifest = manifest;
    this.unfinished = unfinished;
    this.base = unfinished && manifest.keyAt(unfinished) ? withoutAt(manifest.value, unfinished) : manifest.value;
    this.left = Math.min(80, Math.floor(affordable / text.length));
  }

  /** What is refused already; computed only if something is refused. */
  private get before(): ReadonlySet<string> {
    return this.ask("", () => new Set(admit(this.base, undefined, this.surroundings).causes.map(causeKey)));
  }

  /** The answers do not depend on the word that is being typed, so they are kept for the next keystroke. */
  private ask<Answer>(question: string, answer: () => Answer): Answer {
    this.known ??= `${this.surroundings.version} ${JSON.stringify(this.base)}`;
    return this.remembered.about(this.known, question, answer);
  }

  /**
   * Whether a field is allowed. With its sample value nothing may be refused, except for missing parts. If the sample does not fit the fields
   * beside it, another value may, unless the field itself is forbidden.
   */
  takesField(steps: Steps, sample: Sample): "as its sample" | "as something else" | undefined {
    const refusals = this.refusals(steps, concrete(sample)).filter((cause) => !this.isUnfinished(cause));
    const forbidding = refusals.filter(
      ({ type, path, code }) =>
        type === "FieldValueForbidden" ||
        (path.steps().length < steps.length && type !== "FieldValueDuplicate" && code !== "selector-matches-template"),
    );
    return refusals.length === 0 ? "as its sample" : forbidding.length === 0 ? "as something else" : undefined;
  }

  /** Whether a refusal is about something that is still to be written: a missing part, or the selector beside a template. */
  private isUnfinished({ type, code }: Cause): boolean {
    if (type === "FieldValueRequired" || type === "FieldValueNotFound") return true;
    return code === "selector-matches-template" && valueAt(this.base, ["spec", "selector"]) === undefined;
  }

  /** Whether a value is among those that the server takes there. */
  takesValue(steps: Steps, value: unknown): boolean {
    return this.refusals(steps, value).every(({ type, path }) => type === "FieldValueRequired" && !isSameWay(path.steps(), steps));
  }

  /** The causes that a value adds, at its own field or elsewhere. After the limit of checks, every value counts as allowed. */
  private refusals(steps: Steps, value: unknown): readonly Cause[] {
    if (this.left-- <= 0) return [];
    const isTyped = this.unfinished !== undefined && isSameWay(steps, this.unfinished);
    const whole = isTyped ? this.manifest.value : this.base;
    const causes = this.ask(JSON.stringify([isTyped, steps, value]), () => admit(putAt(whole, steps, value), undefined, this.surroundings).causes);
    return causes.filter((cause) => startsWith(cause.path.steps(), steps) || !this.before.has(causeKey(cause)));
  }
}

/** A sample without empty tab stops, as a value that could be sent. */
function concrete(sample: Sample): unknown {
  if (sample === undefined || sample === null) return "x";
  if (typeof sample !== "object") return sample;
  if (Array.isArray(sample)) return sample.map(concrete);
  return Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, concrete(value)]));
}
