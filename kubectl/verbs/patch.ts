import { scalableKinds } from "../../api/workloads.ts";
import { sameValue } from "../../api/equal.ts";
import { isObject } from "../../api/object.ts";
import { patched } from "../../api/merge/apply.ts";
import { MergeProblem } from "../../api/merge/strategy.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { at, type Plain, textAt } from "../core/plain.ts";
import { all, Problem, problem } from "../core/problem.ts";
import { decodedBy, passedOver } from "../find/decoding.ts";
import { type Found, find } from "../find/find.ts";
import { parseYaml } from "../find/manifests.ts";
import { recordFlag } from "../line/globals.ts";
import { jsonFault } from "../text/jsonFault.ts";
import { ask, changeFlags, type DryRun, dryRunOf, each, isSame, printedTry, recorded, Reporter, update } from "./change.ts";
import { jsonPatch } from "./jsonPatch.ts";
import { unpatchable } from "./unpatchable.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl patch` */
export const patch: Verb = {
  name: "patch",
  expects: "resources",
  flags: [
    ...changeFlags,
    recordFlag,
    { name: "patch", short: "p", takes: "text" },
    { name: "patch-file", takes: "text" },
    { name: "type", takes: "text", values: ["strategic", "merge", "json"] },
    { name: "subresource", takes: "text" },
    { name: "local", takes: "switch" },
  ],
  run(call) {
    const { flags } = call;
    const [given = "", file = ""] = [flags.text("patch"), flags.text("patch-file")];
    if (given === "" && file === "") throw problem("must specify --patch or --patch-file containing the contents of the patch");
    const text = given === "" ? call.cluster.read(file) : given;
    const type = flags.text("type") ?? "strategic";
    if (!["strategic", "merge", "json"].includes(type)) throw problem(`--type must be one of [json merge strategic], not ${JSON.stringify(type)}`);
    if (text === undefined) throw problem(`unable to read patch file: open ${file}: no such file or directory`);
    const sent = sentAs(text);
    const dry = dryRunOf(call);
    const finding = find(call.cluster, queryOf(call));
    const problems: Problem[] = [...finding.problems];
    const reporter = new Reporter(call, dry);
    each(finding.found, problems, (found) => patchOne(call, found, type, sent, dry, reporter));
    reporter.end();
    if (problems.length > 0) throw all(problems);
  },
};

/** What is sent: JSON as it is, or what YAML means. */
function sentAs(text: string): { readonly body: unknown } | { readonly fault: string } {
  if (/^\s*\{/.test(text)) {
    const fault = jsonFault(text);
    return fault === undefined ? { body: JSON.parse(text) as unknown } : { fault };
  }
  const { values, fault } = parseYaml(text);
  if (fault !== undefined) throw problem(`unable to parse ${JSON.stringify(text)}: ${fault}`);
  return { body: values[0] ?? null };
}

function patchOne(call: Call, found: Found, type: string, sent: ReturnType<typeof sentAs>, dry: DryRun, reporter: Reporter): void {
  const { resource, object } = found;
  const { name } = object.metadata;
  if ("fault" in sent) throw new Problem(`Error from server (BadRequest): ${sent.fault}`);
  const subresource = call.flags.text("subresource");
  if (subresource !== undefined && !subresourcesOf(resource.kind).includes(subresource)) throw new Problem(noSuchThing);
  const isScale = subresource === "scale";
  const body = isScale ? { spec: { replicas: at(sent.body, "spec", "replicas") } } : sent.body;
  const read = decoded(call, found, merged(object, type, body), body);
  if (subresource === "status") return patchStatus(call, found, read, dry, reporter);
  const next = recorded(call, { ...read, ...("status" in object && { status: object.status }) });
  const isUnchanged = isSame(next, object);
  const result = isUnchanged ? object : update(call, next, dry);
  const operation = isUnchanged || isSame(result, object) ? "patched (no change)" : "patched";
  if (isScale && !call.flags.has("output")) call.out(`scale.autoscaling/${name} ${operation}\n`);
  else reporter.done({ resource, name, operation, object: printedTry(result, resource, false) });
}

const noSuchThing = "Error from server (NotFound): the server could not find the requested resource";

function subresourcesOf(kind: string): readonly string[] {
  if (kind === "Pod") return ["status", "resize", "ephemeralcontainers"];
  return scalableKinds.includes(kind) ? ["status", "scale"] : ["status"];
}

/** Of a patch to the status only the status counts. */
function patchStatus(call: Call, { resource, object }: Found, read: StoredObject, dry: DryRun, reporter: Reporter): void {
  const next = { ...object, ...("status" in read && { status: read.status }) } as StoredObject;
  const isUnchanged = sameValue(next, object);
  const result = isUnchanged || dry === "client" ? next : (ask(call, { do: "updateStatus", object: next }, dry) ?? next);
  const operation = isUnchanged ? "patched (no change)" : "patched";
  reporter.done({ resource, name: object.metadata.name, operation, object: printedTry(result, resource, false) });
}

const rejected = "The request is invalid: the server rejected our request due to an error in our request";

function merged(object: StoredObject, type: string, body: unknown): Plain {
  const plain = object as unknown as Plain;
  if (type === "json") {
    if (!Array.isArray(body))
      throw new Problem(
        "Error from server (BadRequest): error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp",
      );
    const result = jsonPatch(plain, body as readonly unknown[]);
    if (result === undefined) throw new Problem(rejected);
    return result as Plain;
  }
  if (!isObject(body))
    throw new Problem(
      `Error from server (BadRequest): json: cannot unmarshal ${Array.isArray(body) ? "array" : typeof body} into Go value of type map[string]interface {}`,
    );
  try {
    return patched(plain, { type: type === "merge" ? "merge" : "strategic", body });
  } catch (error) {
    if (error instanceof MergeProblem) throw new Problem(`Error from server (BadRequest): ${error.message}`);
    throw error;
  }
}

/** The object as the server reads it. It warns of fields that it does not know, and passes over them. */
function decoded(call: Call, { resource, object: { apiVersion, kind, metadata } }: Found, patchedObject: Plain, body: unknown): StoredObject {
  const object = { ...patchedObject, apiVersion, kind };
  const name = textAt(object, "metadata", "name") ?? "";
  if (name !== metadata.name)
    throw new Problem(`Error from server (BadRequest): the name of the object (${name}) does not match the name on the URL (${metadata.name})`);
  const read = decodedBy(resource, object, false);
  if ("fault" in read) throw unpatchable(body, read.fault);
  for (const fault of passedOver(resource, object)) call.err(`Warning: ${fault}\n`);
  return read.object as unknown as StoredObject;
}
