import { textOf } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { nearest } from "../../api/cause.ts";
import { itemsOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";
import { listed } from "../../api/words/sentence.ts";

/** The port name by which the AWS load balancer controller reads the backend from an annotation. */
const inAnnotation = "use-annotation";

/** An Ingress sends traffic to a port that its Service does not have. */
export const servicePortMissing: Rule = {
  code: "service-port-missing",
  severity: "warning",
  looksAt: "workspace",
  kinds: ["Ingress"],
  *check({ document: { self }, value, catalog }) {
    for (const path of backendsOf(value)) {
      const { name, port } = (valueAt(value, path) ?? {}) as { name?: unknown; port?: { name?: unknown; number?: unknown } };
      const services = catalog.find("Service", self.namespace, textOf(name));
      const ports = services.flatMap(({ document }) => itemsOf(valueAt(document.manifest.value, ["spec", "ports"])).map(({ item }) => item));
      const wanted = port?.name ?? port?.number;
      if (ports.length === 0 || wanted === inAnnotation || (typeof wanted !== "string" && typeof wanted !== "number")) continue;
      if (ports.some((one) => (typeof wanted === "string" ? one["name"] : one["port"]) === wanted)) continue;
      const known = ports.map((one) => textOf((typeof wanted === "string" ? one["name"] : undefined) ?? one["port"]));
      const at = [...path, "port", typeof wanted === "string" ? "name" : "number"];
      const near = typeof wanted === "string" ? nearest(wanted, known) : known.length === 1 ? Number(known[0]) : undefined;
      yield {
        path: at,
        message: say("no-service-port", { service: textOf(name), port: wanted, known: listed(known) }),
        ...(near !== undefined && { instead: near }),
      };
    }
  },
};

/** The steps to every Service that an Ingress names. */
function backendsOf(value: unknown): (string | number)[][] {
  const paths = itemsOf(valueAt(value, ["spec", "rules"])).flatMap(({ item, index }) =>
    itemsOf(valueAt(item, ["http", "paths"])).map((one) => ["spec", "rules", index, "http", "paths", one.index, "backend", "service"]),
  );
  return [["spec", "defaultBackend", "service"], ...paths];
}
