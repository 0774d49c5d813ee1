import type { ConfigMap, Container, EnvFromSource, EnvVar, PersistentVolumeClaim, Secret, Volume } from "../../schemas/generated/types.ts";
import type { Stored } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import { mountedVolumes } from "../volumes/mounted.ts";
import type { Reason } from "./life.ts";
import { fullName, type Look } from "./look.ts";

/** Where ConfigMaps and Secrets are looked up. */
interface Place {
  readonly pod: StoredPod;
  readonly view: { readonly store: StoreView };
}

/** Why a container cannot be created: its environment refers to something missing, or it would run as root. */
export function faultOfConfiguration(look: Look, container: Container): Reason | undefined {
  const message = faultOfEnvironment(look, container) ?? faultOfMounts(look, container) ?? faultOfUser(look, container);
  return message === undefined ? undefined : { reason: "CreateContainerConfigError", message };
}

function faultOfEnvironment(look: Look, { envFrom = [], env = [] }: Container): string | undefined {
  for (const { configMapRef, secretRef } of envFrom) {
    const fault =
      (configMapRef && !configMapRef.optional && missing(look, "ConfigMap", configMapRef.name)) ||
      (secretRef && !secretRef.optional && missing(look, "Secret", secretRef.name));
    if (fault) return fault;
  }
  for (const { valueFrom } of env) {
    const fault = valueFrom && (faultOfKey(look, "ConfigMap", valueFrom.configMapKeyRef) ?? faultOfKey(look, "Secret", valueFrom.secretKeyRef));
    if (fault !== undefined) return fault;
  }
  return undefined;
}

interface KeyRef {
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  readonly optional?: boolean | undefined;
}

function faultOfKey(look: Look, kind: "ConfigMap" | "Secret", ref: KeyRef | undefined): string | undefined {
  if (!ref || ref.optional) return undefined;
  const fault = missing(look, kind, ref.name);
  if (fault !== undefined) return fault;
  const { namespace } = look.pod.metadata;
  return hasKey(look, kind, ref.name, ref.key) ? undefined : `couldn't find key ${ref.key} in ${kind} ${namespace}/${ref.name}`;
}

/** A `subPathExpr` may only name variables that have a value. */
function faultOfMounts(look: Look, { volumeMounts = [], env = [], envFrom = [] }: Container): string | undefined {
  for (const { subPathExpr = "" } of volumeMounts) {
    const named = [...subPathExpr.matchAll(/\$\$|\$\(([^)]*)\)/g)].flatMap(([, name]) => name ?? []);
    const lacking = named.filter(
      (name) => !isServiceVariable.test(name) && !env.some((one) => one.name === name && hasValue(one)) && !isFrom(look, envFrom, name),
    );
    if (lacking.length > 0) return `missing value for ${[...new Set(lacking)].sort().join(", ")}`;
  }
  return undefined;
}

/** Services set variables of these names. */
const isServiceVariable = /_(?:SERVICE_HOST|SERVICE_PORT|PORT)/;

function hasValue({ value = "", valueFrom }: EnvVar): boolean {
  return value !== "" || valueFrom !== undefined;
}

function isFrom(look: Look, sources: readonly EnvFromSource[], variable: string): boolean {
  return sources.some(({ prefix = "", configMapRef, secretRef }) => {
    if (!variable.startsWith(prefix)) return false;
    const key = variable.slice(prefix.length);
    return configMapRef ? hasKey(look, "ConfigMap", configMapRef.name, key) : hasKey(look, "Secret", secretRef?.name, key);
  });
}

function faultOfUser({ pod, circumstances }: Look, { name, image = "", securityContext }: Container): string | undefined {
  const runAsNonRoot = securityContext?.runAsNonRoot ?? pod.spec.securityContext?.runAsNonRoot;
  const user = securityContext?.runAsUser ?? pod.spec.securityContext?.runAsUser;
  if (!runAsNonRoot) return undefined;
  const whose = `(pod: ${JSON.stringify(fullName(pod))}, container: ${name})`;
  if (user === 0) return `container's runAsUser breaks non-root policy ${whose}`;
  const own = user === undefined ? circumstances.userOf(image) : user;
  if (own === 0) return `container has runAsNonRoot and image will run as root ${whose}`;
  if (typeof own !== "string") return undefined;
  return `container has runAsNonRoot and image has non-numeric user (${own}), cannot verify user is non-root ${whose}`;
}

/** Why a volume of the pod cannot be mounted yet. */
export function faultOfVolume(look: Place, { configMap, secret, projected }: Volume): string | undefined {
  if (configMap) return faultOfSource(look, "ConfigMap", configMap.name, configMap);
  if (secret) return faultOfSource(look, "Secret", secret.secretName, secret);
  const faults = (projected?.sources ?? []).flatMap((source) => {
    const fault =
      (source.secret && faultOfSource(look, "Secret", source.secret.name, source.secret)) ??
      (source.configMap && faultOfSource(look, "ConfigMap", source.configMap.name, source.configMap));
    return fault === undefined ? [] : [fault];
  });
  return faults.length > 1 ? `[${faults.join(", ")}]` : faults[0];
}

/** Why a claim that a volume names cannot be mounted yet. */
export function faultOfClaim({ pod, view }: Place, { name, persistentVolumeClaim, ephemeral }: Volume): string | undefined {
  const { namespace } = pod.metadata;
  const claim = persistentVolumeClaim?.claimName ?? (ephemeral && `${pod.metadata.name}-${name}`);
  if (claim === undefined) return undefined;
  const found = view.store.get<Stored<PersistentVolumeClaim>>({ kind: "PersistentVolumeClaim", namespace, name: claim });
  if (found?.status?.phase === "Bound") return undefined;
  const fault = found ? "PVC is not bound" : `failed to fetch PVC from API server: persistentvolumeclaims ${JSON.stringify(claim)} not found`;
  return `error processing PVC ${namespace}/${claim}: ${fault}`;
}

/** The first volume of a pod that cannot be mounted yet, and why. */
export function volumeFault(
  pod: StoredPod,
  store: StoreView,
): { readonly index: number; readonly volume: string; readonly message: string } | undefined {
  for (const { volume, index } of mountedVolumes(pod.spec)) {
    const message = faultOfVolume({ pod, view: { store } }, volume);
    if (message !== undefined) return { index, volume: volume.name ?? "", message };
  }
  return undefined;
}

interface Source {
  readonly optional?: boolean | undefined;
  readonly items?: readonly { readonly key?: string | undefined }[] | undefined;
}

function faultOfSource(look: Place, kind: "ConfigMap" | "Secret", name: string | undefined, { optional, items = [] }: Source): string | undefined {
  if (optional) return undefined;
  const fault = missing(look, kind, name);
  if (fault !== undefined) return fault;
  const lacking = items.find(({ key }) => !hasKey(look, kind, name, key));
  if (!lacking) return undefined;
  return kind === "ConfigMap" ? `configmap references non-existent config key: ${lacking.key}` : `references non-existent secret key: ${lacking.key}`;
}

function missing(look: Place, kind: "ConfigMap" | "Secret", name = ""): string | undefined {
  return objectOf(look, kind, name) ? undefined : `${kind.toLowerCase()} ${JSON.stringify(name)} not found`;
}

function hasKey(look: Place, kind: "ConfigMap" | "Secret", name: string | undefined, key = ""): boolean {
  const object = objectOf(look, kind, name ?? "");
  const parts = [object?.data, object?.binaryData, object?.stringData];
  return parts.some((part) => part !== undefined && Object.hasOwn(part, key));
}

function objectOf({ pod, view }: Place, kind: string, name: string): (Stored<ConfigMap> & Stored<Secret>) | undefined {
  return (
    view.store.get({ kind, namespace: pod.metadata.namespace, name }) ?? (kind === "ConfigMap" && name === rootCertificate ? certificate : undefined)
  );
}

/** A ConfigMap that the cluster keeps in every namespace. */
const rootCertificate = "kube-root-ca.crt";
const certificate = { data: { "ca.crt": "" } } as unknown as Stored<ConfigMap> & Stored<Secret>;
