import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { usualVersion } from "../../api/version.ts";
import { admit } from "../../api/admit/admit.ts";
import { encodeObject } from "../../api/encode.ts";
import { applyManifest, shapeOfKind } from "../../api/merge/apply.ts";
import { lastApplied } from "../../api/merge/lastApplied.ts";
import { ordinaryKubelet } from "../../engine/kubelet/profile.ts";
import { keyOf, type StoredObject } from "../../engine/core/objects.ts";
import { apply } from "../../engine/rehearsal/script/apply.ts";
import { freshStage, Stage } from "../../engine/rehearsal/script/stage.ts";

/** What a real `kubectl apply` made of a manifest and the object that was there: the patch that it sent, and the object that came of it, or the refusal. */
interface Pair {
  readonly id: string;
  readonly live: StoredObject;
  readonly manifest: StoredObject;
  readonly patch?: Readonly<Record<string, unknown>>;
  readonly object?: StoredObject;
  readonly refused?: { readonly message?: string; readonly problem?: string };
}

function read<T>(name: string): T[] {
  return readFileSync(join(import.meta.dirname, `apply/${name}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as T);
}

for (const { id, live, manifest, patch, object, refused } of read<Pair>("pairs")) {
  test(`kubectl apply: ${id}`, () => {
    const answer = apply(stageWith(live), inNamespace(manifest, live));
    if (refused) {
      assert.ok(!answer.ok, "it should be refused");
      assert.ok(saysTheSame(answer.message, refused.problem ?? refused.message ?? ""), `${answer.message}\n${refused.problem ?? refused.message}`);
    } else {
      assert.ok(answer.ok, answer.ok ? "" : answer.message);
      assert.deepEqual(settled(answer.object!), settled(object!));
    }
    if (patch) assert.deepEqual(patchOf(inNamespace(manifest, live), live), patch);
  });
}

/** What a real `kubectl apply --server-side` made of it, after it had applied `before` in the same way. */
interface ServerSidePair extends Pair {
  readonly before: StoredObject;
}

for (const { id, before, live, manifest, object, refused } of read<ServerSidePair>("serverSide")) {
  test(`kubectl apply --server-side: ${id}`, () => {
    const stage = stageWith(live, "server");
    const ref = { kind: live.kind, namespace: live.metadata.namespace ?? "", name: live.metadata.name };
    stage.applied.set(keyOf(ref), { manifest: { ...inNamespace(before, live) }, object: { ...admit(inNamespace(before, live)).object } });
    const answer = apply(stage, inNamespace(manifest, live));
    assert.equal(answer.ok, refused === undefined);
    if (answer.ok) assert.deepEqual(settled(answer.object!), settled(object!));
    else assert.equal(answer.message.split(": ").at(-1), refused?.message?.split(": ").at(-1));
  });
}

/** A cluster in which one object lives. */
function stageWith(live: StoredObject, applies: "client" | "server" = "client"): Stage {
  const { plane, ...state } = freshStage(Date.parse(live.metadata.creationTimestamp) + 60_000, 1);
  const metadata = { ...live.metadata, namespace: live.metadata.namespace ?? "" };
  return new Stage({ ...state, plane: { ...plane, store: { objects: [{ ...live, metadata }], created: 1, writes: 1 } } }, ordinaryKubelet, applies);
}

/** As `kubectl -n` does it. */
function inNamespace(manifest: StoredObject, live: StoredObject): StoredObject {
  const { namespace } = live.metadata;
  return { ...manifest, metadata: { ...manifest.metadata, ...(namespace && { namespace }) } };
}

/** An object as it is printed, without what controllers add later, and without the ports that are drawn. */
function settled(object: StoredObject): unknown {
  const shape = shapeOfKind({ ...object });
  const printed = shape?.is === "object" ? encodeObject(object, shape.type, usualVersion) : object;
  const text = JSON.stringify(printed, (name, value: unknown) => (["status", "nodePort", "deployment.kubernetes.io/revision"].includes(name) ? undefined : value));
  return JSON.parse(text);
}

/** The patch without the annotation, which repeats the manifest. */
function patchOf(manifest: StoredObject, live: StoredObject): unknown {
  const applied = applyManifest({ ...manifest }, { ...live });
  if ("problem" in applied) return applied.problem;
  const body = structuredClone(applied.patch.body) as { metadata?: { annotations?: Record<string, unknown> } };
  delete body.metadata?.annotations?.[lastApplied];
  if (Object.keys(body.metadata?.annotations ?? { some: true }).length === 0) delete body.metadata!.annotations;
  if (Object.keys(body.metadata ?? { some: true }).length === 0) delete body.metadata;
  return body;
}

/** The same sentences, however values in them are printed. */
function saysTheSame(ours: string, theirs: string): boolean {
  const [left, right] = [ours, theirs].map((message) => message.split("\n")[0]!.split(": Invalid value: ")[0]);
  return left === right;
}
