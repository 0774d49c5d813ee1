import { isObject } from "../../../api/object.ts";
import type { PersistentVolumeClaimSpec, PersistentVolumeSpec, Volume } from "../../../schemas/generated/types.ts";
import { type Plain } from "../../core/plain.ts";
import { goValue, type Labels, sortedEntries } from "../../text/format.ts";
import type { Page } from "../../text/page.ts";

/** What a source of a volume is, and which of its fields are shown: a name, and where its value stands, with what it is where it is absent. */
interface Source {
  readonly type: string;
  readonly fields: readonly (readonly [string, string, unknown?])[];
}

const none = "<none>";

const sources: Readonly<Record<string, Source>> = {
  hostPath: {
    type: "HostPath (bare host directory volume)",
    fields: [
      ["Path", "path"],
      ["HostPathType", "type", none],
    ],
  },
  emptyDir: {
    type: "EmptyDir (a temporary directory that shares a pod's lifetime)",
    fields: [
      ["Medium", "medium"],
      ["SizeLimit", "sizeLimit", "<unset>"],
    ],
  },
  gcePersistentDisk: {
    type: "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
    fields: [
      ["PDName", "pdName"],
      ["FSType", "fsType"],
      ["Partition", "partition", 0],
      ["ReadOnly", "readOnly", false],
    ],
  },
  awsElasticBlockStore: {
    type: "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
    fields: [
      ["VolumeID", "volumeID"],
      ["FSType", "fsType"],
      ["Partition", "partition", 0],
      ["ReadOnly", "readOnly", false],
    ],
  },
  gitRepo: {
    type: "GitRepo (a volume that is pulled from git when the pod is created)",
    fields: [
      ["Repository", "repository"],
      ["Revision", "revision"],
    ],
  },
  secret: {
    type: "Secret (a volume populated by a Secret)",
    fields: [
      ["SecretName", "secretName"],
      ["Optional", "optional", false],
    ],
  },
  configMap: {
    type: "ConfigMap (a volume populated by a ConfigMap)",
    fields: [
      ["Name", "name"],
      ["Optional", "optional", false],
    ],
  },
  nfs: {
    type: "NFS (an NFS mount that lasts the lifetime of a pod)",
    fields: [
      ["Server", "server"],
      ["Path", "path"],
      ["ReadOnly", "readOnly", false],
    ],
  },
  iscsi: {
    type: "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
    fields: [
      ["TargetPortal", "targetPortal"],
      ["IQN", "iqn"],
      ["Lun", "lun", 0],
      ["ISCSIInterface", "iscsiInterface"],
      ["FSType", "fsType"],
      ["ReadOnly", "readOnly", false],
      ["Portals", "portals", []],
      ["DiscoveryCHAPAuth", "chapAuthDiscovery", false],
      ["SessionCHAPAuth", "chapAuthSession", false],
      ["SecretRef", "secretRef", "nil"],
      ["InitiatorName", "initiatorName", none],
    ],
  },
  persistentVolumeClaim: {
    type: "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
    fields: [
      ["ClaimName", "claimName"],
      ["ReadOnly", "readOnly", false],
    ],
  },
  local: { type: "LocalVolume (a persistent volume backed by local storage on a node)", fields: [["Path", "path"]] },
  csi: {
    type: "CSI (a Container Storage Interface (CSI) volume source)",
    fields: [
      ["Driver", "driver"],
      ["FSType", "fsType"],
      ["VolumeHandle", "volumeHandle", undefined],
      ["ReadOnly", "readOnly", false],
    ],
  },
  image: {
    type: "Image (a container image or OCI artifact)",
    fields: [
      ["Reference", "reference"],
      ["PullPolicy", "pullPolicy"],
    ],
  },
  azureFile: {
    type: "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
    fields: [
      ["SecretName", "secretName"],
      ["ShareName", "shareName"],
      ["ReadOnly", "readOnly", false],
    ],
  },
  cephfs: {
    type: "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
    fields: [
      ["Monitors", "monitors", []],
      ["Path", "path"],
      ["User", "user"],
      ["SecretFile", "secretFile"],
      ["SecretRef", "secretRef", "nil"],
      ["ReadOnly", "readOnly", false],
    ],
  },
};

/** The volumes of a pod, or of a template, where everything stands a level further in. */
export function volumesField(page: Page, volumes: readonly Volume[] | undefined, indent: "" | "  "): void {
  if (!volumes || volumes.length === 0) {
    page.line(0, `${indent}Volumes:\t<none>`);
    return;
  }
  page.line(0, `${indent}Volumes:`);
  for (const volume of volumes) {
    page.line(1, `${indent === "" ? "" : " "}${volume.name}:`);
    sourceOf(page, volume as unknown as Plain, true);
  }
}

/** Where the data of a persistent volume is. */
export function persistentSource(page: Page, spec: PersistentVolumeSpec): void {
  page.line(0, "Source:");
  sourceOf(page, spec as unknown as Plain, false);
}

function sourceOf(page: Page, volume: Plain, isOfPod: boolean): void {
  if (isObject(volume["projected"])) return projected(page, volume["projected"]);
  if (isObject(volume["downwardAPI"])) return downwardApi(page, volume["downwardAPI"]);
  if (isObject(volume["ephemeral"])) return ephemeral(page, volume["ephemeral"]);
  const [name, source] = Object.entries(sources).find(([key]) => volume[key] !== undefined) ?? [];
  if (!name || !source) {
    page.line(1, "<unknown>");
    return;
  }
  const held = (volume[name] ?? {}) as Plain;
  page.line(2, `Type:\t${source.type}`);
  for (const [title, field, absent] of source.fields) {
    if (name === "csi" && field === "volumeHandle" && isOfPod) continue;
    page.line(2, `${title}${title === "ISCSIInterface" ? "" : ":"}\t${shown(held[field] ?? absent ?? "")}`);
  }
  if (name === "csi") attributes(page, held["volumeAttributes"] as Labels | undefined);
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : goValue(value);
}

function attributes(page: Page, map: Labels | undefined): void {
  page.fieldOf(
    "VolumeAttributes",
    sortedEntries(map).map(([key, value]) => `    ${key}=${value}`.trimStart()),
    2,
  );
}

function projected(page: Page, { sources: parts = [] }: { readonly sources?: unknown }): void {
  page.line(2, "Type:\tProjected (a volume that contains injected data from multiple sources)");
  for (const part of parts as readonly Readonly<Record<string, { name?: string; optional?: boolean; expirationSeconds?: number }>>[]) {
    const { secret, configMap, downwardAPI, serviceAccountToken } = part;
    if (secret) page.line(2, `SecretName:\t${secret.name ?? ""}`).line(2, `Optional:\t${secret.optional ?? false}`);
    else if (downwardAPI) page.line(2, "DownwardAPI:\ttrue");
    else if (configMap) page.line(2, `ConfigMapName:\t${configMap.name ?? ""}`).line(2, `Optional:\t${configMap.optional ?? false}`);
    else if (serviceAccountToken) page.line(2, `TokenExpirationSeconds:\t${serviceAccountToken.expirationSeconds ?? 3600}`);
  }
}

function downwardApi(page: Page, { items = [] }: { readonly items?: unknown }): void {
  page.line(2, "Type:\tDownwardAPI (a volume populated by information about the pod)").line(2, "Items:");
  for (const { path, fieldRef, resourceFieldRef } of items as readonly {
    path: string;
    fieldRef?: { fieldPath: string };
    resourceFieldRef?: { resource: string };
  }[]) {
    if (fieldRef) page.line(3, `${fieldRef.fieldPath} -> ${path}`);
    if (resourceFieldRef) page.line(3, `${resourceFieldRef.resource} -> ${path}`);
  }
}

function ephemeral(page: Page, { volumeClaimTemplate }: { readonly volumeClaimTemplate?: unknown }): void {
  page.line(2, "Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)");
  const template = volumeClaimTemplate as { metadata?: { labels?: Labels; annotations?: Labels }; spec?: PersistentVolumeClaimSpec } | undefined;
  if (!template) return;
  const { spec = {}, metadata } = template;
  page.line(2, `StorageClass:\t${spec.storageClassName ?? ""}`).line(2, `Volume:\t${spec.volumeName ?? ""}`);
  for (const [name, map] of [
    ["Labels", metadata?.labels],
    ["Annotations", metadata?.annotations],
  ] as const) {
    page.fieldOf(
      name,
      sortedEntries(map).map(([key, value]) => (name === "Labels" ? `${key}=${value}` : `${key}: ${value}`)),
      2,
    );
  }
  page
    .line(2, "Capacity:\t")
    .line(2, "Access Modes:\t")
    .line(2, `VolumeMode:\t${spec.volumeMode ?? "Filesystem"}`);
}
