import { isObject } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { containersOf, podOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** The scheduler counts a pod without requests as nothing, and the node evicts it first. */
export const noRequests: Rule = {
  code: "no-requests",
  severity: "hint",
  looksAt: "document",
  *check(subject) {
    if (isObject(valueAt(podOf(subject)?.spec, ["resources"]))) return;
    for (const { container, path } of containersOf(subject)) {
      const asks = isObject(valueAt(container, ["resources", "requests"])) || isObject(valueAt(container, ["resources", "limits"]));
      if (!asks) yield { path: [...path, "name"], message: say("counted-as-nothing") };
    }
  },
};
