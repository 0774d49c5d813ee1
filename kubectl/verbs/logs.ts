import { parseTime } from "../../api/time.ts";
import { refOf } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { ContainerStatus } from "../../schemas/generated/types.ts";
import type { LogLine } from "../core/cluster.ts";
import { misuse, problem, Problem } from "../core/problem.ts";
import { find } from "../find/find.ts";
import { selectorFlag } from "../line/globals.ts";
import { containerFor, podFor } from "./pods.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl logs` */
export const logs: Verb = {
  name: "logs",
  expects: "pods",
  flags: [
    selectorFlag,
    { name: "container", short: "c", takes: "text" },
    { name: "follow", short: "f", takes: "switch" },
    { name: "previous", short: "p", takes: "switch" },
    { name: "tail", takes: "integer" },
    { name: "since", takes: "duration" },
    { name: "since-time", takes: "text" },
    { name: "timestamps", takes: "switch" },
    { name: "all-containers", takes: "switch" },
    { name: "all-pods", takes: "switch" },
    { name: "prefix", takes: "switch" },
    { name: "limit-bytes", takes: "integer" },
    { name: "max-log-requests", takes: "integer" },
    { name: "ignore-errors", takes: "switch" },
    { name: "pod-running-timeout", takes: "duration" },
    { name: "insecure-skip-tls-verify-backend", takes: "switch" },
  ],
  run(call) {
    const { flags } = call;
    const sources = podsFor(call).flatMap((pod) => sourcesIn(call, pod));
    const most = flags.integer("max-log-requests") ?? 5;
    if (flags.on("follow") && sources.length > most) {
      const advice = `use --max-log-requests to increase the limit`;
      throw problem(`you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${most}, ${advice}`);
    }
    if (flags.on("follow")) follow(call, sources);
    else for (const source of sources) print(call, source, linesOf(call, source));
  },
};

/** A container whose log is meant. */
interface Source {
  readonly pod: StoredPod;
  readonly container: string;
  readonly status: ContainerStatus | undefined;
}

function podsFor(call: Call): readonly StoredPod[] {
  const { args, flags, namespace } = call;
  const [word] = args;
  if (flags.has("selector")) {
    if (word !== undefined) throw misuse("logs", "only a selector (-l) or a POD name is allowed");
    const { found } = find(call.cluster, queryOf(call, { args: ["pods"] }));
    if (found.length === 0) call.err(`No resources found in ${namespace} namespace.\n`);
    return found.map(({ object }) => object as StoredPod);
  }
  const usage = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
  if (word === undefined || args.length > 2) throw misuse("logs", usage);
  const missing = (plural: string, name: string): Problem =>
    problem(`error from server (NotFound): ${plural} ${JSON.stringify(name)} not found in namespace ${JSON.stringify(namespace)}`);
  return [podFor(call, word, missing)];
}

function sourcesIn(call: Call, pod: StoredPod): readonly Source[] {
  const { flags, args } = call;
  const { initContainers = [], containers = [] } = pod.spec;
  const wanted = flags.text("container") ?? (flags.has("selector") ? undefined : args[1]);
  const names = flags.on("all-containers") ? [...initContainers, ...containers].map(({ name }) => name) : [wanted];
  return names.map((name) => {
    const { container, status } = containerFor(call, pod, name);
    return { pod, container: container.name ?? "", status };
  });
}

/** What a container has printed until now. */
function linesOf(call: Call, { pod, container, status }: Source): readonly LogLine[] {
  const { flags, cluster } = call;
  if (!pod.spec.nodeName) return [];
  const said = `container ${JSON.stringify(container)} in pod ${JSON.stringify(pod.metadata.name)}`;
  const which = flags.on("previous") ? "previous" : "current";
  const last = status?.lastState?.terminated;
  if (which === "previous" && !last) throw refused(`previous terminated ${said} not found`);
  const waits = status?.state?.waiting;
  if (which === "current" && waits && !last) throw refused(`${said} is waiting to start: ${startWord(waits.reason)}`);
  const lines = cluster.containers?.logs(pod, container, which);
  if (lines) return lines;
  const ended = which === "previous" ? last : status?.state?.terminated;
  if (cluster.containers && !ended?.message) call.err(`a rehearsal does not know the output of ${said}\n`);
  return lastWords(ended?.message, cluster.now);
}

/** What the kubelet says of a container that has not started. */
function startWord(reason: string | undefined): string {
  if (reason === "ErrImagePull") return "image can't be pulled";
  return reason === "ImagePullBackOff" ? "trying and failing to pull image" : (reason ?? "ContainerCreating");
}

function refused(message: string): Problem {
  return new Problem(`Error from server (BadRequest): ${message}`);
}

function lastWords(message: string | undefined, now: number): readonly LogLine[] {
  return (message ?? "")
    .split("\n")
    .filter((text) => text !== "")
    .map((text) => ({ at: now, text }));
}

function print(call: Call, source: Source, lines: readonly LogLine[]): void {
  call.out(
    chosen(call, lines)
      .map((line) => textOf(call, source, line))
      .join(""),
  );
}

/** Of pods that a selector selects the last ten lines are shown, unless somebody says how many. */
function chosen({ flags, cluster }: Call, lines: readonly LogLine[]): readonly LogLine[] {
  const age = flags.millis("since");
  const from = age === undefined ? parseTime(flags.text("since-time") ?? "") : cluster.now - age;
  const tail = flags.integer("tail") ?? (flags.has("selector") ? 10 : -1);
  const young = from === undefined ? lines : lines.filter(({ at }) => at >= from);
  return tail < 0 ? young : young.slice(Math.max(0, young.length - tail));
}

function textOf({ flags }: Call, { pod, container }: Source, { at, text }: LogLine): string {
  const prefix = flags.on("prefix") ? `[pod/${pod.metadata.name}/${container}] ` : "";
  const time = flags.on("timestamps") ? `${new Date(at).toISOString().replace("Z", "000000Z")} ` : "";
  return `${prefix}${time}${text}\n`;
}

/** Prints what is there, and what comes, until each container's run is over. */
function follow(call: Call, sources: readonly Source[]): void {
  const { cluster } = call;
  const end = cluster.end ?? cluster.now;
  const [began, ends] = [cluster.now, new Map<Source, readonly LogLine[]>()];
  for (const source of sources) print(call, source, linesOf(call, source));
  const open = new Set(sources.filter(({ status }) => status?.state?.running));
  while (open.size > 0 && cluster.now < end && cluster.pass(end)) for (const source of open) lookAgain(call, source, { open, ends });
  for (const source of open) ends.set(source, cluster.containers?.logs(latest(call, source) ?? source.pod, source.container, "current") ?? []);
  const later = [...ends].flatMap(([source, lines]) => lines.filter(({ at }) => at > began).map((line) => ({ source, line })));
  for (const { source, line } of later.toSorted((a, b) => a.line.at - b.line.at)) call.out(textOf(call, source, line));
}

interface Following {
  readonly open: Set<Source>;
  /** All that a run printed, once it is over. */
  readonly ends: Map<Source, readonly LogLine[]>;
}

/** A run that is over prints no more. */
function lookAgain(call: Call, source: Source, { open, ends }: Following): void {
  const pod = latest(call, source);
  const status = [...(pod?.status.containerStatuses ?? []), ...(pod?.status.initContainerStatuses ?? [])].find(
    ({ name }) => name === source.container,
  );
  if (pod && status?.state?.running && status.restartCount === source.status?.restartCount) return;
  const isNext = status !== undefined && status.restartCount !== source.status?.restartCount;
  open.delete(source);
  ends.set(source, call.cluster.containers?.logs(pod ?? source.pod, source.container, isNext ? "previous" : "current") ?? []);
}

function latest({ cluster }: Call, { pod }: Source): StoredPod | undefined {
  const now = cluster.store.get<StoredPod>(refOf(pod));
  return now?.metadata.uid === pod.metadata.uid ? now : undefined;
}
