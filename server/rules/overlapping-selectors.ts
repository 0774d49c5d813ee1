import { matches } from "../../api/selector.ts";
import { say } from "../words.ts";
import { podLabels, selectorOf } from "../workspace/catalog.ts";
import type { Rule } from "./rule.ts";

const controllers = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"];

/** Two controllers that select each other's pods fight over them. */
export const overlappingSelectors: Rule = {
  code: "overlapping-selectors",
  severity: "warning",
  kinds: controllers,
  *check({ document, value, catalog }) {
    const selector = selectorOf(value);
    if (!selector) return;
    for (const { document: other, uri, from } of catalog.selected(document.self.namespace, selector)) {
      const { kind, name } = other.self;
      if (other === document || !controllers.includes(kind) || (kind === document.self.kind && name === document.self.name)) continue;
      if (!matches(selectorOf(other.manifest.value), podLabels(value)) || name === "") continue;
      yield {
        path: ["spec", "selector"],
        onKey: true,
        message: say("{0} selects the same pods: the two will fight over them.", `${kind} ${name}`),
        related: [{ uri, base: from, document: other, path: ["spec", "selector"], message: say("The other selector") }],
      };
    }
  },
};
