import type { Container, PodSpec, Probe } from "../../schemas/generated/types.ts";
import type { FileChange, PodBehaviour, Serve } from "./behaviour.ts";
import { environmentOf, type LookUp } from "./environment.ts";
import type { Surroundings } from "./execute.ts";
import type { Disk } from "./files.ts";
import { anyHosts, type Hosts } from "./hosts.ts";
import { type Image, imageOf, systems } from "./images.ts";
import { mountsOf, type VolumeMount } from "./mounts.ts";

/** What is known besides the pod. */
export interface Known {
  /** What the scenario states. */
  readonly stated?: PodBehaviour;
  readonly lookUp?: LookUp;
  /** Which names can be looked up. */
  readonly hosts?: Hosts;
  /** Changes of mounted files while containers run, by container. */
  readonly changed?: Readonly<Record<string, readonly FileChange[]>>;
}

/** A container with everything that determines its process. */
export interface Subject {
  readonly spec: PodSpec;
  readonly container: Container;
  readonly image: Image | undefined;
  readonly imageName: string;
  readonly mounts: readonly VolumeMount[];
  readonly surroundings: Surroundings;
  readonly disk: Disk;
  readonly isOpen: boolean;
  /** Changes of its mounted files while it runs. */
  readonly changes: readonly FileChange[];
}

/** Collects everything that determines the process of a container. */
export function subjectOf(spec: PodSpec, container: Container, { lookUp = () => undefined, changed = {}, hosts = anyHosts }: Known): Subject {
  const { name = "", image } = imageOf(container.image ?? "") ?? {};
  const { variables, open } = environmentOf(container, lookUp);
  const mounts = mountsOf(spec, container, lookUp);
  const { dialect, userland } = systems[image?.system ?? "debian"];
  const workingDir = container.workingDir ?? image?.workingDir ?? "/";
  const user = container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser ?? (image?.user === undefined ? 0 : 1);
  const bare = image !== undefined && image.reads === true && image.system !== "scratch";
  return {
    spec,
    container,
    image,
    imageName: name,
    mounts,
    isOpen: open,
    changes: Object.hasOwn(changed, container.name ?? "") ? changed[container.name ?? ""]! : [],
    surroundings: {
      dialect,
      userland,
      variables,
      openVariables: open,
      workingDir,
      assumedServes: namedPorts(container, spec),
      lacks: image?.system === "scratch" ? ["sh", "bash", "ash", "sleep", "ls", "cat"] : (image?.lacks ?? []),
      hosts,
      terminal: container.stdin === true || container.tty === true,
    },
    disk: {
      mounts,
      workingDir,
      bare,
      readOnlyRoot: container.securityContext?.readOnlyRootFilesystem === true,
      unprivileged: user !== 0,
      unknown: false,
    },
  };
}

/** Every port that a container or its probes name, open from the start, except ports that another container of the pod names. */
function namedPorts(container: Container, spec: PodSpec): readonly Serve[] {
  const { ports = [], livenessProbe, readinessProbe, startupProbe, lifecycle } = container;
  const others = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].filter((each) => each !== container);
  const taken = new Set(others.flatMap((each) => (each.ports ?? []).map(({ containerPort }) => containerPort)));
  const serves = new Map<number, Serve>();
  for (const { containerPort, protocol } of ports) {
    if (containerPort !== undefined && protocol !== "SCTP")
      serves.set(containerPort, { port: containerPort, ...(protocol === "UDP" && { speaks: "udp" }) });
  }
  const probes: readonly (Probe | undefined)[] = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  for (const probe of probes) {
    const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
    const number = typeof port === "string" ? Number(port) : port;
    const secure = probe?.httpGet?.scheme === "HTTPS";
    const named = typeof port === "string" ? ports.find(({ name }) => name === port)?.containerPort : undefined;
    const chosen = named ?? number;
    if (chosen !== undefined && Number.isInteger(chosen) && chosen > 0 && (named !== undefined || !taken.has(chosen)))
      serves.set(chosen, { port: chosen, ...(secure && { speaks: "https" }) });
  }
  return [...serves.values()];
}
