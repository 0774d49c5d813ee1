import { isObject } from "../../api/object.ts";
import { applyManifest } from "../../api/merge/apply.ts";
import { annotated, lastApplied, lastAppliedOf } from "../../api/merge/lastApplied.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { type Plain, textAt } from "../core/plain.ts";
import { all, misuse, problem, Problem } from "../core/problem.ts";
import { type Resource } from "../core/resources.ts";
import { decodedBy, passedOver } from "../find/decoding.ts";
import { find, get, readFiles } from "../find/find.ts";
import type { Manifest } from "../find/manifests.ts";
import { allFlag, deletionFlags, recordFlag, selectorFlag, validateFlag } from "../line/globals.ts";
import { goJson, sorted } from "../output/json.ts";
import { yamlText } from "../output/yaml.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { ask, changeFlags, type DryRun, dryRunOf, each, isApplied, isSame, printedTry, recorded, Reporter } from "./change.ts";
import { kindsToPrune, prune } from "./prune.ts";
import { mergedByServer } from "./serverSide.ts";
import { unpatchable } from "./unpatchable.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";
import { warningsOf } from "./warnings.ts";

/** `kubectl apply` */
export const apply: Verb = {
  name: "apply",
  expects: "nothing",
  flags: [
    ...changeFlags,
    recordFlag,
    validateFlag,
    selectorFlag,
    allFlag,
    { name: "server-side", takes: "switch" },
    { name: "force-conflicts", takes: "switch" },
    { name: "overwrite", takes: "switch" },
    { name: "prune", takes: "switch" },
    { name: "prune-allowlist", takes: "texts" },
    ...deletionFlags,
    { name: "openapi-patch", takes: "switch" },
    { name: "subresource", takes: "text" },
  ],
  run(call) {
    const { flags, args } = call;
    if (args.length > 0) throw misuse("apply", `Unexpected args: [${args.join(" ")}]`);
    if (flags.has("kustomize")) throw problem("a rehearsal does not support kustomizations here");
    if (flags.texts("filename").length === 0) throw problem("must specify one of -f and -k");
    const dry = dryRunOf(call);
    const fault = faultOfFlags(call, dry);
    if (fault !== undefined) throw problem(fault);
    const kinds = kindsToPrune(call);
    const { manifests, problems: unread } = readFiles(call.cluster, queryOf(call), !ignores(call));
    if (manifests.length === 0 && unread.length === 0) throw problem("no objects passed to apply");
    const problems: Problem[] = [...unread];
    const reporter = new Reporter(call, dry, true);
    each(manifests, problems, (manifest) => applyOne(call, manifest, dry, reporter));
    if (problems.length === 0 && kinds)
      prune(
        call,
        kinds,
        manifests.map((one) => ({ ...one, object: placed(call, one) })),
        dry,
        reporter,
      );
    reporter.end();
    if (problems.length > 0) throw all(problems);
  },
};

/** Flags that do not go together. */
function faultOfFlags({ flags }: Call, dry: DryRun): string | undefined {
  const isServerSide = flags.on("server-side");
  if (flags.on("force-conflicts") && !isServerSide) return "--force-conflicts only works with --server-side";
  if (dry === "client" && isServerSide) return "--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)";
  if (isServerSide && flags.on("force")) return "--force cannot be used with --server-side";
  if (dry === "server" && flags.on("force")) return "--dry-run=server cannot be used with --force";
  if (flags.on("all") && flags.has("selector")) return "cannot set --all and --selector at the same time";
  return undefined;
}

/** Whether unknown fields are passed over. */
export function ignores({ flags }: Call): boolean {
  const value = flags.text("validate") ?? "strict";
  if (!/^(?:strict|true|false|ignore|warn)$/i.test(value))
    throw problem(`invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`);
  return /^(?:false|ignore|warn)$/i.test(value);
}

/** A manifest in the namespace that the command is about, as kubectl fills it in. */
export function placed({ namespace }: Call, { object, resource }: Manifest): Plain {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  if (!resource.namespaced) return object;
  return { ...object, metadata: { ...metadata, namespace: metadata["namespace"] ?? namespace } };
}

function applyOne(call: Call, manifest: Manifest, dry: DryRun, reporter: Reporter): void {
  const { resource, source } = manifest;
  const object = placed(call, manifest);
  const name = textAt(object, "metadata", "name") ?? "";
  const namespace = textAt(object, "metadata", "namespace") ?? "";
  const prefix = textAt(object, "metadata", "generateName") ?? "";
  if (name === "" && prefix !== "") throw problem(`from ${prefix}: cannot use generate name with apply`);
  if (name === "") throw nameless(resource, namespace, source);
  const live = get(call.cluster, resource, namespace, name);
  if (call.flags.on("server-side")) return serverSide(call, resource, object, live, dry, reporter);
  if (!live) {
    const made = recordedPlain(call, annotated(object));
    const result = dry === "client" ? made : createdAs(call, resource, made, dry, `error when creating ${JSON.stringify(source)}: `);
    reporter.done({ resource, name, operation: "created", object: result });
    return;
  }
  if (!isApplied(live)) call.err(missingAnnotation(resource, name));
  const result = patchLive(call, resource, recordedPlain(call, object), live, dry, source);
  const operation = isSame(result, live) ? "unchanged" : "configured";
  reporter.done({ resource, name, operation, object: printedTry(result, resource, false) });
}

function patchLive(call: Call, resource: Resource, object: Plain, live: StoredObject, dry: DryRun, source: string): StoredObject {
  const applied = applyManifest(object, live as unknown as Plain);
  if ("problem" in applied) throw problem(applied.problem);
  const { name, namespace } = live.metadata;
  const what = `error when applying patch:\n${goJson(sorted(applied.patch.body))}\nto:\n${asInfo(resource, name, namespace)}`;
  const context = `${what}\nfor: ${JSON.stringify(source)}: error when patching ${JSON.stringify(source)}: `;
  const unknown = ignores(call) || dry === "client" ? [] : passedOver(resource, applied.object);
  const decoded = decodedBy(resource, applied.object, false);
  const fault = "fault" in decoded ? decoded.fault : unknown.length > 0 ? `strict decoding error: ${[...unknown].sort().join(", ")}` : undefined;
  if ("fault" in decoded || fault !== undefined) throw unpatchable(spent(applied.patch.body), fault ?? "", context);
  const next = recorded(call, decoded.object as unknown as StoredObject);
  if (isSame(next, live)) return live;
  if (dry === "client") return next;
  call.err(warningsOf(next, live));
  return ask(call, { do: "update", object: next, why: asked }, dry, context) ?? next;
}

/** What is left of a patch when the server has merged its lists. */
function spent(patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const kept = Object.entries(patch).filter(([key]) => !key.startsWith("$") && !Object.hasOwn(patch, `$setElementOrder/${key}`));
  return Object.fromEntries(kept.map(([key, value]) => [key, spent(value)]));
}

function recordedPlain(call: Call, object: Plain): Plain {
  return recorded(call, object as unknown as StoredObject) as unknown as Plain;
}

/** Creates an object as the server reads it. Throws what it says of one that it cannot read, or refuses. */
export function createdAs(call: Call, resource: Resource, object: Plain, dry: DryRun, context: string): Plain {
  const decoded = decodedBy(resource, object, !ignores(call));
  if ("fault" in decoded) throw new Problem(`Error from server (BadRequest): ${context}${decoded.fault}`);
  if (call.flags.text("validate") === "warn") for (const fault of passedOver(resource, object)) call.err(`Warning: ${fault}\n`);
  const made = ask(call, { do: "create", object: decoded.object as never, why: asked }, dry, context);
  if (made) call.err(warningsOf(made));
  return made ? printedTry(made, resource, dry !== "none") : object;
}

function nameless(resource: Resource, namespace: string, source: string): Problem {
  const what = asInfo(resource, "", namespace);
  return problem(
    `error when retrieving current configuration of:\n${what}\nfrom server for: ${JSON.stringify(source)}: resource name may not be empty`,
  );
}

/** An object as kubectl names it in its problems. */
function asInfo({ apiVersion, plural, kind }: Resource, name: string, namespace: string): string {
  const group = apiVersion.includes("/") ? apiVersion : `/${apiVersion}`;
  const what = `Resource: ${JSON.stringify(`${group}, Resource=${plural}`)}, GroupVersionKind: ${JSON.stringify(`${group}, Kind=${kind}`)}`;
  return `${what}\nName: ${JSON.stringify(name)}, Namespace: ${JSON.stringify(namespace)}`;
}

function missingAnnotation({ plural }: Resource, name: string): string {
  return `Warning: resource ${plural}/${name} is missing the ${lastApplied} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.\n`;
}

/** Others' fields stay theirs: the server keeps who has set which. */
function serverSide(call: Call, resource: Resource, object: Plain, live: StoredObject | undefined, dry: DryRun, reporter: Reporter): void {
  const name = textAt(object, "metadata", "name")!;
  const merged = mergedByServer(call, object, live as unknown as Plain | undefined);
  if (!live) {
    reporter.done({ resource, name, operation: "serverside-applied", object: createdAs(call, resource, merged, dry, "") });
    return;
  }
  const decoded = decodedBy(resource, merged, !ignores(call));
  if ("fault" in decoded) throw new Problem(`Error from server (BadRequest): ${decoded.fault}`);
  const next = decoded.object as unknown as StoredObject;
  const result = isSame(next, live) ? live : (ask(call, { do: "update", object: next, why: asked }, dry) ?? next);
  reporter.done({ resource, name, operation: "serverside-applied", object: printedTry(result, resource, false) });
}

/** `kubectl apply view-last-applied` */
export const viewLastApplied: Verb = {
  name: "view-last-applied",
  expects: "resources",
  flags: [...changeFlags, selectorFlag, allFlag],
  run(call) {
    const { found, problems } = find(call.cluster, queryOf(call));
    if (problems.length > 0) throw all(problems);
    for (const { object } of found) {
      const applied = lastAppliedOf(object as unknown as Plain);
      if (!applied) continue;
      call.out(call.flags.text("output") === "json" ? `${JSON.stringify(sorted(applied), undefined, 2)}\n` : yamlText(applied));
    }
  },
};
