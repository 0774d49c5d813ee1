import { scalableKinds } from "../../api/workloads.ts";
import { valueAt } from "../text/values.ts";
import { scalerOf } from "./scaler.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** Every apply of a manifest with replicas resets the number that an autoscaler has chosen. */
export const hpaFixedReplicas: Rule = {
  code: "hpa-fixed-replicas",
  severity: "information",
  looksAt: "workspace",
  kinds: scalableKinds,
  *check({ document: { self }, value, catalog }) {
    if (valueAt(value, ["spec", "replicas"]) === undefined || catalog.all("HorizontalPodAutoscaler").length === 0) return;
    const scaler = scalerOf(self, catalog);
    if (!scaler) return;
    const { name } = scaler.document.self;
    yield {
      path: ["spec", "replicas"],
      message: say("replicas-of-autoscaler", { name }),
      related: [{ uri: scaler.uri, base: scaler.from, document: scaler.document, path: ["spec", "scaleTargetRef"], message: say("the-autoscaler") }],
    };
  },
};
