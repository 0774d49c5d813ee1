import type { Container, Service, ServicePort } from "../../schemas/generated/types.ts";
import { annotated } from "../../api/merge/lastApplied.ts";
import type { Stored, StoredObject } from "../../engine/core/objects.ts";
import { all, Problem, problem } from "../core/problem.ts";
import { at, type Plain } from "../core/plain.ts";
import { resourceFor } from "../core/resources.ts";
import { type Found, find } from "../find/find.ts";
import { recordFlag } from "../line/globals.ts";
import { createdAs } from "./apply.ts";
import { changeFlags, type DryRun, dryRunOf, each, Reporter } from "./change.ts";
import { podSpecOf } from "./set.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl expose` */
export const expose: Verb = {
  name: "expose",
  expects: "resources",
  flags: [
    ...changeFlags,
    recordFlag,
    { name: "port", takes: "text" },
    { name: "target-port", takes: "text" },
    { name: "protocol", takes: "text" },
    { name: "type", takes: "text" },
    { name: "name", takes: "text" },
    { name: "selector", takes: "text" },
    { name: "labels", short: "l", takes: "text" },
    { name: "external-ip", takes: "text" },
    { name: "cluster-ip", takes: "text" },
    { name: "load-balancer-ip", takes: "text" },
    { name: "session-affinity", takes: "text" },
    { name: "save-config", takes: "switch" },
    { name: "overrides", takes: "text" },
    { name: "override-type", takes: "text" },
  ],
  run(call) {
    const dry = dryRunOf(call);
    const finding = find(call.cluster, queryOf(call, { labels: undefined }));
    const problems: Problem[] = [...finding.problems];
    const reporter = new Reporter(call, dry);
    each(finding.found, problems, (found) => exposeOne(call, found, dry, reporter));
    reporter.end();
    if (problems.length > 0) throw all(problems);
  },
};

const exposable = new Set(["Service", "ReplicationController", "Pod", "Deployment", "ReplicaSet"]);

function exposeOne(call: Call, { resource, object }: Found, dry: DryRun, reporter: Reporter): void {
  if (!exposable.has(resource.kind)) throw problem(`cannot expose a ${resource.kind}${resource.group === "" ? "" : `.${resource.group}`}`);
  const service = serviceOf(call, object);
  const services = resourceFor("services");
  const name = String(at(service, "metadata", "name"));
  const placed = { ...service, metadata: { ...(service["metadata"] as Plain), namespace: call.namespace } };
  const whole = call.flags.on("save-config") ? annotated(placed) : placed;
  const shown = call.explicitNamespace ? placed : service;
  const made = dry === "client" ? shown : createdAs(call, services, whole, dry, "");
  reporter.done({ resource: services, name, operation: "exposed", object: made });
}

function serviceOf({ flags }: Call, object: StoredObject): Plain {
  const selector = mapOf(flags.text("selector")) ?? selectorOf(object);
  const labels = mapOf(flags.text("labels")) ?? object.metadata.labels;
  const ports = portsOf(flags.text("port"), flags.text("protocol"), flags.text("target-port"), object);
  if (ports.length === 0 && flags.text("cluster-ip") !== "None") throw problem("couldn't find port via --port flag or introspection");
  const type = flags.text("type");
  const affinity = flags.text("session-affinity");
  if (affinity !== undefined && affinity !== "None" && affinity !== "ClientIP") throw problem(`unknown session affinity: ${affinity}`);
  return {
    kind: "Service",
    apiVersion: "v1",
    metadata: { name: flags.text("name") ?? object.metadata.name.slice(0, 63), ...(labels && Object.keys(labels).length > 0 && { labels }) },
    spec: {
      ...(ports.length > 0 && { ports }),
      selector,
      ...(flags.has("cluster-ip") && { clusterIP: flags.text("cluster-ip") }),
      ...(type !== undefined && { type }),
      ...(flags.has("external-ip") && { externalIPs: [flags.text("external-ip")] }),
      ...(affinity !== undefined && { sessionAffinity: affinity }),
      ...(type === "LoadBalancer" && flags.has("load-balancer-ip") && { loadBalancerIP: flags.text("load-balancer-ip") }),
    },
    status: { loadBalancer: {} },
  };
}

function mapOf(text: string | undefined): Record<string, string> | undefined {
  if (text === undefined || text === "") return undefined;
  return Object.fromEntries(
    text.split(",").map((part) => {
      const [key = "", value, ...more] = part.split("=");
      if (value === undefined || more.length > 0 || key === "") throw problem(`unexpected label spec: ${part}`);
      return [key, value];
    }),
  );
}

function selectorOf(object: StoredObject): Readonly<Record<string, string>> {
  const failed = (why: string): Problem => problem(`couldn't retrieve selectors via --selector flag or introspection: ${why}`);
  if (object.kind === "Pod") {
    if (Object.keys(object.metadata.labels ?? {}).length === 0) throw failed("the pod has no labels and cannot be exposed");
    return object.metadata.labels!;
  }
  const selector = at(object, "spec", "selector") as
    { matchLabels?: Record<string, string>; matchExpressions?: readonly unknown[] } | Record<string, string> | undefined;
  if (object.kind === "Service" || object.kind === "ReplicationController") {
    if (!selector || Object.keys(selector).length === 0) throw failed(`the ${object.kind.toLowerCase()} has no pod selector set`);
    return selector as Record<string, string>;
  }
  if (Array.isArray((selector as { matchExpressions?: unknown })?.matchExpressions))
    throw failed('couldn\'t convert expressions - "[]" to map-based selector format');
  return (selector as { matchLabels?: Record<string, string> })?.matchLabels ?? {};
}

function portsOf(asked: string | undefined, protocol: string | undefined, target: string | undefined, object: StoredObject): ServicePort[] {
  const own: readonly { readonly port: number; readonly protocol: string }[] =
    object.kind === "Service"
      ? ((object as Stored<Service>).spec.ports ?? []).map((port) => ({ port: port.port ?? 0, protocol: port.protocol ?? "TCP" }))
      : (podSpecOf(object)?.containers ?? []).flatMap(({ ports = [] }: Container) =>
          ports.map((port) => ({ port: port.containerPort ?? 0, protocol: port.protocol ?? "TCP" })),
        );
  const texts = asked === undefined ? [...new Set(own.map(({ port }) => String(port)))] : asked.split(",");
  return texts.map((text, i) => {
    if (!/^\d+$/.test(text)) throw problem(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
    const port = Number(text);
    const known = own.find((one) => one.port === port)?.protocol ?? "TCP";
    const targetPort = target === undefined ? port : /^\d+$/.test(target) ? Number(target) : target;
    return { ...(texts.length > 1 && { name: `port-${i + 1}` }), protocol: protocol ?? known, port, targetPort };
  });
}
