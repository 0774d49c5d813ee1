import type { Command, Refused } from "../../core/command.ts";
import type { View } from "../../core/controller.ts";
import type { StoredObject } from "../../core/objects.ts";

/** What is asked of the API server: an object to be created, or to take the place of `old`. Named already, but not stored. */
export interface AdmissionRequest {
  readonly object: StoredObject;
  readonly old?: StoredObject;
  /** Who asks: a controller's name, or `script`. */
  readonly by: string;
}

/** An admission plugin of the API server. */
export interface AdmissionPlugin {
  /** As the server's flag names it, such as `LimitRanger`. */
  readonly name: string;
  readonly kinds: readonly string[];
  /** Fills in what is missing, before validation: the object as it shall be, the same one where there is nothing to fill in. */
  readonly mutate?: (request: AdmissionRequest, view: View) => StoredObject;
  /** After validation: refuses, or says what else must be written before the object is (a quota counts it). */
  readonly validate?: (request: AdmissionRequest, view: View) => Refused | readonly Command[] | undefined;
}
