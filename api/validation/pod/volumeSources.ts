import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  AzureFileVolumeSource,
  CSIVolumeSource,
  CephFSVolumeSource,
  CinderVolumeSource,
  ConfigMapVolumeSource,
  EmptyDirVolumeSource,
  EphemeralVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GCEPersistentDiskVolumeSource,
  GitRepoVolumeSource,
  GlusterfsVolumeSource,
  HostPathVolumeSource,
  ISCSIVolumeSource,
  ImageVolumeSource,
  NFSVolumeSource,
  ObjectMeta,
  QuobyteVolumeSource,
  ScaleIOVolumeSource,
  SecretVolumeSource,
  StorageOSVolumeSource,
  Volume,
} from "../../../schemas/generated/types.ts";
import { reaches } from "../../version.ts";
import { type Check, all, between, fields, isMissing, oneOf, required, since, unlessEmpty } from "../../check.ts";
import { parseQuantity, sign } from "../../quantity.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { claimTemplate } from "../volumes/claim.ts";
import { fileMode, localPath, noBacksteps } from "./paths.ts";
import { downwardAPI, keysToPaths, projected } from "./projected.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** The fields of a pod's volume that name its source. */
export type SourceName = Exclude<keyof Volume, "name">;

const partition = between(0, 255);
const named = required<{ name?: string | undefined }>("name");

const emptyDir = fields<EmptyDirVolumeSource>({
  sizeLimit: (limit, at, causes) => {
    const size = parseQuantity(limit);
    if (size !== undefined && sign(size) < 0) causes.forbidden(at, say("negative-size-limit", { limit }));
  },
});

const hostPathType = unlessEmpty(oneOf("BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"));

const hostPath: Check<HostPathVolumeSource> = (source, at, causes) => {
  required<HostPathVolumeSource>("path")(source, at, causes, undefined);
  if (!isMissing(source.path)) fields<HostPathVolumeSource>({ path: noBacksteps, type: hostPathType })(source, at, causes, undefined);
};

const gitRepo: Check<GitRepoVolumeSource> = all(required<GitRepoVolumeSource>("repository"), fields<GitRepoVolumeSource>({ directory: localPath }));

const secret: Check<SecretVolumeSource> = all(
  required<SecretVolumeSource>("secretName"),
  fields<SecretVolumeSource>({ defaultMode: fileMode, items: keysToPaths }),
);

const configMap: Check<ConfigMapVolumeSource> = all(
  required<ConfigMapVolumeSource>("name"),
  fields<ConfigMapVolumeSource>({ defaultMode: fileMode, items: keysToPaths }),
);

const nfs: Check<NFSVolumeSource> = all(required<NFSVolumeSource>("server", "path"), ({ path = "" }, at, causes) => {
  if (!path.startsWith("/")) causes.invalid(at.field("path"), say("must-begin-with-slash", { path: quoted(path) }));
});

const qualifiedNames: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.\d{4}-\d{2}\.([A-Za-z0-9.-]+)(:[^,;*&$|\s]+)$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};

const iscsiName: Check<string> = (name, at, causes) => {
  const pattern = qualifiedNames[name.slice(0, 3)];
  if (pattern?.test(name) !== true) causes.invalid(at, say("no-iscsi-name", { name: quoted(name) }));
};

const iscsi: Check<ISCSIVolumeSource> = all(
  required<ISCSIVolumeSource>("targetPortal", "iqn"),
  fields<ISCSIVolumeSource>({
    iqn: unlessEmpty(iscsiName),
    lun: between(0, 255),
    initiatorName: (name, at, causes) => iscsiName(name, at.shownAs(at.parent!.field("initiatorname")), causes, undefined),
  }),
  ({ chapAuthDiscovery, chapAuthSession, secretRef }, at, causes) => {
    if ((chapAuthDiscovery || chapAuthSession) && secretRef === undefined) causes.required(at.field("secretRef"), say("chap-needs-secret"));
  },
);

const flocker: Check<FlockerVolumeSource> = ({ datasetName = "", datasetUUID = "" }, at, causes) => {
  if (datasetName === "" && datasetUUID === "") causes.required(at, say("dataset-missing"));
  if (datasetName !== "" && datasetUUID !== "") causes.invalid(at, say("two-datasets"));
  if (datasetName.includes("/")) causes.invalid(at.field("datasetName"), say("no-slash", { name: quoted(datasetName) }));
};

const cinder: Check<CinderVolumeSource> = all(required<CinderVolumeSource>("volumeID"), fields<CinderVolumeSource>({ secretRef: named }));

const hostAndPort = /^(\[[^[\]]*\]|[^[\]:]*):[^[\]:]*$/;

const quobyte: Check<QuobyteVolumeSource> = all(required<QuobyteVolumeSource>("volume"), ({ registry = "", tenant = "" }, at, causes) => {
  if (registry === "") causes.required(at.field("registry"), say("registry-missing"));
  else if (tenant.length > 64) causes.required(at.field("tenant"), say("tenant-too-long", { length: tenant.length }));
  else if (!registry.split(",").every((pair) => hostAndPort.test(pair)))
    causes.invalid(at.field("registry"), say("no-registry", { registry: quoted(registry) }));
});

const fc: Check<FCVolumeSource> = ({ targetWWNs = [], wwids = [], lun }, at, causes) => {
  if (targetWWNs.length === 0 && wwids.length === 0) causes.required(at.field("targetWWNs"), say("wwns-missing"));
  if (targetWWNs.length > 0 && wwids.length > 0) causes.invalid(at.field("targetWWNs"), say("wwns-and-wwids"));
  if (targetWWNs.length === 0) return;
  if (lun === undefined) causes.required(at.field("lun"), say("wwns-without-lun"));
  else between(0, 255)(lun, at.field("lun"), causes, undefined);
};

const reservedDomain = /(^|\.)(kubernetes|k8s)\.io$/;

const flexVolume: Check<FlexVolumeSource> = all(required<FlexVolumeSource>("driver"), ({ options = {} }, at, causes) => {
  for (const key of Object.keys(options)) {
    if (reservedDomain.test(key.split("/")[0]!.toLowerCase()))
      causes.invalid(at.field("options").key(key), say("reserved-attribute", { key: quoted(key) }));
  }
});

const azureDisk: Check<AzureDiskVolumeSource> = all(
  required<AzureDiskVolumeSource>("diskName", "diskURI"),
  fields<AzureDiskVolumeSource>({ cachingMode: oneOf("None", "ReadOnly", "ReadWrite"), kind: oneOf("Dedicated", "Managed", "Shared") }),
  ({ kind, diskURI = "" }, at, causes) => {
    if (kind === undefined) return;
    const prefix = kind === "Managed" ? "/subscriptions/" : "https://";
    if (!diskURI.startsWith(prefix)) causes.notSupported(at.field("diskURI"), diskURI, [`${prefix}…`]);
  },
);

const storageos: Check<StorageOSVolumeSource> = all(
  required<StorageOSVolumeSource>("volumeName"),
  fields<StorageOSVolumeSource>({
    volumeName: unlessEmpty(formatted(dnsLabel)),
    volumeNamespace: unlessEmpty(formatted(dnsLabel)),
    secretRef: named,
  }),
);

const driverGiven: Check<string> = (_, at, causes) => causes.required(at, say("driver-missing"));

/** Version 1.34 went on, and found no name in nothing. */
const missingDriver = since("1.35", driverGiven, all(driverGiven, formatted(dnsSubdomain)));

/** The name of a CSI driver, whose case does not matter. */
export const csiDriver: Check<string> = (name, at, causes) => {
  if (name === "") return missingDriver(name, at, causes, undefined);
  if (name.length > 63) causes.add("FieldValueTooLong", at, say("driver-too-long", { name: quoted(name), length: name.length }));
  formatted(dnsSubdomain)(name.toLowerCase(), at, causes, undefined);
};

/** The server prints a bad name of the secret as if it were the volume's. */
const csi: Check<CSIVolumeSource> = ({ driver = "", nodePublishSecretRef }, at, causes) => {
  csiDriver(driver, at.field("driver"), causes, undefined);
  if (nodePublishSecretRef === undefined) return;
  const { name = "" } = nodePublishSecretRef;
  const here = at.field("nodePublishSecretRef").field("name");
  if (name === "") causes.required(here, say("secret-without-name"));
  else formatted(dnsSubdomain)(name, here.shownAs(at.field("name")), causes, undefined);
};

const image: Check<ImageVolumeSource, ObjectMeta | undefined> = all<ImageVolumeSource, ObjectMeta | undefined>(
  ({ reference = "" }, at, causes, pod) => {
    const asked = pod !== undefined || reaches(causes.version, "1.37"); // before 1.37 a template could leave it open
    if (asked && reference === "") causes.required(at.field("reference"), say("image-missing"));
  },
  fields<ImageVolumeSource>({ pullPolicy: oneOf("Always", "IfNotPresent", "Never") }),
);

const ephemeral: Check<EphemeralVolumeSource> = all(
  required<EphemeralVolumeSource>("volumeClaimTemplate"),
  fields<EphemeralVolumeSource>({ volumeClaimTemplate: claimTemplate }),
);

/**
 * Where a volume can come from: one check each, in the order in which the server looks for them.
 * A context that is there is the metadata of a pod by itself.
 */
export const volumeSources: { readonly [K in SourceName]: Check<NonNullable<Volume[K]>, ObjectMeta | undefined> } = {
  emptyDir,
  hostPath,
  gitRepo,
  gcePersistentDisk: all(required<GCEPersistentDiskVolumeSource>("pdName"), fields<GCEPersistentDiskVolumeSource>({ partition })),
  awsElasticBlockStore: all(required<AWSElasticBlockStoreVolumeSource>("volumeID"), fields<AWSElasticBlockStoreVolumeSource>({ partition })),
  secret,
  nfs,
  iscsi,
  glusterfs: required<GlusterfsVolumeSource>("endpoints", "path"),
  flocker,
  persistentVolumeClaim: required("claimName"),
  rbd: required("monitors", "image"),
  cinder,
  cephfs: required<CephFSVolumeSource>("monitors"),
  quobyte,
  downwardAPI,
  fc,
  flexVolume,
  configMap,
  azureFile: required<AzureFileVolumeSource>("secretName", "shareName"),
  vsphereVolume: required("volumePath"),
  photonPersistentDisk: required("pdID"),
  portworxVolume: required("volumeID"),
  azureDisk,
  storageos,
  projected,
  scaleIO: required<ScaleIOVolumeSource>("gateway", "system", "volumeName"),
  csi,
  ephemeral,
  image,
};
