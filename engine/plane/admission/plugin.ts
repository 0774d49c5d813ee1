import type { Command, Refused } from "../../core/command.ts";
import type { View } from "../../core/controller.ts";
import type { StoredObject } from "../../core/objects.ts";

/** A request to the API server: an object to create, or to put in place of `old`. It has a name already but is not stored yet. */
export interface AdmissionRequest {
  readonly object: StoredObject;
  readonly old?: StoredObject;
  /** The requester: a controller's name, or `script`. */
  readonly by: string;
}

/** An admission plugin of the API server. */
export interface AdmissionPlugin {
  /** Its name in the server's `--enable-admission-plugins` flag, such as `LimitRanger`. */
  readonly name: string;
  readonly kinds: readonly string[];
  /** Fills in what is missing, before validation. Returns the same object if there is nothing to fill in. */
  readonly mutate?: (request: AdmissionRequest, view: View) => StoredObject;
  /** Runs after validation: refuses, or returns other objects that must be written first, such as a quota with the new usage. */
  readonly validate?: (request: AdmissionRequest, view: View) => Refused | readonly Command[] | undefined;
}
