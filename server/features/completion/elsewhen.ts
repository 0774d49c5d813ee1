import { isOn, type Version } from "../../../api/version.ts";
import type { Gate, Time } from "../../../schemas/schema.ts";
import { type ServerSentence, say } from "../../words/say.ts";

/** Why something is not available in a version: it was added later, was removed, or needs a feature gate. Nothing if it is available. */
export function elsewhenOf({ since, until, gate }: Time & { readonly gate?: Gate }, version: Version): ServerSentence | undefined {
  if (since !== undefined && version < since) return say("since-version", { version: since });
  if (until !== undefined && version > until) return say("until-version", { version: until });
  return gate && !isOn(gate, version) ? say("needs-gate", { gate: gate.name }) : undefined;
}
