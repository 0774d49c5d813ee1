import type { StoredPod } from "../../engine/core/pods.ts";
import { parseTime } from "../../api/time.ts";
import { misuse, problem, Problem } from "../core/problem.ts";
import type { LogLine } from "../core/cluster.ts";
import { find } from "../find/find.ts";
import { selectorFlag } from "../line/globals.ts";
import { formatTime } from "../../api/time.ts";
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
    const { args, flags } = call;
    const [word, container] = args;
    const usage = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";
    if (flags.has("selector")) {
      if (word !== undefined) throw misuse("logs", "only a selector (-l) or a POD name is allowed");
      const { found } = find(call.cluster, queryOf(call, { args: ["pods"] }));
      if (found.length === 0) call.err(`No resources found in ${call.namespace} namespace.\n`);
      for (const { object } of found) print(call, object as StoredPod, flags.text("container"));
      return;
    }
    if (word === undefined) throw misuse("logs", usage);
    const missing = (plural: string, name: string): Problem =>
      problem(`error from server (NotFound): ${plural} ${JSON.stringify(name)} not found in namespace ${JSON.stringify(call.namespace)}`);
    print(call, podFor(call, word, missing), flags.text("container") ?? container);
  },
};

function print(call: Call, pod: StoredPod, name: string | undefined): void {
  if (!call.flags.on("all-containers")) return printOne(call, pod, name);
  for (const container of [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])]) printOne(call, pod, container.name);
}

function printOne(call: Call, pod: StoredPod, name: string | undefined): void {
  const { flags, cluster } = call;
  const { container, status } = containerFor(call, pod, name);
  if (!pod.spec.nodeName) return;
  const said = `container ${JSON.stringify(container.name)} in pod ${JSON.stringify(pod.metadata.name)}`;
  const isPrevious = flags.on("previous");
  if (isPrevious && !status?.lastState?.terminated) throw refused(`previous terminated ${said} not found`);
  const waits = status?.state?.waiting;
  if (!isPrevious && waits && !status.lastState?.terminated) throw refused(`${said} is waiting to start: ${startWord(waits.reason)}`);
  const lines = cluster.logs?.(pod, container.name ?? "", isPrevious ? "previous" : "current");
  const known = lines ?? lastWords(isPrevious ? status?.lastState?.terminated?.message : status?.state?.terminated?.message, cluster.now);
  call.out(
    chosen(call, known)
      .map((line) => textOf(call, pod, container.name ?? "", line))
      .join(""),
  );
}

/** What the server says of a container that has not started. */
function startWord(reason: string | undefined): string {
  return reason === "ErrImagePull" || reason === "ImagePullBackOff" ? "trying and failing to pull image" : (reason ?? "ContainerCreating");
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

function chosen({ flags, cluster }: Call, lines: readonly LogLine[]): readonly LogLine[] {
  const age = flags.millis("since");
  const from = age === undefined ? parseTime(flags.text("since-time") ?? "") : cluster.now - age;
  const tail = flags.integer("tail") ?? -1;
  const young = from === undefined ? lines : lines.filter(({ at }) => at >= from);
  return tail < 0 ? young : young.slice(Math.max(0, young.length - tail));
}

function textOf({ flags }: Call, { metadata }: StoredPod, container: string, { at, text }: LogLine): string {
  const prefix = flags.on("prefix") ? `[pod/${metadata.name}/${container}] ` : "";
  return `${prefix}${flags.on("timestamps") ? `${formatTime(at)} ` : ""}${text}\n`;
}
