import type { Steps } from "../../api/path.ts";
import type { Millis, Ref } from "../../engine/core/objects.ts";
import type { FindingsSentence } from "../words/rehearsal/say.ts";

/** A field of an object: the line to look at. */
export interface Spot {
  readonly object: Ref;
  readonly path: Steps;
}

/** Another place, and what it has to do with a finding. */
export interface Beside extends Spot {
  readonly message: FindingsSentence;
}

/** A change of one field. Without `to` the field is removed. */
export interface FieldChange extends Spot {
  readonly to?: unknown;
}

/** A change of fields that may cure a finding. It is offered only after it was rehearsed. */
export interface Candidate {
  readonly label: FindingsSentence;
  readonly changes: readonly FieldChange[];
}

/** Something that a rehearsal shows to go wrong. Plain data. */
export interface Concern {
  /** `never`: the change does not come to its end. `hurts`: it does, or would, and somebody notices. */
  readonly state: "never" | "hurts";
  /** The object that it is about. */
  readonly about: Ref;
  /** The line that causes it. */
  readonly spot: Spot;
  readonly message: FindingsSentence;
  /** What it rests on besides the files and the stated cluster. With any of these it is no warning. */
  readonly assumed?: readonly FindingsSentence[];
  /** It is certain, and yet no more than a remark: someone may have meant it. */
  readonly isMild?: true;
  readonly related?: readonly Beside[];
  /** Places in other objects where the same finding is shown, since their file may be the one that is open. */
  readonly also?: readonly Spot[];
  /** The moment to look at, from the start of the rehearsal. */
  readonly at?: Millis;
  readonly fixes?: readonly Candidate[];
}
