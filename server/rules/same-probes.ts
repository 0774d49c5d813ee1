import { containersOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** If both probes are the same, a container that is only too busy is killed. */
export const sameProbes: Rule = {
  code: "same-probes",
  severity: "information",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject)) {
      const { livenessProbe, readinessProbe } = container;
      if (livenessProbe === undefined || JSON.stringify(livenessProbe) !== JSON.stringify(readinessProbe)) continue;
      yield {
        path: [...path, "livenessProbe"],
        onKey: true,
        message: say("probes-alike"),
      };
    }
  },
};
