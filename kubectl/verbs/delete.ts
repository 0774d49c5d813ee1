import type { Propagation } from "../../engine/core/command.ts";
import { refOf, type StoredObject } from "../../engine/core/objects.ts";
import { all, Problem, problem } from "../core/problem.ts";
import { type Resource, typeName } from "../core/resources.ts";
import { type Found, find, get } from "../find/find.ts";
import { allFlag, allNamespacesFlag, deletionFlags, dryRunFlag, fieldSelectorFlag, fileFlags, selectorFlag } from "../line/globals.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { ask, type DryRun, dryRunOf, dryWords, each } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

const cascades: Readonly<Record<string, Propagation>> = { background: "Background", foreground: "Foreground", orphan: "Orphan" };
/** kubectl's default timeout: a week. */
const week = 604_800_000;

/** `kubectl delete` */
export const remove: Verb = {
  name: "delete",
  expects: "resources",
  flags: [
    ...fileFlags,
    selectorFlag,
    fieldSelectorFlag,
    allFlag,
    allNamespacesFlag,
    dryRunFlag,
    { name: "output", short: "o", takes: "text" },
    ...deletionFlags,
    { name: "ignore-not-found", takes: "switch" },
    { name: "interactive", short: "i", takes: "switch" },
    { name: "now", takes: "switch" },
    { name: "raw", takes: "text" },
  ],
  run(call) {
    const { flags } = call;
    const propagation = cascadeOf(call);
    const output = flags.text("output") ?? "";
    if (output !== "" && output !== "name") throw problem(`unexpected -o output mode: ${output}. We only support '-o name'`);
    const dry = dryRunOf(call);
    if (flags.on("all") && (flags.has("selector") || flags.has("field-selector")))
      throw problem("setting 'all' parameter but found a non empty selector.");
    if (flags.on("now") && flags.has("grace-period")) throw problem("--now and --grace-period cannot be specified together");
    const isForced = flags.on("force");
    const given = flags.integer("grace-period");
    const grace = flags.on("now") || (given === 0 && !isForced) ? 1 : (given ?? (isForced ? 0 : undefined));
    if (grace === 0)
      call.err(
        "Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.\n",
      );
    const isIgnorant = flags.on("ignore-not-found") || flags.on("all") || flags.has("selector");
    const finding = find(call.cluster, queryOf(call, { fileContext: (source) => `error when deleting ${JSON.stringify(source)}: ` }));
    const problems: Problem[] = isIgnorant ? [] : [...finding.problems];
    const deleted: Found[] = [];
    each(finding.found, problems, (found) => {
      deleteOne(call, found, dry, { propagation, ...(grace !== undefined && grace >= 0 && { grace }) });
      deleted.push(found);
    });
    if (problems.length > 0) throw all(problems);
    if (deleted.length === 0 && finding.found.length === 0 && !(flags.on("ignore-not-found") && finding.problems.length > 0))
      call.out("No resources found\n");
    if (dry === "none" && flags.on("wait", true)) awaitGone(call, deleted, flags.millis("timeout") || week);
  },
};

function cascadeOf({ flags, err }: Call): Propagation {
  const value = flags.text("cascade") ?? "background";
  if (value === "true" || value === "false") {
    const to = value === "true" ? "background" : "orphan";
    err(`warning: --cascade=${value} is deprecated (boolean value) and can be replaced with --cascade=${to}.\n`);
    return cascades[to]!;
  }
  if (!Object.hasOwn(cascades, value)) throw problem(`invalid cascade value (${value}). Must be "background", "foreground", or "orphan"`);
  return cascades[value]!;
}

interface Manner {
  readonly propagation: Propagation;
  readonly grace?: number;
}

/** Deletes an object, and says so. */
export function deleteOne(call: Call, { resource, object }: Found, dry: DryRun, { propagation, grace }: Manner): void {
  const ref = refOf(object);
  if (dry !== "client") {
    if (object.kind === "Namespace" && dry === "none") emptyNamespace(call, object.metadata.name);
    ask(call, { do: "delete", ref, propagation, ...(grace !== undefined && { gracePeriodSeconds: grace }), why: asked }, dry);
  }
  call.out(deletedLine(call, resource, object, dry, grace === 0));
}

/** A namespace takes everything in it along. */
function emptyNamespace(call: Call, namespace: string): void {
  for (const kind of ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "ReplicaSet", "ReplicationController", "Service", "Pod"])
    for (const object of call.cluster.store.list(kind, namespace)) ask(call, { do: "delete", ref: refOf(object), why: asked }, "none");
}

function deletedLine({ flags }: Call, resource: Resource, { metadata }: StoredObject, dry: DryRun, isForced: boolean): string {
  if (flags.text("output") === "name") return `${typeName(resource)}/${metadata.name}\n`;
  const where = resource.namespaced ? ` from ${metadata.namespace} namespace` : "";
  return `${typeName(resource)} "${metadata.name}" ${isForced ? "force deleted" : "deleted"}${where}${dryWords(dry)}\n`;
}

/** Waits until objects are gone. */
export function awaitGone({ cluster }: Call, deleted: readonly Found[], millis: number): void {
  const end = cluster.now + millis;
  for (const { resource, object } of deleted) {
    const isThere = (): boolean => get(cluster, resource, object.metadata.namespace, object.metadata.name)?.metadata.uid === object.metadata.uid;
    while (isThere()) {
      if (cluster.now < end && cluster.pass(end)) continue;
      if (millis < week && isThere()) throw problem(`timed out waiting for the condition on ${resource.plural}/${object.metadata.name}`);
      break;
    }
  }
}
