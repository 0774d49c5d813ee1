import { type Check, between, oneOf } from "../check.ts";
import type { IntOrString } from "../intOrString.ts";
import { formatted, portName } from "./names.ts";
import { say } from "../words/say.ts";

/** A port that something can listen on. */
export const portNumber: Check<number> = between(1, 65535);

/** A port by its number or by the name that the pod gives it. */
export const portNumberOrName: Check<IntOrString> = (port, at, causes) =>
  typeof port === "number" ? portNumber(port, at, causes, undefined) : formatted(portName)(port, at, causes, undefined);

/** The port of something that must have one. The server takes a missing one for 0, which is no port. */
export function hasPort<Port extends IntOrString>(check: Check<Port>): Check<{ readonly port?: Port | undefined }> {
  return ({ port }, owner, causes) => {
    const at = owner.field("port");
    if (port === undefined) causes.invalid(at, say("port-missing"));
    else check(port, at, causes, undefined);
  };
}

/** The protocol of a port. */
export const protocol = oneOf("TCP", "UDP", "SCTP");
