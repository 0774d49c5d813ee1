import type { ServicePort, ServiceSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, distinct, each, fields, unlessEmpty } from "../../check.ts";
import { dnsLabel, formatted, qualifiedName } from "../names.ts";
import { hasPort, portNumber, portNumberOrName, protocol } from "../ports.ts";
import { hasNodePorts, isHeadless } from "./serviceType.ts";
import { say } from "../../words/say.ts";

const port = all(
  hasPort(portNumber),
  fields<ServicePort>({ name: unlessEmpty(formatted(dnsLabel)), protocol, targetPort: portNumberOrName, appProtocol: formatted(qualifiedName) }),
);

const namesTell: Check<readonly ServicePort[]> = (ports, at, causes) => {
  if (ports.length < 2) return;
  ports.forEach(({ name = "" }, i) => {
    if (name === "") causes.required(at.index(i).field("name"), say("port-names-missing"), { code: "port-name" });
  });
};

const namesDiffer = distinct<ServicePort>(
  ({ name }) => name || undefined,
  (item) => item.field("name"),
);

const portsDiffer = distinct<ServicePort>(({ protocol: by = "", port: at = 0 }) => `${at}/${by}`);

const nodePortsDiffer: Check<readonly ServicePort[]> = (ports, at, causes) => {
  const keys = ports.map(({ protocol: by = "", nodePort = 0 }) => (nodePort === 0 ? undefined : `${nodePort}/${by}`));
  keys.forEach((key, i) => {
    const first = keys.indexOf(key);
    if (key === undefined || first === i) return;
    const related = { path: at.index(first).field("nodePort"), message: say("other-port") };
    causes.duplicate(at.index(i).field("nodePort"), say("shared-node-port", { first }), { code: "node-port", related });
  });
};

const list = all(each(port), namesTell, namesDiffer, portsDiffer, nodePortsDiffer);

/** The list of ports, which only a headless Service can do without. */
export const servicePorts: Check<ServiceSpec> = (spec, root, causes) => {
  const { type, ports = [] } = spec;
  const at = root.field("ports");
  if (ports.length === 0 && !isHeadless(spec) && type !== "ExternalName") {
    causes.required(at, say("no-ports"));
  }
  list(ports, at, causes, undefined);
  ports.forEach(({ nodePort = 0 }, i) => {
    if (type !== "ClusterIP" || nodePort === 0) return;
    const message = say("node-port-of-cluster-ip");
    causes.forbidden(at.index(i).field("nodePort"), message, { code: "node-port" });
  });
};

/** Stands for a node port that the server draws for the ports of this number. */
const drawnFor = (port: number) => 65_536 + port;

/** The Service with the node ports of a new one: ports of one number share theirs, such as TCP and UDP of a DNS server. */
export function withNodePorts(spec: ServiceSpec): ServiceSpec {
  const { ports = [], allocateLoadBalancerNodePorts } = spec;
  if (!hasNodePorts(spec)) return spec;
  const draws = spec.type === "NodePort" || allocateLoadBalancerNodePorts !== false;
  const granted = ports.map((one): ServicePort => {
    const asked = ports.find(({ port: other, nodePort = 0 }) => other === one.port && nodePort !== 0)?.nodePort;
    return one.nodePort || !draws ? one : { ...one, nodePort: asked ?? drawnFor(one.port ?? 0) };
  });
  return { ...spec, ports: granted };
}

/** The server reserves the node ports of a new Service one by one, and stops at one that it has given away already. */
export const nodePortsGranted: Check<ServiceSpec> = (spec, root, causes) => {
  const taken = new Map<number, number>();
  for (const [i, { port: number = 0, nodePort = 0 }] of (hasNodePorts(spec) ? (spec.ports ?? []) : []).entries()) {
    const owner = taken.get(nodePort);
    if (owner !== undefined && owner !== number) {
      const at = root.field("ports").index(i).field("nodePort");
      return causes.invalid(at, say("node-port-taken", { nodePort, owner }), { code: "node-port" });
    }
    if (nodePort !== 0) taken.set(nodePort, number);
  }
};
