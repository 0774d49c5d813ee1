import { problem } from "../../core/problem.ts";
import type { Plain } from "../../core/plain.ts";
import type { Flag } from "../../line/flags.ts";
import type { Call } from "../verb.ts";
import { type Generator, pairsOf } from "./generator.ts";

const tcp: Flag = { name: "tcp", takes: "list" };

/** `80:8080` as a port of a Service. */
function portOf(text: string, nodePort: number | undefined): Plain {
  const [port = "", target = port, ...more] = text.split(":");
  if (!/^\d+$/.test(port) || more.length > 0) throw problem(`invalid port format ${JSON.stringify(text)}`);
  const targetPort = /^\d+$/.test(target) ? Number(target) : target;
  return { name: text.replace(":", "-"), protocol: "TCP", port: Number(port), targetPort, ...(nodePort && { nodePort }) };
}

function service(call: Call, name: string, type: string, spec: Plain = {}): Plain {
  const ports = call.flags.texts("tcp").map((text) => portOf(text, call.flags.integer("node-port")));
  const isPortless = type === "ExternalName" || spec["clusterIP"] === "None";
  if (ports.length === 0 && !isPortless) throw problem("at least one tcp port specifier must be provided");
  const labels = { app: name };
  return {
    kind: "Service",
    apiVersion: "v1",
    metadata: { name, labels },
    spec: { ...(ports.length > 0 && { ports }), selector: labels, ...spec, type },
    status: { loadBalancer: {} },
  };
}

/** `kubectl create service …` */
export const services: readonly Generator[] = [
  {
    name: "service clusterip",
    aliases: ["svc clusterip"],
    failure: "failed to create ClusterIP service:",
    flags: [tcp, { name: "clusterip", takes: "text" }],
    make: (call, name) => service(call, name, "ClusterIP", call.flags.has("clusterip") ? { clusterIP: call.flags.text("clusterip") } : {}),
  },
  {
    name: "service nodeport",
    aliases: ["svc nodeport"],
    failure: "failed to create NodePort service:",
    flags: [tcp, { name: "node-port", takes: "integer" }],
    make: (call, name) => service(call, name, "NodePort"),
  },
  {
    name: "service loadbalancer",
    aliases: ["svc loadbalancer"],
    failure: "failed to create LoadBalancer service:",
    flags: [tcp],
    make: (call, name) => service(call, name, "LoadBalancer"),
  },
  {
    name: "service externalname",
    aliases: ["svc externalname"],
    failure: "failed to create ExternalName service:",
    flags: [tcp, { name: "external-name", takes: "text", required: true }],
    make: (call, name) => service(call, name, "ExternalName", { externalName: call.flags.text("external-name") }),
  },
];

const rulePattern = /^([\w*\-.]*)(\/[^=]*)=([\w-]+):([\w-]+)(?:,tls(?:=([\w-]*))?)?$/;

/** `kubectl create ingress` */
export const ingress: Generator = {
  name: "ingress",
  aliases: ["ing"],
  failure: "failed to create ingress:",
  flags: [
    { name: "class", takes: "text" },
    { name: "rule", takes: "texts" },
    { name: "default-backend", takes: "text" },
    { name: "annotation", takes: "texts" },
  ],
  make({ flags }, name) {
    const texts = flags.texts("rule");
    const fallback = flags.text("default-backend");
    if (texts.length === 0 && fallback === undefined)
      throw problem(
        "not enough information provided: every ingress has to either specify a default-backend (which catches all traffic) or a list of rules (which catch specific paths)",
      );
    const rules: { host?: string; http: { paths: Plain[] } }[] = [];
    const tls: { hosts: string[]; secretName?: string }[] = [];
    for (const text of texts) {
      const match = rulePattern.exec(text);
      if (!match) throw problem(`rule ${text} is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]`);
      const [, host = "", path = "", of = "", port = "", secretName] = match;
      addRule(rules, host, { path: path.replace(/\*$/, ""), pathType: path.endsWith("*") ? "Prefix" : "Exact", backend: backend(of, port) });
      if (/,tls/.test(text)) addTls(tls, host, secretName ?? "");
    }
    const annotations = pairsOf(flags.texts("annotation"));
    const [of = "", port = ""] = fallback?.split(":") ?? [];
    return {
      apiVersion: "networking.k8s.io/v1",
      kind: "Ingress",
      metadata: { name, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: {
        ...(flags.has("class") && { ingressClassName: flags.text("class") }),
        ...(fallback !== undefined && { defaultBackend: backend(of, port) }),
        ...(tls.length > 0 && { tls }),
        ...(rules.length > 0 && { rules }),
      },
      status: { loadBalancer: {} },
    };
  },
};

function backend(name: string, port: string): Plain {
  return { service: { name, port: /^\d+$/.test(port) ? { number: Number(port) } : { name: port } } };
}

function addRule(rules: { host?: string; http: { paths: Plain[] } }[], host: string, path: Plain): void {
  const known = rules.find((rule) => (rule.host ?? "") === host);
  if (known) known.http.paths.push(path);
  else rules.push({ ...(host !== "" && { host }), http: { paths: [path] } });
}

function addTls(tls: { hosts: string[]; secretName?: string }[], host: string, secretName: string): void {
  if (tls.some(({ hosts }) => hosts.includes(host))) return;
  const known = tls.find((one) => secretName !== "" && one.secretName === secretName);
  if (known) known.hosts.push(host);
  else tls.push({ hosts: host === "" ? [] : [host], ...(secretName !== "" && { secretName }) });
}
