import type { Steps } from "../../api/path.ts";
import type { Millis, Ref } from "../../engine/core/objects.ts";
import type { FindingsSentence } from "../words/rehearsal/say.ts";

/** A field of an object: the line to look at. */
export interface Spot {
  readonly object: Ref;
  readonly path: Steps;
}

/** Another place, and its relation to the finding. */
export interface Beside extends Spot {
  readonly message: FindingsSentence;
}

/** A change of one field. Without `to` the field is removed. */
export interface FieldChange extends Spot {
  readonly to?: unknown;
}

/** A change of fields that may fix a finding. It is offered only after it was rehearsed. */
export interface Candidate {
  readonly label: FindingsSentence;
  readonly changes: readonly FieldChange[];
}

/** A problem that a rehearsal shows. Plain data. */
export interface Concern {
  /** `never`: the change does not complete. `hurts`: it completes, but users notice. */
  readonly state: "never" | "hurts";
  /** The object that it is about. */
  readonly about: Ref;
  /** The line that causes it. */
  readonly spot: Spot;
  readonly message: FindingsSentence;
  /** The assumptions besides the files and the stated cluster. With any of these it is not a warning. */
  readonly assumed?: readonly FindingsSentence[];
  /** Whether it is only information although it is certain, since it may be intended. */
  readonly isMild?: true;
  readonly related?: readonly Beside[];
  /** Places in other objects where the same finding is shown, since their file may be the one that is open. */
  readonly also?: readonly Spot[];
  /** The moment to look at, from the start of the rehearsal. */
  readonly at?: Millis;
  readonly fixes?: readonly Candidate[];
}
