import { Causes } from "../../api/cause.ts";
import { decodeObject } from "../../api/decode.ts";
import { memoize } from "../../api/memoize.ts";
import { Path } from "../../api/path.ts";
import type { Container, PodSpec } from "../../schemas/generated/types.ts";
import type { Behaviour, FileChange, Process, Remark, Run, Seconds, Source } from "./behaviour.ts";
import { isProgram } from "./execute.ts";
import { expanded } from "./environment.ts";
import { follow, outcomesOf } from "./follow.ts";
import { serverOf } from "./commands/servers.ts";
import { imageOf, isOriginal } from "./images.ts";
import { type Known, type Subject, subjectOf } from "./subject.ts";

/** What each container of a pod does, by name, init containers first. Files that one container writes to shared volumes are visible to the others. The spec may be invalid. */
export function processesOf(given: PodSpec, known: Known = {}): ReadonlyMap<string, Process> {
  const spec = wellFormed(given);
  const subjects = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].map((container) => subjectOf(spec, container, known));
  const isBefore = ({ container }: Subject): boolean => spec.initContainers?.includes(container) === true && container.restartPolicy !== "Always";
  const found = new Map<string, Process>();
  let written: readonly Writes[] = [];
  for (const subject of subjects.filter(isBefore)) {
    const arrivals = arrivalsFor(subject, written);
    const process = processOf(subject, arrivals, known);
    found.set(subject.container.name ?? "", process);
    written = [
      ...written,
      ...writtenBy(subject, process, arrivals).map(({ volume, changes }) => ({ volume, changes: changes.map((each) => ({ ...each, at: 0 })) })),
    ];
  }
  const beside = subjects.filter((subject) => !isBefore(subject));
  const alone = beside.map((subject) => processOf(subject, arrivalsFor(subject, written), known));
  const wrote = beside.map((subject, i) => writtenBy(subject, alone[i]!, arrivalsFor(subject, written)));
  for (const [i, subject] of beside.entries()) {
    const others = arrivalsFor(subject, [...written, ...wrote.filter((_, j) => j !== i).flat()]);
    const isMore = others.length > arrivalsFor(subject, written).length;
    found.set(subject.container.name ?? "", isMore ? processOf(subject, others, known) : alone[i]!);
  }
  return found;
}

/** A spec without values of the wrong type, such as a text instead of a list: pods of a saved trace may be invalid. */
const wellFormed = memoize((spec: PodSpec) => (decodeObject(spec, "PodSpec", Path.root, new Causes()) ?? {}) as PodSpec);

/** What a container of a pod does, by its name. An unknown container keeps running. */
export function behaviourOf(spec: PodSpec, container: string, known: Known = {}): Process {
  return processesOf(spec, known).get(container) ?? { behaviour: [], source: { is: "assumed" }, remarks: [] };
}

function processOf(subject: Subject, arrivals: readonly FileChange[], known: Known): Process {
  const process = plainProcess(subject, arrivals, known);
  return hidesUser(subject) ? { ...process, remarks: [...process.remarks, { is: "assumedUser", image: subject.container.image ?? "" }] } : process;
}

/** Whether `runAsNonRoot` depends on the user of an unknown image. */
function hidesUser({ spec, container: { securityContext }, image }: Subject): boolean {
  const user = securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
  return user === undefined && image === undefined && (securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) === true;
}

function plainProcess(subject: Subject, arrivals: readonly FileChange[], { stated }: Known): Process {
  const { container } = subject;
  const name = container.name ?? "";
  if (stated?.containers && Object.hasOwn(stated.containers, name))
    return { behaviour: stated.containers[name]!, source: { is: "stated" }, remarks: [] };
  const line = commandLine(subject);
  if (!line) return assumed(subject, []);
  const { argv, source } = line;
  if (source.is === "image" && servesOtherPorts(subject)) return assumed(subject, []);
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
  const { run, remarks, isUnknown, unknownFrom } = follow(argv, subject.disk, subject.surroundings, { postStart, arrivals });
  if (!isUnknown) return withExecs(run, subject, isUnknown, { behaviour: [], source, remarks });
  return unknown(subject, run, remarks, unknownFrom, run.prints || run.writes || unknownFrom > 0 ? source : { is: "assumed" });
}

/** The command line of a container and the field that sets it; nothing if it comes from an unknown image. */
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

/** Whether an image only shares the name of a well-known one, but its pod names other ports: then it is another program. */
function servesOtherPorts({ container, imageName, surroundings: { assumedServes } }: Subject): boolean {
  if (isOriginal(container.image ?? "", imageName)) return false;
  const known = serverOf(imageOf(container.image ?? "")?.image.runs[0] ?? "")?.ports ?? [];
  return known.length > 0 && assumedServes.length > 0 && !known.some(({ port }) => assumedServes.some((serve) => serve.port === port));
}

/** A well-known image exits with 1 at once without a variable that it requires. */
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
  const { assumedServes } = subject.surroundings;
  const writes = subject.changes.length > 0 ? { writes: subject.changes } : {};
  return unknown(subject, { ...(assumedServes.length > 0 && { serves: assumedServes }), ...writes }, remarks, 0, { is: "assumed" });
}

/** A process about which nothing is known from a second on: it keeps running, or works for a while if it should complete. */
function unknown(subject: Subject, run: Run, remarks: readonly Remark[], from: Seconds, source: Source): Process {
  const seconds = workOf(subject);
  if (seconds === undefined) return withExecs(run, subject, true, { behaviour: [], source, remarks });
  const said = remarks.map((remark): Remark => (remark.is === "unreadable" ? { is: "unreadableWork", text: remark.text, seconds } : remark));
  return withExecs({ ...run, exit: { after: from + seconds, code: 0 } }, subject, true, { behaviour: [], source, remarks: said });
}

/** How long a container is assumed to work if it should complete: an init container, or one that is not restarted after a success. */
function workOf({ spec, container }: Subject): Seconds | undefined {
  const isInit = spec.initContainers?.includes(container) === true;
  if (isInit) return container.restartPolicy === "Always" ? undefined : 1;
  return (container.restartPolicy ?? spec.restartPolicy ?? "Always") === "Always" ? undefined : 20;
}

/** Adds the results of the commands that probes and hooks run. */
function withExecs(run: Run, subject: Subject, isUnknown: boolean, process: Process): Process {
  const disk = { ...subject.disk, unknown: isUnknown };
  const remarks = [...process.remarks];
  const exec: Record<string, NonNullable<Run["exec"]>[string]> = {};
  for (const command of execsOf(subject.container)) {
    const found = outcomesOf(command, run, disk, subject.surroundings);
    for (const each of found.remarks) {
      const remark: Remark = each.is === "unreadable" ? { is: "unreadableExec", command: command.join(" ").slice(0, 200) } : each;
      if (!remarks.some((known) => JSON.stringify(known) === JSON.stringify(remark))) remarks.push(remark);
    }
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

/** Changes in a shared volume, with paths in the volume. */
interface Writes {
  readonly volume: string;
  readonly changes: readonly FileChange[];
}

function arrivalsFor({ mounts: all, changes: own }: Subject, written: readonly Writes[]): readonly FileChange[] {
  const shared = all.filter((mount) => mount.shared);
  const changes = shared.flatMap(({ volume, path }) =>
    written.filter((each) => each.volume === volume).flatMap((each) => each.changes.map((change) => ({ ...change, path: path + change.path }))),
  );
  return [...changes, ...own].toSorted((a, b) => a.at - b.at);
}

/** The changes that a container makes in shared volumes. */
function writtenBy({ mounts }: Subject, { behaviour }: Process, arrivals: readonly FileChange[]): readonly Writes[] {
  const isOwn = (change: FileChange): boolean => !arrivals.some(({ at, path }) => at === change.at && path === change.path);
  const writes = (behaviour[0]?.writes ?? []).filter(isOwn);
  const shared = mounts.filter((mount) => mount.shared);
  return shared.map(({ volume, path }) => ({
    volume,
    changes: writes.filter((change) => change.path.startsWith(`${path}/`)).map((change) => ({ ...change, path: change.path.slice(path.length) })),
  }));
}

/** The container runtime's error for a command that is not in the image. */
function notInImage(command: string): string {
  return `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: exec: ${JSON.stringify(command)}: executable file not found in $PATH`;
}
