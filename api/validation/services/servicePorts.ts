import type { ServicePort, ServiceSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, distinct, each, fields } from "../../check.ts";
import { dnsLabel, formatted, qualifiedName } from "../names.ts";
import { portNumber, portNumberOrName, protocol } from "../ports.ts";
import { isHeadless } from "./clusterIps.ts";

const name: Check<string> = (text, at, causes) => text === "" || formatted(dnsLabel)(text, at, causes, undefined);

const number: Check<ServicePort> = ({ port = 0 }, at, causes) => portNumber(port, at.field("port"), causes, undefined);

const port = all(number, fields<ServicePort>({ name, protocol, targetPort: portNumberOrName, appProtocol: formatted(qualifiedName) }));

const namesTell: Check<readonly ServicePort[]> = (ports, at, causes) => {
  if (ports.length < 2) return;
  ports.forEach(({ name: text = "" }, i) => {
    if (text === "") causes.required(at.index(i).field("name"), "With several ports each needs a name.", { code: "port-name" });
  });
};

/** The list of ports, which only a headless Service can do without. */
export const servicePorts: Check<ServiceSpec> = (spec, root, causes) => {
  const { type, ports = [] } = spec;
  const at = root.field("ports");
  if (ports.length === 0 && !isHeadless(spec) && type !== "ExternalName")
    causes.required(at, "A Service needs at least one port, unless it is headless.");
  const alike = all(
    each(port),
    namesTell,
    distinct<ServicePort>(
      ({ name: text }) => text || undefined,
      (item) => item.field("name"),
    ),
    distinct<ServicePort>(({ protocol: by = "", port: at = 0 }) => `${at}/${by}`),
    distinct<ServicePort>(
      ({ protocol: by = "", nodePort }) => (nodePort ? `${nodePort}/${by}` : undefined),
      (item) => item.field("nodePort"),
    ),
  );
  alike(ports, at, causes, undefined);
  ports.forEach(({ nodePort = 0 }, i) => {
    if (type === "ClusterIP" && nodePort !== 0)
      causes.forbidden(at.index(i).field("nodePort"), "nodePort is for the types NodePort and LoadBalancer: this is a ClusterIP.", {
        code: "node-port",
      });
  });
};

/**
 * The server reserves node ports one by one before it validates, and one that two ports ask for can't be had twice:
 * but ports of the same number share one, such as TCP and UDP of a DNS server.
 */
export const portGranted: Check<ServiceSpec, ServiceSpec | undefined> = ({ type, ports = [] }, root, causes, old) => {
  if (type !== "NodePort" && type !== "LoadBalancer") return;
  const reserved = new Set<number>();
  const byPort = new Map<number, number>();
  const before = new Set((old?.ports ?? []).map(({ nodePort = 0 }) => nodePort));
  for (const [i, { port: number = 0, nodePort = 0 }] of ports.entries()) {
    if (old !== undefined && usesNodePorts(old)) continue;
    const shared = byPort.get(number);
    const wanted = shared === undefined ? firstNodePort(ports, number) : nodePort;
    if (wanted === 0 || wanted === shared || before.has(wanted)) continue;
    if (reserved.has(wanted)) {
      causes.invalid(root.field("ports").index(i).field("nodePort"), `The node port ${wanted} is taken by another port of this Service.`, {
        code: "node-port",
      });
      return;
    }
    reserved.add(wanted);
    if (shared === undefined) byPort.set(number, wanted);
  }
};

const usesNodePorts = ({ type }: ServiceSpec) => type === "NodePort" || type === "LoadBalancer";

function firstNodePort(ports: readonly ServicePort[], number: number): number {
  return ports.find(({ port: other = 0, nodePort = 0 }) => other === number && nodePort !== 0)?.nodePort ?? 0;
}

/** A dry run takes any node port, a real one only those of the cluster's range. */
export function nodePortWarnings(ports: readonly ServicePort[]): string[] {
  return ports.flatMap(({ nodePort = 0 }, i) =>
    nodePort !== 0 && (nodePort < 30_000 || nodePort > 32_767)
      ? [`spec.ports[${i}].nodePort: ${nodePort} is outside of 30000-32767, which is the range of a cluster that sets no other.`]
      : [],
  );
}
