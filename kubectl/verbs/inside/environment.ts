import type { ConfigMap, EnvVar, Secret, Service } from "../../../schemas/generated/types.ts";
import { decodeBase64 } from "../../../api/base64.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import { fieldOf } from "../../views/parts/containers.ts";
import { resourceValue } from "../../views/parts/resources.ts";
import { hostnameOf } from "./hostname.ts";
import type { Inside } from "./place.ts";

/** The variables that a container's process sees. */
export function environmentOf(inside: Inside): ReadonlyMap<string, string> {
  const { pod, container } = inside;
  const all = new Map<string, string>([
    ["PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
    ["HOSTNAME", hostnameOf(pod)],
  ]);
  for (const { prefix = "", configMapRef, secretRef } of container.envFrom ?? [])
    for (const [key, value] of Object.entries(
      configMapRef ? dataOf(inside, "ConfigMap", configMapRef.name) : secretRef ? dataOf(inside, "Secret", secretRef.name) : {},
    ))
      all.set(prefix + key, value);
  for (const variable of container.env ?? []) {
    const value = valueOf(inside, variable, all);
    if (variable.name !== undefined && value !== undefined) all.set(variable.name, value);
  }
  for (const [key, value] of serviceVariables(inside)) if (!all.has(key)) all.set(key, value);
  all.set("HOME", "/root");
  return all;
}

/** The data of a ConfigMap or a Secret as text: as the container had it when it started, or as its files show it. */
export function dataOf(
  { cluster, pod, container }: Inside,
  kind: "ConfigMap" | "Secret",
  name: string | undefined,
  as: "environment" | "files" = "environment",
): Readonly<Record<string, string>> {
  const store = cluster.containers?.configured(pod, container.name ?? "")?.[as] ?? cluster.store;
  const object = store.get<Stored<ConfigMap> & Stored<Secret>>({ kind, namespace: pod.metadata.namespace, name: name ?? "" });
  const data = (object as { data?: Readonly<Record<string, string>> } | undefined)?.data ?? {};
  if (kind === "ConfigMap") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, decodeBase64(value)]));
}

function valueOf(inside: Inside, { value = "", valueFrom }: EnvVar, before: ReadonlyMap<string, string>): string | undefined {
  if (!valueFrom)
    return value.replaceAll(/\$\$|\$\(([\w.-]+)\)/g, (whole, name: string | undefined) => (name === undefined ? "$" : (before.get(name) ?? whole)));
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom;
  if (configMapKeyRef) return dataOf(inside, "ConfigMap", configMapKeyRef.name)[configMapKeyRef.key ?? ""];
  if (secretKeyRef) return dataOf(inside, "Secret", secretKeyRef.name)[secretKeyRef.key ?? ""];
  if (fieldRef) return fieldOf(inside.pod, fieldRef.fieldPath ?? "");
  if (resourceFieldRef) {
    const other = inside.pod.spec.containers?.find(({ name }) => name === resourceFieldRef.containerName);
    return resourceValue(other ?? inside.container, resourceFieldRef.resource ?? "", resourceFieldRef.divisor);
  }
  return undefined;
}

/** What a pod is told of the Services of its namespace that were there before it. */
function serviceVariables({ cluster, pod }: Inside): [string, string][] {
  const isTold = pod.spec.enableServiceLinks ?? true;
  const services = cluster.store.list<Stored<Service>>("Service").filter(({ metadata, spec }) => {
    const isMaster = metadata.namespace === "default" && metadata.name === "kubernetes";
    return (
      (isMaster || (isTold && metadata.namespace === pod.metadata.namespace)) &&
      spec.clusterIP !== undefined &&
      spec.clusterIP !== "None" &&
      spec.clusterIP !== ""
    );
  });
  return services.flatMap(({ metadata, spec }) => {
    const name = metadata.name.toUpperCase().replaceAll("-", "_");
    const [first, ...ports] = [...(spec.ports ?? [])];
    if (!first) return [];
    const address = spec.clusterIP!;
    const lines: [string, string][] = [
      [`${name}_SERVICE_HOST`, address],
      [`${name}_SERVICE_PORT`, String(first.port)],
    ];
    for (const port of [first, ...ports])
      if (port.name) lines.push([`${name}_SERVICE_PORT_${port.name.toUpperCase().replaceAll("-", "_")}`, String(port.port)]);
    lines.push([`${name}_PORT`, `${(first.protocol ?? "TCP").toLowerCase()}://${address}:${first.port}`]);
    for (const { port, protocol = "TCP" } of [first, ...ports]) {
      const start = `${name}_PORT_${port}_${protocol}`;
      const url = `${protocol.toLowerCase()}://${address}:${port}`;
      lines.push([start, url], [`${start}_PROTO`, protocol.toLowerCase()], [`${start}_PORT`, String(port)], [`${start}_ADDR`, address]);
    }
    return lines;
  });
}
