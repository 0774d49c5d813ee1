import { customKindsOf } from "../../../api/customResources.ts";
import { groupBy } from "../../../api/groupBy.ts";
import type { HorizontalPodAutoscaler, Ingress } from "../../../schemas/generated/types.ts";
import { findCondition } from "../../core/conditions.ts";
import { keyOf, type Ref, refOf, type Stored } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { behaviourOf } from "../../processes/behaviourOf.ts";
import { imageOf } from "../../processes/images.ts";
import { provisionedBy } from "../../volumes/annotations.ts";
import type { StoredVolume } from "../../volumes/matching.ts";
import { keeps } from "./oldConfig.ts";
import type { Scene } from "./scene.ts";
import type { UnknownImage } from "./unknownImages.ts";
import { fewOf, nameOf, say, type VerdictSentence } from "./words/say.ts";

/** The assumptions of a rehearsal. */
export function* assumptions(scene: Scene, unknown: readonly UnknownImage[]): Generator<VerdictSentence> {
  if (unknown.length > 0) yield say("assumed-images", { count: unknown.length, images: fewOf(unknown.map(({ image }) => image)) });
  yield* unknownKinds(scene);
  yield* namespaces(scene);
  yield* accounts(scene);
  yield* backends(scene);
  yield* storage(scene);
  for (const { about, why } of scene.trace.actions)
    if (why.rule === "made-by-pod") yield say("assumed-secret", { name: about.name, container: why.numbers.container, pod: why.numbers.pod });
  const provisioned = scene
    .all<StoredVolume>("PersistentVolume")
    .filter(({ metadata, spec }) => metadata.annotations?.[provisionedBy] !== undefined && spec.claimRef);
  for (const [name, volumes] of groupBy(provisioned, ({ spec }) => spec.storageClassName ?? ""))
    yield say("assumed-class", { class: name, claims: fewOf(volumes.map(({ spec }) => `PersistentVolumeClaim ${spec.claimRef?.name ?? ""}`)) });
  const idle = scene.all<Stored<HorizontalPodAutoscaler>>("HorizontalPodAutoscaler").filter(isWithoutLoad);
  if (idle.length === 1) yield say("no-load", { autoscaler: nameOf(refOf(idle[0]!)) });
  if (idle.length > 1) yield say("no-loads", { count: idle.length });
  yield* newFiles(scene);
  yield* programs(scene);
  yield* probedPaths(scene);
}

/** Custom resources of kinds that nothing in the change defines. */
function* unknownKinds(scene: Scene): Generator<VerdictSentence> {
  const defined = new Set(
    scene
      .all("CustomResourceDefinition")
      .flatMap(customKindsOf)
      .map(({ kind }) => kind),
  );
  const unknown = scene.change.applied.filter(({ is, ref }) => is === "unknown" && !defined.has(ref.kind));
  if (unknown.length > 0) yield say("assumed-kinds", { count: unknown.length, objects: fewOf(unknown.map(({ ref }) => nameOf(ref))) });
}

/** Mounted files of a changed ConfigMap or Secret are updated at a time that is random in a real cluster. */
function* newFiles({ trace: { actions }, course }: Scene): Generator<VerdictSentence> {
  const refreshes = actions.flatMap(({ about, why }) =>
    why.rule === "files-follow" ? [{ pod: keyOf(about), source: why.fields.at(-1)?.object, ...why.numbers }] : [],
  );
  for (const [config, alike] of groupBy(refreshes, (one) => one.config)) {
    const pods = new Set(alike.map(({ pod }) => pod));
    const parts = { config, pods: pods.size, seconds: Math.max(...alike.map(({ seconds }) => Number(seconds))) };
    const isKept = alike.some(({ pod, source }) => source && keeps((course.end.get(pod) as StoredPod | undefined)?.spec ?? {}, source));
    yield isKept ? say("files-follow-only", parts) : say("files-follow", parts);
  }
}

/** A program that a well-known image is not known to have; its name may be misspelled. */
function* programs(scene: Scene): Generator<VerdictSentence> {
  const specs = new Map(scene.all<StoredPod>("Pod").map(({ spec }) => [spec.containers, spec]));
  const found = new Map<string, VerdictSentence>();
  for (const spec of specs.values()) {
    for (const { name = "", image = "", command: [program] = [], volumeMounts = [] } of spec.containers ?? []) {
      const isMounted = volumeMounts.some(({ mountPath }) => program?.startsWith(mountPath!));
      if (program === undefined || isMounted || !imageOf(image) || behaviourOf(spec, name).source.is !== "assumed") continue;
      found.set([program, name, image].join(" "), say("assumed-program", { program, container: name, image }));
    }
  }
  yield* found.values();
}

/** A path that a probe checks, about which neither the image nor the script says anything. */
function* probedPaths(scene: Scene): Generator<VerdictSentence> {
  const specs = new Map(scene.all<StoredPod>("Pod").map(({ spec }) => [spec.containers, spec]));
  const found = new Map<string, VerdictSentence>();
  for (const spec of specs.values()) {
    for (const { name = "", startupProbe, readinessProbe, livenessProbe } of spec.containers ?? []) {
      const commands = [startupProbe, readinessProbe, livenessProbe].flatMap((probe) => probe?.exec?.command?.join(" ") ?? []);
      if (commands.length === 0) continue;
      for (const remark of behaviourOf(spec, name).remarks) {
        if (remark.is !== "assumedToExist" || !commands.some((command) => command.includes(remark.path))) continue;
        found.set(`${name} ${remark.path}`, say("assumed-path", { path: remark.path, container: name }));
      }
    }
  }
  yield* found.values();
}

/** A namespace that is not part of the change must exist, otherwise all objects in it are refused. */
function* namespaces({ change: { applied }, course: { end } }: Scene): Generator<VerdictSentence> {
  const known = (name: string): boolean => name === "" || name === "default" || name.startsWith("kube-") || end.has(keyOf(namespaceRef(name)));
  const names = [...new Set(applied.map(({ ref }) => ref.namespace))].filter((name) => !known(name));
  if (names.length > 0) yield say("assumed-namespaces", { count: names.length, names: fewOf(names) });
}

function namespaceRef(name: string): Ref {
  return { kind: "Namespace", namespace: "", name };
}

/** A service account must exist, otherwise its pods are not created. */
function* accounts(scene: Scene): Generator<VerdictSentence> {
  const { end } = scene.course;
  const missing = scene.all<StoredPod>("Pod").flatMap(({ metadata: { namespace }, spec: { serviceAccountName: name = "default" } }) => {
    return name === "default" || end.has(keyOf({ kind: "ServiceAccount", namespace, name })) ? [] : [name];
  });
  const names = [...new Set(missing)];
  if (names.length > 0) yield say("assumed-accounts", { count: names.length, names: fewOf(names) });
}

/** The backends of an Ingress may be Services outside of the change. */
function* backends(scene: Scene): Generator<VerdictSentence> {
  const { end } = scene.course;
  const missing = scene.all<Stored<Ingress>>("Ingress").flatMap(({ metadata: { namespace }, spec: { defaultBackend, rules = [] } }) => {
    const all = [defaultBackend, ...rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend))];
    const names = all.flatMap((backend) => backend?.service?.name ?? []);
    return names.filter((name) => !end.has(keyOf({ kind: "Service", namespace, name })));
  });
  const names = [...new Set(missing)];
  if (names.length > 0) yield say("assumed-services", { count: names.length, names: fewOf(names) });
}

/** Volume types that need nothing outside of the cluster. */
const within: ReadonlySet<string> = new Set([
  "name",
  "configMap",
  "secret",
  "emptyDir",
  "downwardAPI",
  "projected",
  "persistentVolumeClaim",
  "ephemeral",
  "hostPath",
  "image",
]);

/** Volumes that name a disk or a server. */
function* storage(scene: Scene): Generator<VerdictSentence> {
  const all = scene.all<StoredPod>("Pod").flatMap(({ spec: { volumes = [] } }) =>
    volumes.flatMap((volume) => {
      const source = Object.keys(volume).find((key) => !within.has(key));
      return source === undefined ? [] : [`${volume.name} (${source})`];
    }),
  );
  const names = [...new Set(all)];
  if (names.length > 0) yield say("assumed-storage", { count: names.length, names: fewOf(names) });
}

/** Whether an autoscaler has no metrics. */
function isWithoutLoad({ status }: Stored<HorizontalPodAutoscaler>): boolean {
  return findCondition(status.conditions, "ScalingActive")?.status !== "True";
}
