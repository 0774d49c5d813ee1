import type { NodeSelectorRequirement, PersistentVolume, PersistentVolumeSpec, VolumeNodeAffinity } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, all, fields, oneOf, required, unlessEmpty, when, within } from "../../check.ts";
import { sameField, sameValue } from "../../equal.ts";
import { everyFieldOf } from "../../schema.ts";
import { parseQuantity, sign } from "../../quantity.ts";
import { type Path, pathTo } from "../../path.ts";
import { deprecated, type Warning } from "../../warning.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted } from "../names.ts";
import { deprecatedLabels, nodeLabelWarnings } from "../nodeLabels.ts";
import type { KindRules, Update } from "../rules.ts";
import { nodeSelector } from "../selectors.ts";
import { cannotChange, changes } from "../update.ts";
import { accessModes, className, volumeMode } from "./claim.ts";
import { type SourceName, portalFits, sourceNames, volumeSources } from "./volumeSources.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const capacity: Check<PersistentVolumeSpec> = ({ capacity: amounts = {} }, root, causes) => {
  const at = root.field("capacity");
  const names = Object.keys(amounts);
  if (names.length === 0) causes.required(at, say("capacity-missing"));
  const other = names.find((name) => name !== "storage");
  if (names.length === 0) causes.add("FieldValueNotSupported", at, say("capacity-empty"));
  else if (other !== undefined)
    causes.add("FieldValueNotSupported", at.key(other).shownAs(at), say("capacity-of-others", { names: listed(names) }), {
      blames: "key",
      ...(names.length === 1 && { instead: "storage" }),
    });
  for (const [name, written] of Object.entries(amounts)) {
    const amount = parseQuantity(written);
    if (amount !== undefined && sign(amount) <= 0) causes.invalid(at.key(name), say("no-size", { written: quoted(written) }));
  }
};

const nodeAffinity = all(required<VolumeNodeAffinity>("required"), fields<VolumeNodeAffinity>({ required: nodeSelector }));

/** Under which names the server reports on a source, where they are not its own. */
const printedNames: Readonly<Partial<Record<SourceName, { readonly checked?: string; readonly refused?: string }>>> = {
  gcePersistentDisk: { checked: "persistentDisk" },
  cephfs: { refused: "cephFS" },
};

/** A volume is in one place. The server is not strict about flexVolume, which it always takes. */
const oneSource: Check<PersistentVolumeSpec> = (spec, at, causes) => {
  const present = sourceNames.filter((name) => spec[name] !== undefined);
  if (present.length === 0) causes.required(at, say("volume-source-missing"), { code: "one-volume-source" });
  present.forEach((name, i) => {
    if (i === 0 || name === "flexVolume") return checkSource(spec, name, at, causes);
    const related = { path: at.field(present[0]!), message: say("first-source") };
    const printed = at.field(printedNames[name]?.refused ?? name);
    causes.forbidden(at.field(name).shownAs(printed), say("volume-source-already", { first: present[0]! }), {
      code: "one-volume-source",
      related,
    });
  });
};

function checkSource(spec: PersistentVolumeSpec, name: SourceName, at: Path, causes: Causes): void {
  const printed = at.field(printedNames[name]?.checked ?? name);
  (volumeSources[name] as Check<unknown>)(spec[name], at.field(name).shownAs(printed), causes, undefined);
}

const localKnowsItsNode: Check<PersistentVolumeSpec> = (spec, at, causes) => {
  const first = sourceNames.find((name) => spec[name] !== undefined);
  if (first === "local" && spec.nodeAffinity === undefined) {
    causes.required(at.field("nodeAffinity"), say("local-needs-node"), { code: "local-volume-node" });
  }
};

const keepsRoot: Check<PersistentVolumeSpec> = ({ hostPath, persistentVolumeReclaimPolicy: policy }, at, causes) => {
  if (policy !== "Recycle" || hostPath?.path === undefined || !isRoot(hostPath.path)) return;
  causes.forbidden(at.field("persistentVolumeReclaimPolicy"), say("recycled-root"));
};

function isRoot(path: string): boolean {
  if (!path.startsWith("/")) return false;
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") kept.pop();
    else if (part !== "" && part !== ".") kept.push(part);
  }
  return kept.length === 0;
}

const attributesClass: Check<PersistentVolumeSpec> = ({ volumeAttributesClassName: name, csi }, at, causes) => {
  if (name === undefined) return;
  if (name === "") causes.required(at.field("volumeAttributesClassName"), say("empty-class-name"));
  else formatted(dnsSubdomain)(name, at.field("volumeAttributesClassName"), causes, undefined);
  if (csi === undefined) causes.required(at.field("csi"), say("attributes-class-needs-csi"));
};

const everySpec = all<PersistentVolumeSpec>(
  required<PersistentVolumeSpec>("accessModes"),
  fields<PersistentVolumeSpec>({ accessModes }),
  oneSource,
  localKnowsItsNode,
  keepsRoot,
);

const spec = all<PersistentVolumeSpec>(
  everySpec,
  capacity,
  fields<PersistentVolumeSpec>({
    persistentVolumeReclaimPolicy: unlessEmpty(oneOf("Delete", "Recycle", "Retain")),
    nodeAffinity,
    storageClassName: className,
    volumeMode,
  }),
  attributesClass,
);

/** What of a volume may be written inside an attachment, for volumes that no object stands for. */
export const inlineSpec: Check<PersistentVolumeSpec> = all<PersistentVolumeSpec>(everySpec, (volume, at, causes) => {
  const { claimRef, capacity: amounts = {}, csi, persistentVolumeReclaimPolicy: policy = "", nodeAffinity: nodes, storageClassName = "" } = volume;
  const unwanted = {
    claimRef: claimRef !== undefined,
    capacity: Object.keys(amounts).length > 0,
    persistentVolumeReclaimPolicy: policy !== "" && policy !== "Retain",
    nodeAffinity: nodes !== undefined,
    storageClassName: storageClassName !== "",
    volumeMode: volume.volumeMode !== undefined && volume.volumeMode !== "Filesystem",
  };
  for (const [name, there] of Object.entries(unwanted)) {
    if (there) causes.forbidden(at.field(name), say("not-in-inline-volume", { name }));
  }
  if (csi === undefined) causes.required(at.field("csi"), say("inline-volume-needs-csi"));
});

type SpecChange = Check<PersistentVolumeSpec, Update<PersistentVolumeSpec>>;

/** Where a volume is can't change; a secret for expanding it may be added later. The server names no field that is there. */
const sameSource: SpecChange = (now, at, causes, { old }) => {
  const changed = sourceNames.find((name) => !sameField(forgiving(now, old)[name], old[name], everyFieldOf("PersistentVolumeSpec").get(name)));
  if (changed === undefined) return;
  const printed = at.field("persistentvolumesource");
  causes.forbidden(at.field(changed).shownAs(printed), cannotChange(changed, old[changed]), { code: "immutable-field" });
};

function forgiving(now: PersistentVolumeSpec, old: PersistentVolumeSpec): PersistentVolumeSpec {
  if (now.csi === undefined || old.csi === undefined || old.csi.controllerExpandSecretRef !== undefined) return now;
  const { controllerExpandSecretRef: _, ...csi } = now.csi;
  return { ...now, csi };
}

const sameMode: SpecChange = (now, at, causes, { old }) => {
  if (now.volumeMode === old.volumeMode) return;
  causes.invalid(at.field("volumeMode").shownAs(at.parent!.field("volumeMode")), cannotChange("volumeMode", old.volumeMode), {
    code: "immutable-field",
  });
};

/** Node labels that were renamed may be written anew. */
const sameNodes: SpecChange = (now, at, causes, { old }) => {
  if (old.nodeAffinity === undefined || sameValue(renamed(now.nodeAffinity, old.nodeAffinity), now.nodeAffinity)) return;
  causes.invalid(at.field("nodeAffinity").shownAs(at.parent!.field("nodeAffinity")), cannotChange("nodeAffinity", old.nodeAffinity), {
    code: "immutable-field",
  });
};

/** The old affinity, with the new names of labels where the new one has them. */
function renamed(now: VolumeNodeAffinity | undefined, old: VolumeNodeAffinity): VolumeNodeAffinity {
  const terms = old.required?.nodeSelectorTerms?.map((term, i) => {
    const newer = now?.required?.nodeSelectorTerms?.[i]?.matchExpressions ?? [];
    return { ...term, matchExpressions: (term.matchExpressions ?? []).map((one, j) => withNewKey(one, newer[j]?.key)) };
  });
  return { ...old, required: { ...old.required, nodeSelectorTerms: terms } };
}

function withNewKey(requirement: NodeSelectorRequirement, key: string | undefined): NodeSelectorRequirement {
  return key !== undefined && deprecatedLabels[requirement.key ?? ""]?.now === key ? { ...requirement, key } : requirement;
}

const keepsClass: SpecChange = (now, at, causes, { old }) => {
  if (old.volumeAttributesClassName === undefined || now.volumeAttributesClassName !== undefined) return;
  causes.forbidden(at.field("volumeAttributesClassName"), say("attributes-class-stays"));
};

const pluginsGone: Readonly<Partial<Record<SourceName, string>>> = {
  cephfs: "1.31",
  glusterfs: "1.26",
  photonPersistentDisk: "1.16",
  rbd: "1.31",
  scaleIO: "1.22",
  storageos: "1.25",
};

const oldAnnotations = { "volume.beta.kubernetes.io/storage-class": "storageClassName", "volume.beta.kubernetes.io/mount-options": "mountOptions" };

function warnings({ metadata, spec: volume = {} }: PersistentVolume): Warning[] {
  const at = pathTo("spec");
  const termsAt = pathTo("spec", "nodeAffinity", "required", "nodeSelectorTerms");
  const terms = volume.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return [
    ...Object.entries(oldAnnotations)
      .filter(([name]) => metadata?.annotations?.[name] !== undefined)
      .map(([name, now]) => deprecated(pathTo("metadata", "annotations").key(name), say("annotation-deprecated-use", { now: `spec.${now}` }))),
    ...(volume.persistentVolumeReclaimPolicy === "Recycle" ? [deprecated(at.field("persistentVolumeReclaimPolicy"), say("recycle-deprecated"))] : []),
    ...terms.flatMap(({ matchExpressions = [] }, i) =>
      matchExpressions.flatMap(({ key = "" }, j) => nodeLabelWarnings(termsAt.index(i).field("matchExpressions").index(j).field("key"), key)),
    ),
    ...sourceNames
      .filter((name) => volume[name] !== undefined && pluginsGone[name] !== undefined)
      .map((name) => deprecated(at.field(name), say("volume-dead-since", { since: pluginsGone[name]! }))),
  ];
}

/** A piece of storage. */
export const persistentVolume: KindRules<PersistentVolume> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster"),
    within<PersistentVolume, "spec">("spec", spec),
    when<PersistentVolume>(({ spec: { iscsi } = {} }) => iscsi !== undefined, portalFits),
  ),
  validateUpdate: all(
    objectMetaUpdate,
    changes<PersistentVolume>({ spec: all<PersistentVolumeSpec, Update<PersistentVolumeSpec>>(sameSource, sameMode, sameNodes, keepsClass) }),
  ),
  warnings,
};
