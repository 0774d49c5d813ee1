import { Causes } from "../cause.ts";
import type { KubernetesObject } from "../object.ts";
import { pathTo } from "../path.ts";
import { nowhere, type Surroundings } from "../surroundings.ts";
import { type Admission, admit } from "./admit.ts";
import { say } from "../words/say.ts";

/** Kinds for which a replacement must state the `resourceVersion`. */
const guarded: ReadonlySet<string> = new Set([
  ...["CSIDriver", "CSINode", "CSIStorageCapacity", "VolumeAttachment", "Lease", "PodDisruptionBudget", "RuntimeClass"],
]);

/** The API server's answer to a manifest that replaces the object of an older manifest, as `kubectl replace` does. */
export function admitReplacement(manifest: unknown, older: unknown, surroundings: Surroundings = nowhere): Admission {
  const stored = admit(older, undefined, surroundings).object;
  const admission = admit(manifest, stored, surroundings);
  const { kind = "", metadata } = admission.object;
  const isRead = admission.refusedAt !== "kind" && admission.refusedAt !== "decoding";
  if (!isRead || !guarded.has(kind) || metadata?.resourceVersion !== undefined) return admission;
  return { ...admission, causes: [versionMissing(admission.object)], warnings: [], refusedAt: "validation" };
}

function versionMissing({ kind = "" }: KubernetesObject): Admission["causes"][number] {
  const causes = new Causes();
  causes.invalid(pathTo("metadata", "resourceVersion"), say("resource-version-missing", { kind }));
  return causes.list[0]!;
}
