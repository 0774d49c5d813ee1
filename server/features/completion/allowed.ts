import type { Steps } from "../../../api/path.ts";
import { admit } from "../../../api/admit/admit.ts";
import { type Cause, fieldOf } from "../../../api/cause.ts";
import type { Surroundings } from "../../../api/surroundings.ts";
import { putAt, withoutAt } from "../../text/values.ts";
import type { Document } from "../../workspace/model.ts";
import { type Sample } from "./samples.ts";

/** A manifest of about this many letters may be asked about once more for each proposal; a longer one less often. */
const affordable = 120_000;

/** Asks the API server itself whether it would take a proposal: nothing is offered that it refuses. */
export class Trial {
  private readonly whole: unknown;
  private readonly unfinished: Steps | undefined;
  private readonly base: unknown;
  private readonly before: ReadonlySet<string>;
  private readonly surroundings: Surroundings;
  private left: number;

  /** `unfinished` is what is being typed at this moment: it is left out. */
  constructor({ manifest, text }: Document, unfinished: Steps | undefined, surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.whole = manifest.value;
    this.unfinished = unfinished;
    this.base = unfinished ? withoutAt(manifest.value, unfinished) : manifest.value;
    this.before = new Set(admit(this.base, undefined, surroundings).causes.map(causeKey));
    this.left = Math.min(80, Math.floor(affordable / text.length));
  }

  /**
   * Whether a field can be there. With its sample nothing may be refused but what is still to be written; where the sample does not fit what stands
   * beside it, another value may do, unless something forbids the field itself.
   */
  takesField(steps: Steps, sample: Sample): "as its sample" | "as something else" | undefined {
    const refusals = this.refusals(steps, concrete(sample)).filter(({ type }) => type !== "FieldValueRequired" && type !== "FieldValueNotFound");
    const forbidding = refusals.filter(
      ({ type, path, code }) =>
        type === "FieldValueForbidden" ||
        (path.steps().length < steps.length && type !== "FieldValueDuplicate" && code !== "selector-matches-template"),
    );
    return refusals.length === 0 ? "as its sample" : forbidding.length === 0 ? "as something else" : undefined;
  }

  /** Whether a value is among those that the server takes there. */
  takesValue(steps: Steps, value: unknown): boolean {
    return this.refusals(steps, value).every(({ type, path }) => type === "FieldValueRequired" && !isSame(path.steps(), steps));
  }

  /** What a value brings up, at its own place or elsewhere. Beyond what can be afforded, everything is believed to be right. */
  private refusals(steps: Steps, value: unknown): readonly Cause[] {
    if (this.left-- <= 0) return [];
    const isTyped = this.unfinished !== undefined && isSame(steps, this.unfinished);
    const { causes } = admit(putAt(isTyped ? this.whole : this.base, steps, value), undefined, this.surroundings);
    return causes.filter((cause) => startsWith(cause.path.steps(), steps) || !this.before.has(causeKey(cause)));
  }
}

function isSame(path: Steps, steps: Steps): boolean {
  return path.length === steps.length && startsWith(path, steps);
}

function startsWith(path: Steps, steps: Steps): boolean {
  return path.length >= steps.length && steps.every((step, i) => step === path[i]);
}

function causeKey(cause: Cause): string {
  return `${cause.type} ${fieldOf(cause)}`;
}

/** A sample without empty stops, as a value that could be sent. */
function concrete(sample: Sample): unknown {
  if (sample === undefined || sample === null) return "x";
  if (typeof sample !== "object") return sample;
  if (Array.isArray(sample)) return sample.map(concrete);
  return Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, concrete(value)]));
}
