import { nearest } from "../../../api/cause.ts";
import { slipOf } from "../../names/slip.ts";
import type { Steps } from "../../../api/path.ts";
import { keyOf, refOf, type StoredObject } from "../../../engine/core/objects.ts";
import { isActive } from "../../../engine/core/pods.ts";
import { volumeFault } from "../../../engine/kubelet/configuration.ts";
import { mountedVolumes } from "../../../engine/volumes/mounted.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { setTo } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import { podSpecOf, type Rehearsed } from "../rehearsed.ts";

/** Containers can't start, since a ConfigMap or a Secret that they name, or a key in it, does not exist. */
export const configMissing: Check = {
  code: "config-missing",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      if (!waits(workload, rehearsed)) continue;
      const missing = usesOf(workload, rehearsed).find((use) => isMissing(use, workload, rehearsed));
      if (missing) yield concernOf(missing, workload, rehearsed);
    }
  },
};

/** A ConfigMap or Secret in a pod's spec, and the key that is read. */
interface Use {
  readonly kind: "ConfigMap" | "Secret";
  readonly name: string;
  readonly namePath: Steps;
  readonly key?: string;
  readonly keyPath?: Steps;
}

function waits(workload: StoredObject, rehearsed: Rehearsed): boolean {
  return rehearsed
    .podsOf(workload)
    .some(
      (pod) =>
        isActive(pod) &&
        ([...(pod.status.containerStatuses ?? []), ...(pod.status.initContainerStatuses ?? [])].some(
          ({ state }) => state?.waiting?.reason === "CreateContainerConfigError",
        ) ||
          (pod.status.phase === "Pending" && pod.spec.nodeName !== undefined && volumeFault(pod, rehearsed.view.store) !== undefined)),
    );
}

function usesOf(workload: StoredObject, rehearsed: Rehearsed): Use[] {
  const pod = [...templatePath(workload.kind)!, "spec"];
  const inContainers = rehearsed
    .containersOf(workload)
    .flatMap(({ container: { env = [], envFrom = [] }, path }) => [
      ...envFrom.flatMap(({ configMapRef, secretRef }, i) => [
        ...useOf("ConfigMap", configMapRef, [...path, "envFrom", i, "configMapRef"]),
        ...useOf("Secret", secretRef, [...path, "envFrom", i, "secretRef"]),
      ]),
      ...env.flatMap(({ valueFrom }, i) => [
        ...useOf("ConfigMap", valueFrom?.configMapKeyRef, [...path, "env", i, "valueFrom", "configMapKeyRef"]),
        ...useOf("Secret", valueFrom?.secretKeyRef, [...path, "env", i, "valueFrom", "secretKeyRef"]),
      ]),
    ]);
  const inVolumes = mountedVolumes(podSpecOf(workload) ?? {}).flatMap(({ volume: { configMap, secret, projected }, index }) => [
    ...(projected?.sources ?? []).flatMap((source, i) => [
      ...useOf("ConfigMap", source.configMap, [...pod, "volumes", index, "projected", "sources", i, "configMap"]),
      ...useOf("Secret", source.secret, [...pod, "volumes", index, "projected", "sources", i, "secret"]),
    ]),
    ...useOf("ConfigMap", configMap, [...pod, "volumes", index, "configMap"]),
    ...(secret ? useOf("Secret", { ...secret, name: secret.secretName }, [...pod, "volumes", index, "secret"], "secretName") : []),
  ]);
  return [...inContainers, ...inVolumes];
}

interface Reference {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly items?: readonly { readonly key?: string | undefined }[] | undefined;
}

function useOf(kind: Use["kind"], reference: Reference | undefined, path: Steps, nameField = "name"): Use[] {
  const { name, key, optional, items = [] } = reference ?? {};
  if (name === undefined || optional) return [];
  const use: Use = { kind, name, namePath: [...path, nameField] };
  const ofItems = items.flatMap((item, i): Use[] =>
    item.key === undefined ? [] : [{ ...use, key: item.key, keyPath: [...path, "items", i, "key"] }],
  );
  return key === undefined ? (ofItems.length > 0 ? ofItems : [use]) : [{ ...use, key, keyPath: [...path, "key"] }];
}

type WithData = StoredObject & { readonly data?: object; readonly binaryData?: object; readonly stringData?: object };

function isMissing({ kind, name, key }: Use, { metadata: { namespace } }: StoredObject, { scene }: Rehearsed): boolean {
  if (kind === "ConfigMap" && name === "kube-root-ca.crt") return false;
  const object = scene.course.end.get(keyOf({ kind, namespace, name }));
  return !object || (key !== undefined && !keysOf(object).includes(key));
}

function keysOf({ data, binaryData, stringData }: WithData): string[] {
  return [data, binaryData, stringData].flatMap((part) => Object.keys(part ?? {}));
}

function concernOf({ kind, name, namePath, key, keyPath }: Use, workload: StoredObject, rehearsed: Rehearsed): Concern {
  const object = refOf(workload);
  const { namespace } = workload.metadata;
  const ref = { kind, namespace, name };
  const there = rehearsed.scene.course.end.get(keyOf(ref));
  const nameSpot: Spot = { object, path: namePath };
  if (there && key !== undefined && keyPath) {
    const near = nearest(key, keysOf(there)) ?? (keysOf(there).length === 1 ? keysOf(there)[0] : undefined);
    const spot: Spot = { object, path: keyPath };
    const message = say("key-missing", { workload: nameOf(object), key, config: nameOf(ref) });
    const data: Spot = { object: ref, path: [rehearsed.written({ object: ref, path: ["stringData"] }) === undefined ? "data" : "stringData"] };
    const former = ["data", "stringData"]
      .map((field) => rehearsed.formerly({ object: ref, path: [field, key] }))
      .find((value) => value !== undefined);
    const restored: Candidate[] =
      former === undefined ? [] : [{ label: say("fix-former", { field: key }), changes: [{ object: ref, path: [...data.path, key], to: former }] }];
    return {
      state: "never",
      about: object,
      spot: rehearsed.cause(spot, data),
      message,
      also: [data],
      fixes: [...(near === undefined ? [] : [setTo(spot, near)]), ...restored],
    };
  }
  const names = [...rehearsed.scene.course.end.values()]
    .filter((one) => one.kind === kind && one.metadata.namespace === namespace)
    .map((one) => one.metadata.name);
  const near = slipOf(name, names);
  return {
    state: "never",
    about: object,
    spot: nameSpot,
    message: say("config-missing", { workload: nameOf(object), config: nameOf(ref) }),
    ...(near === undefined && { assumed: [say("assumed-absent", { config: nameOf(ref) })] }),
    fixes: near === undefined ? [] : [setTo(nameSpot, near)],
  };
}
