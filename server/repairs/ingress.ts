import { isObject } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import type { Written } from "../text/written.ts";
import type { Repairer, Trouble } from "./repair.ts";
import { written } from "./required.ts";

/** An Ingress without a backend: adds a rule for every path, or a default backend, with a Service of its namespace. */
export const ingress: Repairer = function* (trouble) {
  const { cause, path } = trouble;
  if (cause?.message.code !== "ingress-without-rules") return;
  const backend = { service: serviceFor(trouble) };
  yield* written(trouble, [...path, "rules"], [{ http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }], false);
  yield* written(trouble, [...path, "defaultBackend"], backend, false);
};

/** The Service of the same name, else the first one, else an invented one. */
function serviceFor({ document: { self }, catalog }: Trouble): Written {
  const services = catalog.all("Service").filter(({ document: other }) => other.self.namespace === self.namespace && other.self.name !== "");
  const found = services.find(({ document: other }) => other.self.name === self.name) ?? services[0];
  const ports = valueAt(found?.document.manifest.value, ["spec", "ports"]);
  const first: unknown = Array.isArray(ports) ? ports[0] : undefined;
  const port = isObject(first) && typeof first["port"] === "number" ? first["port"] : 80;
  return { name: found?.document.self.name ?? (self.name || "app"), port: { number: port } };
}
