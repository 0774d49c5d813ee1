import type {
  AzureFilePersistentVolumeSource,
  CephFSPersistentVolumeSource,
  CinderPersistentVolumeSource,
  CSIPersistentVolumeSource,
  GlusterfsPersistentVolumeSource,
  HostPathVolumeSource,
  ISCSIPersistentVolumeSource,
  LocalVolumeSource,
  PersistentVolume,
  PersistentVolumeSpec,
  RBDPersistentVolumeSource,
  ScaleIOPersistentVolumeSource,
  SecretReference,
  StorageOSPersistentVolumeSource,
} from "../../../schemas/generated/types.ts";
import { type Check, all, fields, required, unlessEmpty } from "../../check.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { noBacksteps } from "../pod/paths.ts";
import { csiDriver, volumeSources as ofPods } from "../pod/volumeSources.ts";
import { say } from "../../words/say.ts";

/** A volume outlives pods, so its secrets need a namespace of their own. */
const secretRef = required<SecretReference>("name", "namespace");

const namedSecret = all(
  secretRef,
  fields<SecretReference>({ name: unlessEmpty(formatted(dnsSubdomain)), namespace: unlessEmpty(formatted(dnsLabel)) }),
);

const csi = all(
  ({ driver = "" }, at, causes) => csiDriver(driver, at.field("driver"), causes, undefined),
  required<CSIPersistentVolumeSource>("volumeHandle"),
  fields<CSIPersistentVolumeSource>({
    controllerPublishSecretRef: namedSecret,
    controllerExpandSecretRef: namedSecret,
    nodePublishSecretRef: namedSecret,
    nodeExpandSecretRef: namedSecret,
  }),
);

const glusterfs = all(
  required<GlusterfsPersistentVolumeSource>("endpoints", "path"),
  fields<GlusterfsPersistentVolumeSource>({ endpointsNamespace: formatted(dnsLabel) }),
);

const azureFile = all(
  required<AzureFilePersistentVolumeSource>("secretName", "shareName"),
  fields<AzureFilePersistentVolumeSource>({
    secretNamespace: (namespace, at, causes) => namespace !== "" || causes.required(at, say("empty-secret-namespace")),
  }),
);

const storageos = all(
  required<StorageOSPersistentVolumeSource>("volumeName"),
  fields<StorageOSPersistentVolumeSource>({
    volumeName: unlessEmpty(formatted(dnsLabel)),
    volumeNamespace: unlessEmpty(formatted(dnsLabel)),
    secretRef: required("name", "namespace"),
  }),
);

const local = all(required<LocalVolumeSource>("path"), fields<LocalVolumeSource>({ path: noBacksteps }));

const cinder = all(required<CinderPersistentVolumeSource>("volumeID"), fields<CinderPersistentVolumeSource>({ secretRef }));

/** Some sources are those of pods. */
function ofPod<K extends keyof PersistentVolumeSpec & keyof typeof ofPods>(name: K): Check<NonNullable<PersistentVolumeSpec[K]>> {
  const check = ofPods[name] as Check<unknown, undefined>;
  return (source, at, causes) => check(source, at, causes, undefined);
}

const iscsi = all<ISCSIPersistentVolumeSource>(ofPod("iscsi"), fields<ISCSIPersistentVolumeSource>({ secretRef: required("name") }));

/** Where a PersistentVolume can be, in the order in which the server looks: of several it reads the first. */
export const volumeSources = {
  hostPath: ofPod("hostPath") satisfies Check<HostPathVolumeSource>,
  gcePersistentDisk: ofPod("gcePersistentDisk"),
  awsElasticBlockStore: ofPod("awsElasticBlockStore"),
  glusterfs,
  flocker: ofPod("flocker"),
  nfs: ofPod("nfs"),
  rbd: required<RBDPersistentVolumeSource>("monitors", "image"),
  quobyte: ofPod("quobyte"),
  cephfs: required<CephFSPersistentVolumeSource>("monitors"),
  iscsi,
  cinder,
  fc: ofPod("fc"),
  flexVolume: ofPod("flexVolume"),
  azureFile,
  vsphereVolume: ofPod("vsphereVolume"),
  photonPersistentDisk: ofPod("photonPersistentDisk"),
  portworxVolume: ofPod("portworxVolume"),
  azureDisk: ofPod("azureDisk"),
  scaleIO: required<ScaleIOPersistentVolumeSource>("gateway", "system", "volumeName"),
  local,
  storageos,
  csi,
} as const;

/** The fields of a PersistentVolume that name its source. */
export type SourceName = keyof typeof volumeSources;
/** The sources that a PersistentVolume can have. */
export const sourceNames = Object.keys(volumeSources) as SourceName[];

const longestPortal = 64;

/** An initiator's own interface is named after the volume and the portal, which leaves little room. */
export const portalFits: Check<PersistentVolume> = ({ metadata: { name = "" } = {}, spec: { iscsi: source } = {} }, root, causes) => {
  if (source?.initiatorName === undefined) return;
  const length = `${name}:${source.targetPortal ?? ""}`.length;
  if (length <= longestPortal) return;
  const at = root.field("spec").field("iscsi");
  const message = say("portal-too-long", { length, most: longestPortal });
  causes.invalid(at.field("targetPortal").shownAs(at.field("targetportal")), message);
};
