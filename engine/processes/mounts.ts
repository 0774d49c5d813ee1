import type { Container, KeyToPath, PodSpec, Volume, VolumeProjection } from "../../schemas/generated/types.ts";
import type { FileChange } from "./behaviour.ts";
import type { LookUp } from "./environment.ts";
import { joined, type Mount } from "./files.ts";

/** Where a volume is mounted in a container. */
export interface VolumeMount extends Mount {
  readonly volume: string;
  /** Other containers of the pod see what is written to it. */
  readonly shared: boolean;
}

interface Content {
  readonly files?: Readonly<Record<string, string>>;
  readonly readOnly: boolean;
  readonly shared: boolean;
}

/** The volumes in a container's file system, and what is in them when it starts. */
export function mountsOf(spec: PodSpec, { volumeMounts = [] }: Container, lookUp: LookUp): VolumeMount[] {
  return volumeMounts.flatMap(({ name, mountPath = "", subPath = "", readOnly = false }) => {
    const volume = spec.volumes?.find((each) => each.name === name);
    if (!mountPath.startsWith("/")) return [];
    const { files, shared, ...content } = volume ? contentOf(volume, lookUp) : { readOnly: false, shared: false, files: undefined };
    const within = files && (subPath === "" ? files : filesUnder(files, subPath));
    return [
      {
        volume: name ?? "",
        path: joined("/", mountPath),
        readOnly: readOnly || content.readOnly,
        shared: shared && subPath === "",
        ...(within && { files: within }),
      },
    ];
  });
}

function contentOf(volume: Volume, lookUp: LookUp): Content {
  const { emptyDir, configMap, secret, projected, downwardAPI } = volume;
  if (emptyDir) return { files: {}, readOnly: false, shared: true };
  const files = configMap
    ? chosen(lookUp("ConfigMap", configMap.name ?? ""), configMap.items)
    : secret
      ? chosen(lookUp("Secret", secret.secretName ?? ""), secret.items)
      : projected && all(projected.sources ?? [], lookUp);
  return { readOnly: Boolean(configMap ?? secret ?? projected ?? downwardAPI), shared: false, ...(files && { files }) };
}

function chosen(
  data: Readonly<Record<string, string>> | undefined,
  items: readonly KeyToPath[] | undefined,
): Readonly<Record<string, string>> | undefined {
  if (!data || !items || items.length === 0) return data;
  return Object.fromEntries(items.flatMap(({ key = "", path = "" }) => (Object.hasOwn(data, key) ? [[path, data[key]!]] : [])));
}

function all(sources: readonly VolumeProjection[], lookUp: LookUp): Readonly<Record<string, string>> | undefined {
  const parts = sources.map(({ configMap, secret }) =>
    configMap
      ? chosen(lookUp("ConfigMap", configMap.name ?? ""), configMap.items)
      : secret && chosen(lookUp("Secret", secret.name ?? ""), secret.items),
  );
  return parts.some((part) => !part) ? undefined : Object.assign({}, ...parts);
}

/** The files of a volume below a `subPath`, which is a file or a directory. */
function filesUnder(files: Readonly<Record<string, string>>, subPath: string): Readonly<Record<string, string>> {
  if (Object.hasOwn(files, subPath)) return { "": files[subPath]! };
  const inside = Object.entries(files).filter(([path]) => path.startsWith(`${subPath}/`));
  return Object.fromEntries(inside.map(([path, content]) => [path.slice(subPath.length + 1), content]));
}

/** What is different in a container's mounted files once what their volumes are made of has changed. A file that is mounted by `subPath` stays as it was. */
export function changesIn(spec: PodSpec, container: Container, before: LookUp, after: LookUp): readonly Omit<FileChange, "at">[] {
  const volumeMounts = (container.volumeMounts ?? []).filter(({ subPath = "", subPathExpr = "" }) => subPath === "" && subPathExpr === "");
  const [old, now] = [before, after].map((lookUp) => mountsOf(spec, { ...container, volumeMounts }, lookUp)) as [VolumeMount[], VolumeMount[]];
  return now.flatMap(({ path, files = {}, shared }, i) => {
    const was = old[i]?.files ?? {};
    if (shared) return [];
    const changed = Object.entries(files).filter(([name, content]) => was[name] !== content);
    const removed = Object.keys(was).filter((name) => !Object.hasOwn(files, name));
    return [
      ...changed.map(([name, content]) => ({ path: joined(path, name), to: { is: "file", content } as const })),
      ...removed.map((name) => ({ path: joined(path, name), to: { is: "absent" } as const })),
    ];
  });
}
