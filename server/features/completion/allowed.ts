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

  /** Whether a field can be there at all: with a value of its kind, nothing beside it is refused and it is not forbidden itself. */
  takesField(steps: Steps, sample: Sample): boolean {
    if (sample === true && this.accepts(steps, false, forbids)) return true;
    return this.accepts(steps, concrete(sample), forbids);
  }

  /** Whether a value is among those that the server takes there. */
  takesValue(steps: Steps, value: unknown): boolean {
    return this.accepts(steps, value, (cause, below) => cause.type !== "FieldValueRequired" && (below || forbids(cause, below)));
  }

  private accepts(steps: Steps, value: unknown, refuses: (cause: Cause, isWithin: boolean) => boolean): boolean {
    if (this.left-- <= 0) return true;
    const { causes } = admit(putAt(this.base, steps, value));
    return !causes.some((cause) => {
      const isWithin = startsWith(cause.path.steps(), steps);
      return (isWithin || !this.before.has(causeKey(cause))) && refuses(cause, isWithin);
    });
  }
}

/** What is only missing can still be written, and a placeholder's value will be replaced. */
function forbids(cause: Cause, isWithin: boolean): boolean {
  return cause.type === "FieldValueForbidden" || (!isWithin && cause.type !== "FieldValueRequired");
}

function startsWith(path: Steps, steps: Steps): boolean {
  return path.length >= steps.length && steps.every((step, i) => step === path[i]);
}

function causeKey(cause: Cause): string {
  return `${cause.type} ${fieldOf(cause)}`;
}

/** A sample without empty stops, as a value that could be sent. */
function concrete(sample: Sample): unknown {
  if (sample === undefined) return "x";
  if (typeof sample !== "object") return sample;
  if (Array.isArray(sample)) return sample.map(concrete);
  return Object.fromEntries(Object.entries(sample).map(([key, value]) => [key, concrete(value)]));
}
