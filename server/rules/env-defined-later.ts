import { say } from "../words/say.ts";
import { containersOf, itemsOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

/** `$(NAME)` in the value of a variable is only replaced by one that is defined further up. */
export const envDefinedLater: Rule = {
  code: "env-defined-later",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true)) {
      if (container["envFrom"] !== undefined) continue; // the name may come from there
      const all = itemsOf(container["env"]);
      for (const { item, index } of all) {
        const later = namesIn(item["value"]).find((name) => {
          const definitions = all.filter((one) => one.item["name"] === name).map((one) => one.index);
          return definitions.length > 0 && definitions.every((at) => at > index);
        });
        if (later !== undefined) yield { path: [...path, "env", index, "value"], onKey: true, message: say("env-defined-later", { name: later }) };
      }
    }
  },
};

/** The variables that a value refers to. `$$(NAME)` is no reference. */
function namesIn(value: unknown): string[] {
  return typeof value === "string" ? [...value.matchAll(/\$\$|\$\(([^()$]+)\)/g)].flatMap(([, name]) => name ?? []) : [];
}
