import { isObject } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { containersOf, podOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** A container without a memory limit can use up its node's memory. */
export const noMemoryLimit: Rule = {
  code: "no-memory-limit",
  severity: "hint",
  looksAt: "document",
  *check(subject) {
    if (valueAt(podOf(subject)?.spec, ["resources", "limits", "memory"]) !== undefined) return;
    for (const { container, path } of containersOf(subject)) {
      const resources = container["resources"];
      if (isObject(resources) && valueAt(resources, ["limits", "memory"]) === undefined)
        yield { path: [...path, "resources"], onKey: true, message: say("memory-unlimited") };
    }
  },
};
