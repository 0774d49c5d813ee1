import type { Container, ContainerPort } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, all, each, fields } from "../../check.ts";
import type { Path } from "../../path.ts";
import { formatted, portName } from "../names.ts";
import { portNumber, protocol } from "../ports.ts";
import { type PodScope, isPod } from "./scope.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const containerPort: Check<ContainerPort> = all(
  ({ containerPort = 0 }, at, causes) => {
    if (containerPort === 0) causes.required(at.field("containerPort"), say("container-port-missing"));
    else portNumber(containerPort, at.field("containerPort"), causes, undefined);
  },
  fields<ContainerPort>({
    hostPort: (port, at, causes) => {
      if (port !== 0) portNumber(port, at, causes, undefined);
    },
    protocol,
  }),
);

/** Names are optional, but where given they are valid and unique in the container. */
const portNames: Check<readonly ContainerPort[]> = (ports, at, causes) => {
  const seen = new Map<string, Path>();
  ports.forEach(({ name = "" }, i) => {
    if (name === "") return;
    const here = at.index(i).field("name");
    const first = seen.get(name);
    if (portName(name) !== undefined) formatted(portName)(name, here, causes, undefined);
    else if (first !== undefined)
      causes.duplicate(here, say("port-name-taken", { name: quoted(name) }), { related: { path: first, message: say("first-one") } });
    else seen.set(name, here);
  });
};

/** The ports of one container. */
export const containerPorts: Check<readonly ContainerPort[]> = all(portNames, each(containerPort));

/** No two of these containers want the same port of the node. */
export function hostPortsUnique(containers: readonly { readonly container: Container; readonly at: Path }[], causes: Causes): void {
  const seen = new Map<string, Path>();
  for (const { container, at } of containers) {
    for (const [i, { protocol, hostIP = "", hostPort = 0 }] of (container.ports ?? []).entries()) {
      if (hostPort === 0) continue;
      const key = `${protocol}/${hostIP}/${hostPort}`;
      const here = at.field("ports").index(i).field("hostPort");
      const first = seen.get(key);
      if (first === undefined) seen.set(key, here);
      else
        causes.duplicate(here, say("host-port-taken", { hostPort }), {
          code: "host-port-conflict",
          related: { path: first, message: say("taken-here") },
        });
    }
  }
}

/** On the node's own network a port has one number, inside and outside. */
export const hostNetworkPorts: Check<readonly Container[], PodScope> = (containers, at, causes, pod) => {
  if (pod.spec.hostNetwork !== true) return;
  each<Container>(({ ports = [] }, container) =>
    ports.forEach(({ hostPort = 0, containerPort = 0 }, i) => {
      if (hostPort === containerPort || (hostPort === 0 && !isPod(pod))) return;
      causes.invalid(container.field("ports").index(i).field("hostPort"), say("host-port-differs", { hostPort, containerPort }));
    }),
  )(containers, at, causes, undefined);
};
