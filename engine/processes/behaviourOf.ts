import type { Container, PodSpec, Probe } from "../../schemas/generated/types.ts";
import type { Behaviour, FileChange, PodBehaviour, Process, Remark, Run, Serve, Source } from "./behaviour.ts";
import { isProgram, type Surroundings } from "./execute.ts";
import { environmentOf, expanded, type LookUp } from "./environment.ts";
import type { Disk } from "./files.ts";
import { follow, outcomesOf, unknownRun } from "./follow.ts";
import { type Image, imageOf, systems } from "./images.ts";
import { mountsOf, type VolumeMount } from "./mounts.ts";

/** What is known beside the pod. */
export interface Known {
  /** What the scenario states. */
  readonly stated?: PodBehaviour;
  readonly lookUp?: LookUp;
}

/** A container with all that its process is found by. */
interface Subject {
  readonly spec: PodSpec;
  readonly container: Container;
  readonly image: Image | undefined;
  readonly imageName: string;
  readonly mounts: readonly VolumeMount[];
  readonly surroundings: Surroundings;
  readonly disk: Disk;
  readonly isOpen: boolean;
}

/** What each container of a pod does, by name: init containers first, then the others; what they write to shared volumes the others find. */
export function processesOf(spec: PodSpec, known: Known = {}): ReadonlyMap<string, Process> {
  const subjects = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map((container) => subjectOf(spec, container, known));
  const found = new Map<string, Process>();
  const finished = new Map<string, FileChange[]>();
  const isBefore = ({ container }: Subject): boolean => spec.initContainers?.includes(container) === true && container.restartPolicy !== "Always";
  for (const subject of subjects.filter(isBefore)) {
    const process = processOf(subject, arrivalsFor(subject, finished), known);
    found.set(subject.container.name ?? "", process);
    for (const [volume, changes] of writtenBy(subject, process))
      finished.set(volume, [...(finished.get(volume) ?? []), ...changes.map((change) => ({ ...change, at: 0 }))]);
  }
  const beside = subjects.filter((subject) => !isBefore(subject));
  const first = beside.map((subject) => writtenBy(subject, processOf(subject, arrivalsFor(subject, finished), known)));
  for (const [i, subject] of beside.entries()) {
    const others = new Map([...finished].map(([volume, changes]): [string, FileChange[]] => [volume, [...changes]]));
    first.forEach((written, j) => {
      for (const [volume, changes] of j === i ? [] : written)
        others.set(
          volume,
          [...(others.get(volume) ?? []), ...changes].toSorted((a, b) => a.at - b.at),
        );
    });
    found.set(subject.container.name ?? "", processOf(subject, arrivalsFor(subject, others), known));
  }
  return found;
}

/** What a container of a pod does, by its name. A container that the pod does not have runs on. */
export function behaviourOf(spec: PodSpec, container: string, known: Known = {}): Process {
  return processesOf(spec, known).get(container) ?? { behaviour: [], source: { is: "assumed" }, remarks: [] };
}

function subjectOf(spec: PodSpec, container: Container, { lookUp = () => undefined }: Known): Subject {
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
    surroundings: {
      dialect,
      userland,
      variables,
      openVariables: open,
      workingDir,
      assumedServes: namedPorts(container, spec),
      lacks: image?.system === "scratch" ? ["sh", "bash", "ash", "sleep", "ls", "cat"] : (image?.lacks ?? []),
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

function processOf(subject: Subject, arrivals: readonly FileChange[], { stated }: Known): Process {
  const { container } = subject;
  const name = container.name ?? "";
  if (stated?.containers && Object.hasOwn(stated.containers, name))
    return { behaviour: stated.containers[name]!, source: { is: "stated" }, remarks: [] };
  const line = commandLine(subject);
  if (!line) return assumed(subject, []);
  const { argv, source } = line;
  const refused = source.is === "image" ? refusal(subject) : undefined;
  if (refused) return { behaviour: [refused.run], source, remarks: [refused.remark] };
  const program = (argv[0] ?? "").split("/").pop()!;
  if (subject.surroundings.lacks.includes(program)) {
    const remark: Remark = { is: "commandMissing", image: subject.imageName, command: argv[0]! };
    return { behaviour: [{ fails: notInImage(argv[0]!) }], source, remarks: [remark] };
  }
  const reads = source.is === "image" && subject.image?.reads === true && !subject.surroundings.terminal;
  if (reads) return { behaviour: [{ exit: { after: 0, code: 0 } }], source, remarks: [{ is: "needsTerminal", image: subject.imageName }] };
  const postStart = container.lifecycle?.postStart?.exec?.command;
  const { run, remarks, isUnknown } = follow(argv, subject.disk, subject.surroundings, { postStart, arrivals });
  if (isUnknown && !run.prints && !run.writes && run.serves === undefined) return assumed(subject, remarks);
  return withExecs(run, subject, isUnknown, { behaviour: [], source: isUnknown && !run.prints && !run.writes ? { is: "assumed" } : source, remarks });
}

/** The words that the container starts with, and who says so; nothing if the image alone knows. */
function commandLine({
  container,
  image,
  imageName,
  surroundings: { variables },
}: Subject): { readonly argv: readonly string[]; readonly source: Source } | undefined {
  const words = (list: readonly string[] | undefined): readonly string[] => (list ?? []).map((each) => expanded(each, variables));
  const [command, args] = [words(container.command), words(container.args)];
  if (command.length > 0) return { argv: [...command, ...args], source: { is: "command", field: "command" } };
  const byArgs: Source = { is: "command", field: "args" };
  if (!image) return args.length > 0 && isProgram(args[0]!) ? { argv: args, source: byArgs } : undefined;
  const byImage: Source = { is: "image", image: imageName };
  if (image.args === "append") return { argv: [...image.runs, ...(args.length > 0 ? args : (image.defaults ?? []))], source: byImage };
  if (args.length === 0) return { argv: image.runs, source: byImage };
  if (image.args === "appendOptions" && args[0]!.startsWith("-")) return { argv: [image.runs[0]!, ...args], source: image.reads ? byArgs : byImage };
  return { argv: args, source: args[0] === image.runs[0] && !image.reads ? byImage : byArgs };
}

/** A well-known image that lacks the variable that it asks for ends at once with 1. */
function refusal({
  image,
  imageName,
  surroundings: { variables, openVariables },
}: Subject): { readonly run: Run; readonly remark: Remark } | undefined {
  const needs = image?.needs;
  if (!needs || openVariables) return undefined;
  const given = needs.some((each) => {
    const [name = "", value] = each.split("=");
    return value === undefined ? (variables.get(name) ?? "") !== "" : variables.get(name) === value;
  });
  if (given) return undefined;
  const prints = image.says === undefined ? {} : { prints: [{ at: 0, text: [image.says] }] };
  return { run: { exit: { after: 1, code: 1 }, ...prints }, remark: { is: "variableMissing", image: imageName, variables: needs } };
}

function assumed(subject: Subject, remarks: readonly Remark[]): Process {
  return withExecs(unknownRun(subject.surroundings.assumedServes), subject, true, { behaviour: [], source: { is: "assumed" }, remarks });
}

/** Adds how the commands end that probes and hooks run. */
function withExecs(run: Run, subject: Subject, isUnknown: boolean, process: Process): Process {
  const disk = { ...subject.disk, unknown: isUnknown };
  const remarks = [...process.remarks];
  const exec: Record<string, NonNullable<Run["exec"]>[string]> = {};
  for (const command of execsOf(subject.container)) {
    const found = outcomesOf(command, run, disk, subject.surroundings);
    for (const remark of found.remarks) if (!remarks.some((each) => JSON.stringify(each) === JSON.stringify(remark))) remarks.push(remark);
    const isDefault = found.outcomes.every(({ code, takes }) => code === 0 && takes === 0);
    if (!isDefault) exec[command.join(" ")] = found.outcomes;
  }
  const behaviour: Behaviour = [Object.keys(exec).length > 0 ? { ...run, exec } : run];
  return { ...process, behaviour, remarks };
}

/** The commands that the kubelet runs in a container. */
function execsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): readonly (readonly string[])[] {
  const actions = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return actions.flatMap((action) => (action?.exec?.command ? [action.exec.command] : []));
}

/** Every port that a container or its probes name, answered from the start. What another container of the pod names is that one's. */
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

function arrivalsFor({ mounts }: Subject, written: ReadonlyMap<string, readonly FileChange[]>): readonly FileChange[] {
  const changes = mounts.flatMap(({ volume, path, shared }) =>
    shared ? (written.get(volume) ?? []).map((change) => ({ ...change, path: path + change.path })) : [],
  );
  return changes.toSorted((a, b) => a.at - b.at);
}

/** What a container writes to shared volumes, by volume; paths are those in the volume. */
function writtenBy({ mounts }: Subject, { behaviour }: Process): ReadonlyMap<string, readonly FileChange[]> {
  const writes = behaviour[0]?.writes ?? [];
  const shared = mounts.filter((mount) => mount.shared);
  return new Map(
    shared.map(
      ({ volume, path }) =>
        [
          volume,
          writes.filter((change) => change.path.startsWith(`${path}/`)).map((change) => ({ ...change, path: change.path.slice(path.length) })),
        ] as const,
    ),
  );
}

/** What the container runtime says of a command that is not in the image. */
function notInImage(command: string): string {
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: ${JSON.stringify(command)}: executable file not found in $PATH`;
}
