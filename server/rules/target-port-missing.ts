import { nearest } from "../../api/cause.ts";
import { memoize } from "../../api/memoize.ts";
import { textOf } from "../../api/object.ts";
import type { Catalog, Entry } from "../workspace/catalog.ts";
import { selectorOf } from "../workspace/podOf.ts";
import { valueAt } from "../text/values.ts";
import { containersOf, itemsOf } from "./pods.ts";
import type { Rule } from "./rule.ts";
import { say } from "../words/say.ts";

/** A Service sends traffic to a port that no container of its pods has. Not checked if no container declares ports, nor for a headless Service, which forwards nothing. */
export const targetPortMissing: Rule = {
  code: "target-port-missing",
  severity: "warning",
  looksAt: "workspace",
  kinds: ["Service"],
  *check({ value, document, catalog }) {
    const pods = catalog.selected(document.self.namespace, selectorOf(value));
    if (valueAt(value, ["spec", "clusterIP"]) === "None" || pods.length > mostSelected) return;
    const ports = portsIn(catalog)(pods);
    if (ports.length === 0) return;
    for (const { item, index } of itemsOf(valueAt(value, ["spec", "ports"]))) {
      const target = item["targetPort"] ?? item["port"];
      const isThere = ports.some((port) => (typeof target === "string" ? port["name"] === target : port["containerPort"] === target));
      if (isThere || (typeof target !== "string" && typeof target !== "number")) continue;
      const names = ports.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
      const near = typeof target === "string" ? nearest(target, names) : undefined;
      const path = ["spec", "ports", index, item["targetPort"] === undefined ? "port" : "targetPort"];
      const known = portsBy(ports, typeof target === "string" ? "name" : "containerPort");
      yield {
        path,
        message: say("no-target-port", { port: target, known: known === "" ? say("none-with-name") : known }),
        ...(near !== undefined && { instead: near }),
        ...(typeof target === "number" && !isSimple(value, ports) && { severity: "information" as const }),
      };
    }
  },
};

/** A Service that selects more workloads selects several versions of the same, and checking all of them would take long. */
const mostSelected = 200;

/** The ports of some pods, found once for all Services that select the same. */
const portsIn = memoize((catalog: Catalog) =>
  memoize((pods: readonly Entry[]) =>
    pods
      .flatMap((entry) => [entry, ...patchesOf(entry, catalog)])
      .flatMap(({ document }) => containersOf({ document, value: document.manifest.value }, true))
      .flatMap(({ container }) => itemsOf(container["ports"]).map(({ item }) => item)),
  ),
);

/** Patches of the workload, which may add ports. */
function patchesOf({ document: { self } }: Entry, catalog: Catalog): readonly Entry[] {
  return catalog.find(self.kind, self.namespace, self.name).filter(({ document }) => document.recognition === "patch");
}

/** Names of ports for the kubelet or Prometheus, which say nothing about other ports. */
const ofWatchers = /^(?:health|probe|live|ready|metrics)/;

/** Whether both sides have one port. With more ports, an undeclared one may be open all the same, since declaring a port is optional. */
function isSimple(service: unknown, ports: readonly Readonly<Record<string, unknown>>[]): boolean {
  return ports.length === 1 && itemsOf(valueAt(service, ["spec", "ports"])).length === 1 && !ofWatchers.test(textOf(ports[0]!["name"]));
}

function portsBy(ports: readonly Readonly<Record<string, unknown>>[], field: string): string {
  const values = ports.map((port) => port[field]).filter((value) => typeof value === "string" || typeof value === "number");
  return [...new Set(values)].join(", ");
}
