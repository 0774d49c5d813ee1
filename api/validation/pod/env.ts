import type {
  ConfigMapKeySelector,
  EnvFromSource,
  EnvVar,
  EnvVarSource,
  FileKeySelector,
  ObjectFieldSelector,
  ResourceFieldSelector,
} from "../../../schemas/generated/types.ts";
import { type Check, all, each, fields, required, unlessEmpty } from "../../check.ts";
import { canonicalQuantity } from "../../quantity.ts";
import { type Format, configMapKey, dnsLabel, dnsSubdomain, envName, formatted, qualifiedName } from "../names.ts";
import { noBacksteps } from "./paths.ts";
import { type PodScope, containersOf } from "./scope.ts";
import { say } from "../../words/say.ts";
import { allOf, listed, quoted } from "../../words/sentence.ts";

/** The fields of a pod that the server knows at all as something to refer to. */
const podFields = [
  ...["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"],
  ...["spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName"],
  ...["status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"],
];

/** Those of them that an environment variable can have. */
const envFields = [
  ...["metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName"],
  ...["status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs"],
];

const fileFields = ["metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.uid"];

/** A field of the pod, such as `metadata.labels['app']`. The server reports the reference for a bad key in the brackets. */
function fieldRef(allowed: readonly string[]): Check<ObjectFieldSelector> {
  return ({ apiVersion = "", fieldPath = "" }, at, causes) => {
    const here = at.field("fieldPath");
    if (apiVersion === "") return causes.required(at.field("apiVersion"), say("field-ref-version-missing"));
    if (fieldPath === "") return causes.required(here, say("field-path-missing"));
    const [, map, key] = /^(.+?)\['(.*)'\]$/s.exec(fieldPath) ?? [];
    const name = fieldPath === "spec.host" ? "spec.nodeName" : fieldPath;
    const known = apiVersion === "v1" && (map === undefined ? podFields.includes(name) : map === "metadata.annotations" || map === "metadata.labels");
    const instead = known ? undefined : causes.nearest(fieldPath, allowed);
    if (!known)
      causes.invalid(
        here,
        instead ? say("no-pod-field-near", { field: quoted(fieldPath), near: instead }) : say("no-pod-field", { field: quoted(fieldPath) }),
        {
          ...(instead && { instead }),
        },
      );
    else if (map === undefined && !allowed.includes(name)) causes.notSupported(here, fieldPath, allowed);
    else if (map !== undefined)
      formatted(qualifiedName)(map === "metadata.annotations" ? key!.toLowerCase() : key!, here.shownAs(at), causes, undefined);
  };
}

const bytes = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/** The resources that a container can read in its environment, and their units. */
const resourceUnits: Readonly<Record<string, readonly string[]>> = {
  "limits.cpu": ["1m", "1"],
  "limits.memory": bytes,
  "limits.ephemeral-storage": bytes,
  "requests.cpu": ["1m", "1"],
  "requests.memory": bytes,
  "requests.ephemeral-storage": bytes,
};

function unitsOf(resource: string): readonly string[] | undefined {
  if (/^(limits|requests)\.hugepages-/.test(resource)) return bytes;
  return Object.hasOwn(resourceUnits, resource) ? resourceUnits[resource] : undefined;
}

/** A resource of a container. A volume belongs to no container, so it has to name the one. */
export function resourceFieldRef(from: "container" | "volume"): Check<ResourceFieldSelector> {
  return ({ containerName = "", resource = "", divisor = "0" }, at, causes) => {
    const units = unitsOf(resource);
    if (from === "volume" && containerName === "") causes.required(at.field("containerName"), say("container-name-missing"));
    else if (resource === "") causes.required(at.field("resource"), say("resource-missing"));
    else if (units === undefined) causes.notSupported(at.field("resource"), resource, Object.keys(resourceUnits));
    const unit = String(canonicalQuantity(divisor));
    if (unit === "0" || units === undefined || units.includes(unit)) return;
    causes.invalid(at.field("divisor"), say("no-unit", { divisor: quoted(divisor), resource, units: listed(units) }));
  };
}

/** A field that a file of a volume can hold. */
export const fileFieldRef: Check<ObjectFieldSelector> = fieldRef(fileFields);

const keyRef: Check<ConfigMapKeySelector> = ({ name = "", key = "" }, at, causes) => {
  formatted(dnsSubdomain)(name, at.field("name"), causes, undefined);
  if (key === "") causes.required(at.field("key"), say("entry-missing"));
  else formatted(configMapKey)(key, at.field("key"), causes, undefined);
};

const fileKeyRef: Check<FileKeySelector> = all(
  required<FileKeySelector>("key", "volumeName", "path"),
  fields<FileKeySelector>({ key: unlessEmpty(formatted(envName)), volumeName: unlessEmpty(formatted(dnsLabel)), path: noBacksteps }),
);

const sources: { readonly [K in keyof EnvVarSource]-?: Check<NonNullable<EnvVarSource[K]>> } = {
  fieldRef: fieldRef(envFields),
  resourceFieldRef: resourceFieldRef("container"),
  configMapKeyRef: keyRef,
  secretKeyRef: keyRef,
  fileKeyRef,
};

const valueFrom: Check<EnvVarSource, EnvVar> = (source, at, causes, { value = "" }) => {
  fields<EnvVarSource>(sources)(source, at, causes, undefined);
  const given = Object.keys(sources).filter((name) => source[name as keyof EnvVarSource] !== undefined);
  if (given.length === 0) causes.invalid(at, say("value-from-empty", { sources: listed(Object.keys(sources)) }));
  else if (value !== "") causes.invalid(at, say("value-and-value-from"), { code: "value-and-value-from" });
  else if (given.length > 1) causes.invalid(at, say("several-sources", { given: allOf(given) }));
};

const variable: Check<EnvVar> = (env, at, causes) => {
  required<EnvVar>("name")(env, at, causes, undefined);
  fields<EnvVar, EnvVar>({ name: unlessEmpty(formatted(envName)), valueFrom })(env, at, causes, env);
};

/** The environment variables of a container. */
export const env: Check<readonly EnvVar[]> = each(variable);

/** The server looks at the name as the beginning of one, where a hyphen may end it. */
const namePrefix: Format = (name) => (name.length > 1 && name.endsWith("-") ? dnsSubdomain(`${name.slice(0, -2)}a`) : dnsSubdomain(name));
const namedSource = all<{ name?: string | undefined }>(
  required("name"),
  fields<{ name?: string | undefined }>({ name: unlessEmpty(formatted(namePrefix)) }),
);

/** The environment variables from ConfigMaps and Secrets. The server reports the list where an item has no source, or two. */
export const envFrom: Check<readonly EnvFromSource[]> = each((item, at, causes) => {
  fields<EnvFromSource>({ prefix: unlessEmpty(formatted(envName)), configMapRef: namedSource, secretRef: namedSource })(item, at, causes, undefined);
  const count = [item.configMapRef, item.secretRef].filter((source) => source !== undefined).length;
  if (count === 0) causes.invalid(at.shownAs(at.parent!), say("env-from-empty"));
  else if (count > 1) causes.invalid(at.shownAs(at.parent!), say("env-from-twice"));
});

/** A variable out of a file takes it from a volume of the pod that is an `emptyDir`. */
export const fileKeyVolumes: Check<PodScope["spec"]> = (spec, root, causes) => {
  for (const { container, at } of containersOf(spec, root)) {
    (container.env ?? []).forEach(({ valueFrom }, i) => {
      if (valueFrom?.fileKeyRef === undefined) return;
      const name = valueFrom.fileKeyRef.volumeName ?? "";
      const here = at.field("env").index(i).field("valueFrom").field("fileKeyRef").field("volumeName");
      const volume = (spec.volumes ?? []).findLast((volume) => (volume.name ?? "") === name);
      if (volume === undefined) causes.add("FieldValueNotFound", here, say("no-volume", { name: quoted(name) }));
      else if (volume.emptyDir === undefined) causes.invalid(here, say("volume-not-empty-dir", { name: quoted(name) }));
    });
  }
};
