import type { Propagation } from "../../engine/core/command.ts";
import { refOf } from "../../engine/core/objects.ts";
import { printed, textAt } from "../core/plain.ts";
import { problem } from "../core/problem.ts";
import { type Resource, resources } from "../core/resources.ts";
import { find, list } from "../find/find.ts";
import type { Manifest } from "../find/manifests.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { ask, type DryRun, isApplied, type Reporter } from "./change.ts";
import { type Call, queryOf } from "./verb.ts";

/** The default kinds of `apply --prune`. */
const usual = [
  ["v1", "ConfigMap"],
  ["v1", "Endpoints"],
  ["v1", "PersistentVolumeClaim"],
  ["v1", "Pod"],
  ["v1", "ReplicationController"],
  ["v1", "Secret"],
  ["v1", "Service"],
  ["batch/v1", "Job"],
  ["batch/v1", "CronJob"],
  ["networking.k8s.io/v1", "Ingress"],
  ["apps/v1", "DaemonSet"],
  ["apps/v1", "Deployment"],
  ["apps/v1", "ReplicaSet"],
  ["apps/v1", "StatefulSet"],
  ["v1", "Namespace"],
  ["v1", "PersistentVolume"],
].flatMap(([apiVersion, kind]) => resources.find((one) => one.apiVersion === apiVersion && one.kind === kind) ?? []);

/** The kinds to prune; nothing without `--prune`. Throws kubectl's error for invalid flags. */
export function kindsToPrune({ flags }: Call): readonly Resource[] | undefined {
  if (!flags.on("prune")) return undefined;
  const named = flags.texts("prune-allowlist").map(kindOf);
  if (!flags.on("all") && !flags.text("selector")) throw problem(needsAll);
  return named.length > 0 ? named : usual;
}

const needsAll =
  "all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector";

function kindOf(text: string): Resource {
  const [group, version, kind, ...more] = text.split("/");
  if (kind === undefined || more.length > 0) throw problem(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
  const apiVersion = group === "core" || group === "" ? version : `${group}/${version}`;
  const found = resources.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  if (!found) throw problem(`no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`);
  return found;
}

/** Deletes objects that were applied before and are no longer among the manifests. */
export function prune(call: Call, kinds: readonly Resource[], manifests: readonly Manifest[], dry: DryRun, reporter: Reporter): void {
  const visited = new Set(
    manifests.map(({ resource, object }) => keyOf(resource.kind, textAt(object, "metadata", "namespace"), textAt(object, "metadata", "name"))),
  );
  const namespaces = new Set(
    manifests.flatMap(({ resource, object }) => (resource.namespaced ? [textAt(object, "metadata", "namespace") ?? ""] : [])),
  );
  if (kinds === usual) call.err(deprecated);
  if (kinds === usual && namespaces.size > 0) call.err("Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice\n");
  const propagation: Propagation =
    ({ foreground: "Foreground", orphan: "Orphan" }[call.flags.text("cascade") ?? ""] as Propagation | undefined) ?? "Background";
  const of = (resource: Resource, namespace: string): void => {
    for (const object of selected(call, resource, namespace)) {
      if (!isApplied(object) || visited.has(keyOf(object.kind, namespace, object.metadata.name))) continue;
      if (dry !== "client") ask(call, { do: "delete", ref: refOf(object), propagation, why: asked }, dry);
      reporter.done({ resource, name: object.metadata.name, operation: "pruned", object: printed(object, resource) });
    }
  };
  for (const namespace of namespaces) for (const resource of kinds) if (resource.namespaced) of(resource, namespace);
  for (const resource of kinds) if (!resource.namespaced) of(resource, "");
}

function keyOf(kind: string, namespace = "", name = ""): string {
  return `${kind}/${namespace}/${name}`;
}

function selected(call: Call, resource: Resource, namespace: string): ReturnType<typeof list> {
  if (!call.flags.text("selector")) return list(call.cluster, resource, resource.namespaced ? namespace : undefined);
  const query = queryOf(call, { args: [resource.plural], namespace, files: [] });
  return find(call.cluster, query).found.map(({ object }) => object);
}

const deprecated =
  "W0105 09:00:30.000000       1 prune.go:71] Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.\n";
