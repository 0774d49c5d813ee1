import type { PodTemplateSpec } from "../../../schemas/generated/types.ts";
import { sameValue } from "../../../api/equal.ts";
import { formatTime } from "../../../api/time.ts";
import { lastApplied } from "../../../api/merge/lastApplied.ts";
import type { StoredObject } from "../../../engine/core/objects.ts";
import { at } from "../../core/plain.ts";
import { all, misuse, Problem, problem } from "../../core/problem.ts";
import { groupResource, typeName } from "../../core/resources.ts";
import { type Found, find } from "../../find/find.ts";
import type { Flag } from "../../line/flags.ts";
import { selectorFlag } from "../../line/globals.ts";
import { changeFlags, type DryRun, dryRunOf, dryWords, each, isApplied, printedTry, Reporter, update } from "../change.ts";
import { type Call, queryOf, type Verb } from "../verb.ts";
import { templateText } from "./history.ts";
import { withoutHash } from "../../../engine/controllers/deployment/revisions.ts";
import { type Revision, revisionsOf } from "./revisions.ts";

type Workload = StoredObject & { readonly spec: { readonly template?: PodTemplateSpec; readonly paused?: boolean } };

const flags: readonly Flag[] = [...changeFlags, selectorFlag];
/** Only `undo` can be tried. */
const flagsInEarnest = flags.filter(({ name }) => name !== "dry-run");

/** Commands that change a rollout share how they find their objects. Returns how many there are. */
function over(call: Call, act: (found: Found, dry: DryRun, reporter: Reporter) => void): number {
  if (call.args.length === 0 && call.flags.texts("filename").length === 0) throw problem("required resource not specified");
  const dry = dryRunOf(call);
  const finding = find(call.cluster, queryOf(call, { kindsAreEnough: true }));
  const problems: Problem[] = [...finding.problems];
  const reporter = new Reporter(call, dry);
  each(finding.found, problems, (found) => act(found, dry, reporter));
  reporter.end();
  if (problems.length > 0) throw all(problems);
  return finding.found.length;
}

/** The same for those that say so where there is nothing to change. */
function overSome(call: Call, act: (found: Found, dry: DryRun, reporter: Reporter) => void): void {
  if (over(call, act) === 0) call.err(`No resources found in ${call.namespace} namespace.\n`);
}

function put(call: Call, { resource, object }: Found, spec: object, dry: DryRun, operation: string, reporter: Reporter): void {
  const result = update(call, { ...object, spec: { ...(object as Workload).spec, ...spec } } as StoredObject, dry);
  reporter.done({ resource, name: object.metadata.name, operation, object: printedTry(result, resource, false) });
}

function named({ resource, object }: Found): string {
  return `${groupResource(resource)} ${JSON.stringify(object.metadata.name)}`;
}

/** `kubectl rollout pause` */
export const pause: Verb = {
  name: "pause",
  expects: "rollouts",
  flags: flagsInEarnest,
  run(call) {
    overSome(call, (found, dry, reporter) => {
      if (found.resource.kind !== "Deployment") throw problem(`${named(found)} pausing is not supported`);
      if (at(found.object, "spec", "paused") === true) throw problem(`${named(found)} is already paused`);
      put(call, found, { paused: true }, dry, "paused", reporter);
    });
  },
};

/** `kubectl rollout resume` */
export const resume: Verb = {
  name: "resume",
  expects: "rollouts",
  flags: flagsInEarnest,
  run(call) {
    overSome(call, (found, dry, reporter) => {
      if (found.resource.kind !== "Deployment") throw problem(`${named(found)} resuming is not supported`);
      if (at(found.object, "spec", "paused") !== true) throw problem(`${named(found)} is not paused`);
      put(call, found, { paused: false }, dry, "resumed", reporter);
    });
  },
};

const restartable = new Set(["Deployment", "StatefulSet", "DaemonSet"]);

/** `kubectl rollout restart` */
export const restart: Verb = {
  name: "restart",
  expects: "rollouts",
  flags: flagsInEarnest,
  run(call) {
    overSome(call, (found, dry, reporter) => {
      if (!restartable.has(found.resource.kind)) throw problem(`${named(found)} restarting is not supported`);
      if (at(found.object, "spec", "paused") === true) throw problem(`${named(found)} can't restart paused deployment (run rollout resume first)`);
      const { template = {} } = (found.object as Workload).spec;
      const annotations = { ...template.metadata?.annotations, "kubectl.kubernetes.io/restartedAt": formatTime(call.cluster.now) };
      put(call, found, { template: { ...template, metadata: { ...template.metadata, annotations } } }, dry, "restarted", reporter);
    });
  },
};

/** `kubectl rollout undo` */
export const undo: Verb = {
  name: "undo",
  expects: "rollouts",
  flags: [...flags, { name: "to-revision", takes: "integer" }],
  run(call) {
    over(call, (found, dry, reporter) => undoOne(call, found, dry, reporter));
  },
};

function undoOne(call: Call, found: Found, dry: DryRun, reporter: Reporter): void {
  const { resource, object } = found;
  const { name } = object.metadata;
  if (!restartable.has(resource.kind))
    throw problem(`no rollbacker has been implemented for ${JSON.stringify(`${resource.kind}.${resource.group}`)}`);
  if (isApplied(object)) call.err(appliedWarning(resource.plural, name));
  const wanted = call.flags.integer("to-revision") ?? 0;
  if (wanted < 0) throw problem(`unable to find specified revision ${wanted} in history`);
  const revisions = revisionsOf(object, call.cluster);
  const chosen = choose(object, revisions, wanted);
  const template = withoutHash(chosen.template);
  if (dry === "client") {
    call.out(`${typeName(resource)}/${name} ${templateText(object.kind === "Deployment" ? chosen.template : template)}${dryWords(dry)}\n`);
    return;
  }
  if (at(object, "spec", "paused") === true)
    throw problem("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again");
  const current = (object as Workload).spec.template;
  if (sameValue(template, current)) {
    call.out(`${typeName(resource)}/${name} skipped rollback (current template already matches revision ${chosen.number})${dryWords(dry)}\n`);
    return;
  }
  const annotations = object.kind === "Deployment" ? annotationsOf(object, chosen) : object.metadata.annotations;
  const next = { ...object, metadata: { ...object.metadata, annotations }, spec: { ...(object as Workload).spec, template } } as StoredObject;
  const result = update(call, next, dry);
  reporter.done({ resource, name, operation: "rolled back", object: printedTry(result, resource, false) });
}

function choose({ kind, metadata }: StoredObject, revisions: readonly Revision[], wanted: number): Revision {
  const chosen = wanted > 0 ? revisions.find(({ number }) => number === wanted) : revisions.at(-2);
  if (chosen) return chosen;
  if (wanted > 0) throw problem(`unable to find specified revision ${wanted} in history`);
  throw problem(
    kind === "Deployment" ? `no rollout history found for deployment ${JSON.stringify(metadata.name)}` : "no last revision to roll back to",
  );
}

/** Notes that stay the Deployment's own. */
const own = [
  lastApplied,
  "deployment.kubernetes.io/revision",
  "deployment.kubernetes.io/revision-history",
  "deployment.kubernetes.io/desired-replicas",
  "deployment.kubernetes.io/max-replicas",
];

/** A Deployment takes over what its ReplicaSet noted, such as the cause of the change. */
function annotationsOf({ metadata }: StoredObject, { keeper }: Revision): Readonly<Record<string, string>> {
  const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => own.includes(key));
  const taken = Object.entries(keeper.metadata.annotations ?? {}).filter(([key]) => !own.includes(key));
  return Object.fromEntries([...taken, ...kept]);
}

function appliedWarning(plural: string, name: string): string {
  return `Warning: resource ${plural}/${name} was previously managed with 'kubectl apply'. Rolling back will not update the ${lastApplied} annotation, which may cause unexpected behavior on future 'kubectl apply' operations. Consider using 'kubectl apply' with your previous configuration file instead.\n`;
}

/** What is said of a word that no command of a family is called. */
export function unknownWord(family: string): (args: readonly string[]) => Problem {
  return (args) => misuse(family, args.length === 0 ? "a command is missing" : `unknown command ${JSON.stringify(args.join(" "))}`);
}
