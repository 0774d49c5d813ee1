import { Problem } from "../core/problem.ts";
import { goValue } from "../text/format.ts";

/** What the server says of a patch after which it cannot read the object: why, and what the patch was. Among other problems the `context` stands before it. */
export function unpatchable(patch: unknown, fault: string, context = ""): Problem {
  const why = whyNot(fault);
  if (why === undefined) return new Problem(`Error from server (BadRequest): ${context}${fault}`);
  const said = `patch: Invalid value: ${JSON.stringify(goValue(patch))}: ${why}`;
  return new Problem(`The request is invalid: ${said}`, { listed: `Error from server (Invalid): ${context} "" is invalid: ${said}` });
}

/** As the reader of patches says it; nothing where it says the same as the reader of whole objects. */
function whyNot(fault: string): string | undefined {
  if (fault.startsWith("strict decoding error")) return fault;
  const [, found, type] = /cannot unmarshal (\S+).* of type (\S+)$/.exec(fault) ?? [];
  if (type === undefined) return undefined;
  return type === "string" && (found === "number" || found === "bool")
    ? `cannot convert ${found === "number" ? "int64" : found} to string`
    : `unrecognized type: ${type}`;
}
