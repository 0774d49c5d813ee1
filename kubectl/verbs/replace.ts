import { annotated } from "../../api/merge/lastApplied.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { at, type Plain, textAt } from "../core/plain.ts";
import { all, Problem, problem, unsimulated } from "../core/problem.ts";
import { decodedBy } from "../find/decoding.ts";
import { type Found, find, get, notFound, readFiles } from "../find/find.ts";
import type { Manifest } from "../find/manifests.ts";
import { deletionFlags, recordFlag, validateFlag } from "../line/globals.ts";
import { createdAs, ignores, placed } from "./apply.ts";
import { changeFlags, type DryRun, dryRunOf, each, printedTry, recorded, Reporter, update } from "./change.ts";
import { awaitGone, deleteOne } from "./delete.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

const minutes = 60_000;

/** `kubectl replace` */
export const replace: Verb = {
  name: "replace",
  expects: "nothing",
  flags: [
    ...changeFlags,
    recordFlag,
    validateFlag,
    ...deletionFlags,
    { name: "save-config", takes: "switch" },
    { name: "subresource", takes: "text" },
    { name: "raw", takes: "text" },
  ],
  run(call) {
    if (call.flags.texts("filename").length === 0) throw problem("must specify one of -f and -k");
    const dry = dryRunOf(call);
    const { manifests, problems: unread } = readFiles(call.cluster, queryOf(call), !ignores(call));
    const problems: Problem[] = [];
    const reporter = new Reporter(call, dry);
    if (call.flags.on("force") && dry === "none") clearAway(call, manifests);
    each(manifests, problems, (manifest) => replaceOne(call, manifest, dry, reporter));
    reporter.end();
    problems.push(...unread);
    if (problems.length > 0) throw all(problems);
  },
};

/** Deletes what is going to be made anew, and waits until it is gone. */
function clearAway(call: Call, manifests: readonly Manifest[]): void {
  const there = manifests.flatMap((manifest): Found[] => {
    const object = placed(call, manifest);
    const stored = get(call.cluster, manifest.resource, textAt(object, "metadata", "namespace") ?? "", textAt(object, "metadata", "name") ?? "");
    return stored ? [{ resource: manifest.resource, object: stored }] : [];
  });
  const seconds = call.flags.integer("grace-period");
  for (const found of there)
    deleteOne(call, found, "none", { propagation: "Background", ...(seconds !== undefined && seconds >= 0 && { grace: seconds }) });
  awaitGone(call, there, call.flags.millis("timeout") || 5 * minutes);
}

function replaceOne(call: Call, manifest: Manifest, dry: DryRun, reporter: Reporter): void {
  const { resource, source } = manifest;
  const plain = placed(call, manifest);
  const name = textAt(plain, "metadata", "name") ?? "";
  const namespace = textAt(plain, "metadata", "namespace") ?? "";
  const live = get(call.cluster, resource, namespace, name);
  const isSaved =
    call.flags.on("save-config") || at(live, "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration") !== undefined;
  const object = recorded(call, (isSaved ? annotated(plain) : plain) as never) as unknown as Plain;
  if (dry === "client") return reporter.done({ resource, name, operation: "replaced", object });
  const context = `error when replacing ${JSON.stringify(source)}: `;
  const read = decodedBy(resource, object, !ignores(call));
  if ("fault" in read) throw new Problem(`Error from server (BadRequest): ${context}${read.fault}`);
  if (!live) {
    if (!call.flags.on("force")) throw notFound(resource, name, context);
    return reporter.done({ resource, name, operation: "replaced", object: createdAs(call, resource, object, dry, "") });
  }
  const { uid, creationTimestamp } = live.metadata;
  const next = { ...read.object, metadata: { ...(read.object["metadata"] as object), uid, creationTimestamp } } as unknown as StoredObject;
  reporter.done({ resource, name, operation: "replaced", object: printedTry(update(call, next, dry, context), resource, false) });
}

/** `kubectl edit` */
export const edit: Verb = {
  name: "edit",
  expects: "resources",
  flags: [
    ...changeFlags,
    recordFlag,
    validateFlag,
    { name: "save-config", takes: "switch" },
    { name: "output-patch", takes: "switch" },
    { name: "subresource", takes: "text" },
    { name: "windows-line-endings", takes: "switch" },
  ],
  run(call) {
    const { problems } = find(call.cluster, queryOf(call));
    if (problems.length > 0) throw all(problems);
    throw unsimulated("has no editor: change the manifest, and the preview is updated");
  },
};
