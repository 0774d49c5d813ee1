import { admit } from "../../../api/admit.ts";
import { type Cause, fieldOf } from "../../../api/cause.ts";
import { putAt, withoutAt } from "../../text/values.ts";
import type { Document } from "../../workspace/model.ts";
import { type Sample } from "./samples.ts";

type Steps = readonly (string | number)[];

/** A manifest of about this many letters may be asked about once more for each proposal; a longer one less often. */
const affordable = 120_000;

/** Asks the API server itself whether it would take a proposal: nothing is offered that it refuses. */
export class Trial {
  private readonly base: unknown;
  private readonly before: ReadonlySet<string>;
  private left: number;

  /** `unfinished` is what is being typed at this moment: it is left out. */
  constructor({ manifest, text }: Document, unfinished: Steps | undefined) {
    this.base = unfinished ? withoutAt(manifest.value, unfinished) : manifest.value;
    this.before = new Set(admit(this.base).causes.map(causeKey));
    this.left = Math.min(80, Math.floor(affordable / text.length));
  }

  /** Whether a field can be there: with its sample nothing is refused but what is still to be written, here or elsewhere. A free text will be another one. */
  takesField(steps: Steps, sample: Sample): boolean {
    const value = concrete(sample);
    const isFreeText = typeof value === "string";
    return this.accepts(steps, value, ({ type, path, code }) => {
      if (type === "FieldValueRequired" || type === "FieldValueNotFound" || code === "selector-matches-template") return false;
      return !isFreeText || type === "FieldValueForbidden" || !isSame(path.steps(), steps);
    });
  }

  /** Whether a value is among those that the server takes there. */
  takesValue(steps: Steps, value: unknown): boolean {
    return this.accepts(steps, value, ({ type, path }) => type !== "FieldValueRequired" || isSame(path.steps(), steps));
  }

  private accepts(steps: Steps, value: unknown, refuses: (cause: Cause) => boolean): boolean {
    if (this.left-- <= 0) return true;
    const { causes } = admit(putAt(this.base, steps, value));
    return !causes.some((cause) => refuses(cause) && (startsWith(cause.path.steps(), steps) || !this.before.has(causeKey(cause))));
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
