import { isObject } from "../../../api/object.ts";
import type { Labels } from "../../../api/selector.ts";
import { valueAt } from "../../text/values.ts";
import type { Catalog, Entry } from "../../workspace/catalog.ts";
import type { Document } from "../../workspace/model.ts";
import { labelsOf, podTemplateOf } from "../../workspace/podOf.ts";
import { workloadKinds } from "../../../api/workloads.ts";
import type { Sample } from "../../schema/samples.ts";

/** The facts about the object that is being written, and about the object that it most likely belongs to. */
export interface Facts {
  readonly name: string | undefined;
  /** The labels of the pods that it creates or selects. */
  readonly labels: Labels | undefined;
  /** What an autoscaler scales: `apiVersion`, `kind` and `name`. */
  readonly target: Sample;
  /** The first port of the pods: its name, or its number. */
  readonly port: string | number | undefined;
  /** A Service with a port, as an Ingress names it. */
  readonly backend: Sample;
}

/** Collects the facts, so that existing names are used again. */
export function factsOf(document: Document, catalog: Catalog, uri: string): Facts {
  const { self, manifest } = document;
  const makesPods = workloadKinds.includes(self.kind);
  const near = (entries: readonly Entry[]): Entry | undefined => nearest(entries, document, uri);
  const workload = makesPods ? undefined : near(catalog.workloads(self.namespace));
  const service = near(catalog.all("Service").filter((entry) => entry.document.self.namespace === self.namespace));
  const name = self.name || (self.kind === "" ? (workload ?? service)?.document.self.name : undefined);
  const labels = (makesPods ? ownLabels(manifest.value) : workload?.document.podLabels) ?? (name === undefined ? undefined : { app: name });
  return {
    name,
    labels,
    target: workload && { apiVersion: workload.document.self.apiVersion, kind: workload.document.self.kind, name: workload.document.self.name },
    port: workload && firstPort(workload),
    backend: service && backendOf(service),
  };
}

/** The object of the same name, preferably in the same file; else the last one of the file; else the only one. */
function nearest(entries: readonly Entry[], document: Document, uri: string): Entry | undefined {
  const others = entries.filter((entry) => entry.document !== document && entry.document.self.name !== "");
  const named = others.filter((entry) => entry.document.self.name === document.self.name);
  return (
    named.find((entry) => entry.uri === uri) ??
    named[0] ??
    others.findLast((entry) => entry.uri === uri) ??
    (others.length === 1 ? others[0] : undefined)
  );
}

/** Labels of the pod template, else of the selector, else those of the object itself that identify an application. */
function ownLabels(value: unknown): Labels | undefined {
  const selector = valueAt(value, ["spec", "selector"]);
  const candidates = [
    podTemplateOf(value)?.metadata?.labels,
    valueAt(selector, ["matchLabels"]),
    identifying(valueAt(value, ["metadata", "labels"])),
  ];
  return candidates.map(labelsOf).find((labels) => labels && Object.keys(labels).length > 0);
}

/** Labels that identify an application. */
export const identities: ReadonlySet<string> = new Set([
  "app",
  "app.kubernetes.io/name",
  "app.kubernetes.io/instance",
  "app.kubernetes.io/component",
]);

function identifying(labels: unknown): unknown {
  return isObject(labels) ? Object.fromEntries(Object.entries(labels).filter(([key]) => identities.has(key))) : undefined;
}

function firstPort({ document }: Entry): string | number | undefined {
  const containers = valueAt(podTemplateOf(document.manifest.value), ["spec", "containers"]);
  const ports = Array.isArray(containers) ? containers.flatMap((container: unknown) => valueAt(container, ["ports"]) ?? []) : [];
  return nameOrNumber(ports[0], "containerPort");
}

function backendOf({ document }: Entry): Sample {
  const port = nameOrNumber(valueAt(document.manifest.value, ["spec", "ports", 0]), "port");
  if (port === undefined) return undefined;
  return { name: document.self.name, port: typeof port === "string" ? { name: port } : { number: port } };
}

function nameOrNumber(port: unknown, numberField: string): string | number | undefined {
  const [name, number] = [valueAt(port, ["name"]), valueAt(port, [numberField])];
  return typeof name === "string" ? name : typeof number === "number" ? number : undefined;
}

/** A sample with known values instead of examples. */
export function adapted(sample: Sample, facts: Facts): Sample {
  if (sample === "app") return facts.name ?? sample;
  if (isSampleList(sample)) return sample.map((one) => adapted(one, facts));
  if (!isObject(sample)) return sample;
  const { app, name, port, targetPort, kind, apiVersion } = sample;
  if (app === "app" && Object.keys(sample).length === 1) return facts.labels ?? sample;
  if (name === "app" && apiVersion !== undefined && kind === "Deployment") return facts.target ?? { ...sample, name: facts.name ?? name };
  if (name === "app" && isObject(port)) return facts.backend ?? { ...sample, name: facts.name ?? name };
  const known = targetPort !== undefined && facts.port !== undefined ? { ...sample, targetPort: facts.port } : sample;
  return Object.fromEntries(Object.entries(known).map(([key, held]) => [key, adapted(held, facts)]));
}

function isSampleList(sample: Sample): sample is readonly Sample[] {
  return Array.isArray(sample);
}

/** The names and label values that are written as they are and are no tab stops. */
export function givenBy({ name, labels }: Facts): ReadonlySet<string> {
  return new Set([...(name === undefined ? [] : [name]), ...Object.values(labels ?? {})]);
}
