import type { KeyToPath, Volume } from "../../../schemas/generated/types.ts";
import { fieldOf } from "../../views/parts/containers.ts";
import { resourceValue } from "../../views/parts/resources.ts";
import { dataOf } from "./environment.ts";
import { hostnameOf } from "./hostname.ts";
import type { Inside } from "./place.ts";

/** The files in a container that the cluster puts there, by path. */
export function filesOf(inside: Inside): ReadonlyMap<string, string> {
  const { pod, container } = inside;
  const files = new Map<string, string>([
    ["/etc/hostname", `${hostnameOf(pod)}\n`],
    ["/etc/hosts", hosts(inside)],
    ["/etc/resolv.conf", resolver(inside)],
  ]);
  for (const { name, mountPath = "/", subPath } of container.volumeMounts ?? []) {
    const volume = pod.spec.volumes?.find((one) => one.name === name);
    const held = volume ? volumeFiles(inside, volume, subPath ? "environment" : "files") : {};
    if (subPath !== undefined && subPath !== "" && held[subPath] !== undefined) files.set(mountPath, held[subPath]);
    else for (const [path, text] of Object.entries(held)) files.set(`${mountPath.replace(/\/$/, "")}/${path}`, text);
  }
  return files;
}

type Files = Readonly<Record<string, string>>;

/** Files mounted by `subPath` stay as they were when the container started, as its environment does. */
function volumeFiles(inside: Inside, volume: Volume, as: "environment" | "files"): Files {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) return picked(dataOf(inside, "ConfigMap", configMap.name, as), configMap.items);
  if (secret) return picked(dataOf(inside, "Secret", secret.secretName, as), secret.items);
  if (downwardAPI) return downward(inside, downwardAPI.items ?? []);
  const parts = (projected?.sources ?? []).map((source): Files => {
    if (source.configMap) return picked(dataOf(inside, "ConfigMap", source.configMap.name, as), source.configMap.items);
    if (source.secret) return picked(dataOf(inside, "Secret", source.secret.name, as), source.secret.items);
    return source.downwardAPI ? downward(inside, source.downwardAPI.items ?? []) : {};
  });
  return Object.assign({}, ...parts) as Files;
}

function picked(data: Files, items: readonly KeyToPath[] | undefined): Files {
  if (!items) return data;
  return Object.fromEntries(items.flatMap(({ key = "", path = "" }) => (data[key] === undefined ? [] : [[path, data[key]]])));
}

type Item = {
  readonly path?: string | undefined;
  readonly fieldRef?: { readonly fieldPath?: string | undefined } | undefined;
  readonly resourceFieldRef?:
    | { readonly containerName?: string | undefined; readonly resource?: string | undefined; readonly divisor?: string | number | undefined }
    | undefined;
};

function downward({ pod, container }: Inside, items: readonly Item[]): Files {
  return Object.fromEntries(
    items.map(({ path = "", fieldRef, resourceFieldRef }) => {
      if (resourceFieldRef) {
        const of = pod.spec.containers?.find(({ name }) => name === resourceFieldRef.containerName) ?? container;
        return [path, resourceValue(of, resourceFieldRef.resource ?? "", resourceFieldRef.divisor)];
      }
      const field = fieldRef?.fieldPath ?? "";
      const map = field === "metadata.labels" ? pod.metadata.labels : field === "metadata.annotations" ? pod.metadata.annotations : undefined;
      return [
        path,
        map
          ? Object.entries(map)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
              .join("\n")
          : fieldOf(pod, field),
      ];
    }),
  );
}

function hosts({ pod }: Inside): string {
  const own = pod.status.podIP ? `${pod.status.podIP}\t${hostnameOf(pod)}\n` : "";
  const aliases = (pod.spec.hostAliases ?? []).map(({ ip, hostnames = [] }) => `${ip}\t${hostnames.join("\t")}\n`).join("");
  const added = aliases === "" ? "" : `\n# Entries added by HostAliases.\n${aliases}`;
  return `# Kubernetes-managed hosts file.\n127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nfe00::\tip6-mcastprefix\nfe00::1\tip6-allnodes\nfe00::2\tip6-allrouters\n${own}${added}`;
}

function resolver({ pod }: Inside): string {
  const { namespace } = pod.metadata;
  return `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`;
}
