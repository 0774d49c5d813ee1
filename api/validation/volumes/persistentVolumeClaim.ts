import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, within } from "../../check.ts";
import { sameField } from "../../equal.ts";
import { compare, parseQuantity, quantityOf } from "../../quantity.ts";
import { pathTo } from "../../path.ts";
import { everyFieldOf } from "../../schema.ts";
import { deprecated } from "../../warning.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import type { KindRules, Situation, Update } from "../rules.ts";
import { cannotChange } from "../update.ts";
import { claimSpecWarnings, claimSpecWith } from "./claim.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

type Spec = PersistentVolumeClaimSpec;

const checkedSpec = claimSpecWith("checked");
const trustedSpec = claimSpecWith("trusted");

const spec: Check<PersistentVolumeClaim, Situation<PersistentVolumeClaim>> = (claim, at, causes, { old }) => {
  const before = old?.spec;
  const trusted = before?.dataSource?.apiGroup !== undefined || before?.dataSourceRef?.apiGroup !== undefined;
  within<PersistentVolumeClaim, "spec">("spec", trusted ? trustedSpec : checkedSpec)(claim, at, causes, undefined);
};

const classAnnotation = "volume.beta.kubernetes.io/storage-class";

type Claims = { readonly now: PersistentVolumeClaim; readonly old: PersistentVolumeClaim };

/** The class was an annotation once; moving it to its field is no change. */
function movesClass({ now, old }: Claims): boolean {
  const [before, after] = [old.metadata?.annotations?.[classAnnotation], now.metadata?.annotations?.[classAnnotation]];
  return (
    before !== undefined &&
    old.spec?.storageClassName === undefined &&
    now.spec?.storageClassName === before &&
    (after === undefined || after === before)
  );
}

/** A claim without a class may get one, but not another than its annotation says. */
function getsClass({ now, old }: Claims): boolean {
  const [before, after] = [old.metadata?.annotations?.[classAnnotation], now.spec?.storageClassName];
  return after !== undefined && old.spec?.storageClassName === undefined && (before === undefined || before === after);
}

/** The new spec, with the old values of what may change. */
function withAllowedChanges({ now, old }: Claims): Spec {
  const [spec, before] = [now.spec ?? {}, old.spec ?? {}];
  const bound = old.status?.phase === "Bound";
  const requests =
    bound && spec.resources?.requests
      ? { ...spec.resources.requests, storage: before.resources?.requests?.["storage"] ?? 0 }
      : spec.resources?.requests;
  return {
    ...spec,
    ...(before.volumeName ? {} : { volumeName: before.volumeName }),
    ...(movesClass({ now, old }) || getsClass({ now, old }) ? { storageClassName: before.storageClassName } : {}),
    ...(bound ? { volumeAttributesClassName: before.volumeAttributesClassName } : {}),
    resources: { ...spec.resources, requests },
  };
}

type Change = Check<PersistentVolumeClaim, Update<PersistentVolumeClaim>>;

const claimFields = everyFieldOf("PersistentVolumeClaimSpec");

const sameSpec: Change = (now, root, causes, { old }) => {
  const at = root.field("spec");
  const before = old.spec ?? {};
  const after = withAllowedChanges({ now, old });
  const changed = (Object.keys({ ...before, ...after }) as (keyof Spec)[]).find(
    (name) => !sameField(after[name], before[name], claimFields.get(name)),
  );
  if (changed === undefined) return;
  const bound = old.status?.phase === "Bound";
  const message = bound ? say("claim-stays", { changed }) : say("unbound-claim-stays", { changed, before: quoted(before[changed]) });
  causes.forbidden(at.field(changed).shownAs(at), message, { code: "immutable-field" });
};

/** After a failed expansion one may ask for less, but not for less than there is. */
const noShrinking: Change = (now, root, causes, { old }) => {
  const amount = (claim: PersistentVolumeClaim) => parseQuantity(claim.spec?.resources?.requests?.["storage"] ?? 0) ?? quantityOf(0);
  const there = parseQuantity(old.status?.capacity?.["storage"] ?? 0) ?? quantityOf(0);
  if (compare(amount(now), amount(old)) >= 0 || compare(amount(now), there) > 0) return;
  causes.forbidden(root.field("spec").field("resources").field("requests").field("storage"), say("volume-shrinks"), {
    code: "storage-request",
  });
};

const sameMode: Change = (now, at, causes, { old }) => {
  if (now.spec?.volumeMode === old.spec?.volumeMode) return;
  const printed = at.field("volumeMode");
  causes.invalid(at.field("spec").field("volumeMode").shownAs(printed), cannotChange("volumeMode", old.spec?.volumeMode), {
    code: "immutable-field",
  });
};

/** The server spells the path without brackets here. */
const sameAnnotation: Change = (now, at, causes, { old }) => {
  const [before, after] = [old, now].map(({ metadata }) => metadata?.annotations?.[classAnnotation] ?? "");
  if (before === after || movesClass({ now, old })) return;
  const annotations = at.field("metadata").field("annotations");
  causes.invalid(
    annotations.key(classAnnotation).shownAs(annotations.field(classAnnotation)),
    cannotChange(say("the-annotation", { annotation: classAnnotation }), before || undefined),
    { code: "immutable-field" },
  );
};

const keepsAttributes: Change = (now, at, causes, { old }) => {
  const applied = old.status?.currentVolumeAttributesClassName !== undefined;
  const [before, after] = [old.spec?.volumeAttributesClassName, now.spec?.volumeAttributesClassName];
  if (applied && before !== after && !after) causes.forbidden(at.field("spec").field("volumeAttributesClassName"), say("attributes-class-stays"));
};

/** What a pod asks for when it asks for storage. */
export const persistentVolumeClaim: KindRules<PersistentVolumeClaim> = {
  validate: all(objectMeta(dnsSubdomain), spec),
  validateUpdate: all<PersistentVolumeClaim, Update<PersistentVolumeClaim>>(
    objectMetaUpdate,
    sameSpec,
    noShrinking,
    sameMode,
    sameAnnotation,
    keepsAttributes,
  ),
  warnings: ({ metadata, spec: claim = {} }) => [
    ...(metadata?.annotations?.[classAnnotation] === undefined
      ? []
      : [deprecated(pathTo("metadata", "annotations").key(classAnnotation), say("annotation-deprecated-use", { now: "spec.storageClassName" }))]),
    ...claimSpecWarnings(claim, pathTo("spec")),
  ],
};
