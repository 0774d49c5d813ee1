import { textOf } from "../../api/object.ts";
import { kinds, objectTypes } from "../../schemas/generated/schema.ts";
import type { Kind } from "../../schemas/schema.ts";
import type { StoredObject } from "./objects.ts";

const byKind = new Map<string, Kind>(kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));
const byName = new Map<string, Kind>(kinds.map((kind) => [kind.kind, kind]));

/** The kind that an object says it is, if the server serves it. */
export function kindOf({ apiVersion = "", kind = "" }: { apiVersion?: string | undefined; kind?: string | undefined }): Kind | undefined {
  return byKind.get(`${textOf(apiVersion)}/${textOf(kind)}`);
}

/** The group of an apiVersion: empty for the core. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Whether the server serves a kind in some version of a group. */
export function isServed(kind: string, group: string): boolean {
  const known = byName.get(kind);
  return known !== undefined && groupOf(known.apiVersion) === group;
}

/** A resource as the server's messages name it: `deployments.apps`, `pods`. */
export function resourceOf(kind: string): string {
  const known = byName.get(kind);
  return inGroup(known?.plural ?? kind.toLowerCase(), known?.apiVersion ?? "");
}

/** A name with the group that it belongs to: `Deployment.apps`, `Pod`. */
export function inGroup(name: string, apiVersion: string): string {
  const group = groupOf(apiVersion);
  return group === "" ? name : `${name}.${group}`;
}

/** Whether objects of a kind are namespaced; unknown kinds are assumed to be. */
export function isNamespaced(kind: string): boolean {
  return byName.get(kind)?.namespaced ?? true;
}

/** Whether objects of a kind always have a spec, even an empty one. */
export function hasSpec(kind: string): boolean {
  return objectTypes[kind]?.fields["spec"] !== undefined;
}

/** The status of a new object, whatever its manifest says; nothing if its kind has no status. */
export function statusAtBirth(object: StoredObject): object | undefined {
  const { kind } = object;
  if (kind === "Node") return (object as { status?: object }).status ?? {};
  if (kind in firstPhase) return { phase: firstPhase[kind] };
  return objectTypes[kind]?.fields["status"] ? {} : undefined;
}

const firstPhase: Readonly<Record<string, string>> = {
  Pod: "Pending",
  PersistentVolumeClaim: "Pending",
  PersistentVolume: "Pending",
  Namespace: "Active",
};

/** Kinds with a `metadata.generation` that counts the changes of their spec. */
const counted = new Set([
  "Pod",
  "Deployment",
  "ReplicaSet",
  "ReplicationController",
  "StatefulSet",
  "DaemonSet",
  "Job",
  "CronJob",
  "PodDisruptionBudget",
  "Ingress",
  "NetworkPolicy",
]);

/** Whether objects of a kind count the changes of their spec in `metadata.generation`. */
export function hasGeneration(kind: string): boolean {
  return counted.has(kind);
}

/** A Deployment's annotations count as part of its spec, since its ReplicaSets take them over. */
export function annotationsCount(kind: string): boolean {
  return kind === "Deployment";
}
