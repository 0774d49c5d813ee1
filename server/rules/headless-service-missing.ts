import { missingMessage } from "./missing.ts";
import { valueAt } from "../text/values.ts";
import { slipOf } from "../names/slip.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** A StatefulSet's pods get their DNS names from a headless Service, which its author must create. */
export const headlessServiceMissing: Rule = {
  code: "headless-service-missing",
  severity: "warning",
  looksAt: "workspace",
  kinds: ["StatefulSet"],
  *check({ document: { self }, value, catalog }) {
    const name = valueAt(value, ["spec", "serviceName"]);
    const path = ["spec", "serviceName"];
    if (typeof name !== "string" || name === "") return;
    const found = catalog.find("Service", self.namespace, name);
    const [service] = found;
    const others = catalog.all("Service").filter(({ document }) => document.self.namespace === self.namespace);
    if (!service) {
      const near = slipOf(
        name,
        others.map(({ document }) => document.self.name),
      );
      if (others.length > 0)
        yield { path, message: missingMessage(`Service ${name}`, near), ...(near === undefined && { severity: "information" as const }) };
      return;
    }
    if (found.some(({ document }) => valueAt(document.manifest.value, ["spec", "clusterIP"]) === "None")) return;
    const replicas = valueAt(value, ["spec", "replicas"]) ?? 1;
    yield {
      path,
      message: say("not-headless", { name }),
      // The DNS name of a single pod is rarely used.
      ...(replicas === 1 && { severity: "information" as const }),
      related: [{ uri: service.uri, base: service.from, document: service.document, path: ["spec"], message: say("the-service") }],
    };
  },
};
