import { withoutManagers } from "../output/output.ts";
import { patched, shapeOfKind, threeWayPatch } from "../../api/merge/apply.ts";
import { lastAppliedOf } from "../../api/merge/lastApplied.ts";
import { formatTime } from "../../api/time.ts";
import type { StoredObject } from "../../engine/core/objects.ts";
import { type Plain, printed, textAt } from "../core/plain.ts";
import { all, Problem, problem, refusalOf } from "../core/problem.ts";
import { decodedBy } from "../find/decoding.ts";
import { get, readFiles } from "../find/find.ts";
import type { Manifest } from "../find/manifests.ts";
import { fileFlags, managerFlag, selectorFlag } from "../line/globals.ts";
import { yamlText } from "../output/yaml.ts";
import { unifiedDiff } from "../text/diff.ts";
import { placed } from "./apply.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { each, printedTry } from "./change.ts";
import { type Call, queryOf, type Verb } from "./verb.ts";

/** `kubectl diff` */
export const diff: Verb = {
  name: "diff",
  expects: "nothing",
  flags: [
    ...fileFlags,
    selectorFlag,
    managerFlag,
    { name: "server-side", takes: "switch" },
    { name: "force-conflicts", takes: "switch" },
    { name: "show-managed-fields", takes: "switch" },
    { name: "concurrency", takes: "integer" },
    { name: "prune", takes: "switch" },
  ],
  /** Whatever fails, the code says something else than that there is a difference. */
  run(call) {
    try {
      return compareAll(call);
    } catch (error) {
      throw error instanceof Problem ? error.withCode(2) : error;
    }
  },
};

function compareAll(call: Call): number {
  if (call.flags.texts("filename").length === 0) throw problem("must specify one of -f and -k");
  const { manifests, problems: unread } = readFiles(call.cluster, queryOf(call));
  const problems: Problem[] = [...unread];
  let differs = false;
  each(manifests, problems, (manifest) => {
    const text = difference(call, manifest);
    if (text !== "") differs = true;
    call.out(text);
  });
  if (problems.length > 0) throw all(problems);
  return differs ? 1 : 0;
}

function difference(call: Call, manifest: Manifest): string {
  const { resource } = manifest;
  const object = placed(call, manifest);
  const namespace = textAt(object, "metadata", "namespace") ?? "";
  const name = textAt(object, "metadata", "name") ?? "";
  const live = get(call.cluster, resource, namespace, name);
  const merged = applied(call, manifest, object, live);
  const shown = call.flags.on("show-managed-fields") ? (one: Plain) => one : withoutManagers;
  const old = live && shown(printed(live, resource));
  const before = old ? yamlText(masked(old)) : "";
  const after = yamlText(masked(ofVersion(shown(printedTry(merged, resource, !live)), old)));
  const body = unifiedDiff(before, after);
  if (body === "") return "";
  const file = [resource.group, resource.version, resource.kind, namespace, name].filter((part, i) => part !== "" || i === 3).join(".");
  const [from, to] = [`/tmp/LIVE-1/${file}`, `/tmp/MERGED-1/${file}`];
  const time = `${formatTime(call.cluster.now).replace("T", " ").replace("Z", "")}.000000000 +0000`;
  return `diff -u -N ${from} ${to}\n--- ${from}\t${time}\n+++ ${to}\t${time}\n${body}`;
}

/** An object that was only tried has still the version of the one that is there. */
function ofVersion(object: Plain, old: Plain | undefined): Plain {
  if (!old) return object;
  const { resourceVersion } = old["metadata"] as Plain;
  return { ...object, metadata: { ...(object["metadata"] as Plain), resourceVersion } };
}

/** The object as applying it would leave it. */
function applied(call: Call, { resource }: Manifest, object: Plain, live: StoredObject | undefined): StoredObject {
  const shape = shapeOfKind(object);
  const plain = live as unknown as Plain | undefined;
  const metadata = object["metadata"] as Plain;
  const modified = { ...object, metadata: { ...metadata, annotations: metadata["annotations"] ?? {} } };
  const patch = plain && threeWayPatch(lastAppliedOf(plain) ?? {}, modified, plain, shape);
  const wanted = plain && patch ? patched(plain, { type: shape ? "strategic" : "merge", body: patch }) : object;
  const read = decodedBy(resource, wanted, true);
  if ("fault" in read) throw new Problem(`Error from server (BadRequest): ${read.fault}`);
  const answer = call.cluster.tryOut(
    live ? { do: "update", object: read.object as never, why: asked } : { do: "create", object: read.object as never, why: asked },
  );
  if (!answer.ok) throw refusalOf(answer);
  return answer.object ?? (read.object as unknown as StoredObject);
}

/** What is secret is not shown, only whether it differs. */
function masked(object: Plain): Plain {
  if (object["kind"] !== "Secret" || typeof object["data"] !== "object") return object;
  const data = Object.fromEntries(
    Object.entries(object["data"] as Plain).map(([key, value]) => [key, `*** (${String(value as string).length} bytes)`]),
  );
  return { ...object, data };
}
