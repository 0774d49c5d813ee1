import { isObject } from "../../api/object.ts";
import { milliValue, parseQuantity, value } from "../../api/quantity.ts";
import { say } from "../words/say.ts";
import { containersOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

/** No node has this many processors, and no process starts with this little memory. */
const mostProcessors = 500;
const leastBytes = 1024 ** 2;

/** An amount with a missing or wrong unit: `100M` of CPU is a hundred million processors, `512` of memory is 512 bytes. */
export const unlikelyAmount: Rule = {
  code: "unlikely-amount",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true)) {
      const resources = container["resources"];
      if (!isObject(resources)) continue;
      for (const list of ["requests", "limits"]) {
        const amounts = resources[list];
        if (!isObject(amounts)) continue;
        for (const name of ["cpu", "memory"]) {
          const written = amounts[name];
          const instead = typeof written === "string" || typeof written === "number" ? meant(name, written) : undefined;
          if (instead === undefined) continue;
          const parts = { amount: String(written), instead };
          yield {
            path: [...path, "resources", list, name],
            message: name === "cpu" ? say("too-many-cpus", parts) : say("too-few-bytes", parts),
            instead,
          };
        }
      }
    }
  },
};

/** The intended amount, if the written one is implausible. */
function meant(name: string, written: string | number): string | undefined {
  const quantity = parseQuantity(written);
  const digits = /^\d+(?:\.\d+)?/.exec(String(written))?.[0];
  if (!quantity || digits === undefined) return undefined;
  if (name === "cpu") return milliValue(quantity) / 1000 >= mostProcessors ? `${digits}m` : undefined;
  const bytes = value(quantity);
  return bytes > 1 && bytes < leastBytes && digits === String(written) ? `${digits}Mi` : undefined;
}
