import type {
  ObjectMeta,
  PersistentVolumeClaimSpec,
  PersistentVolumeClaimTemplate,
  TypedLocalObjectReference,
  TypedObjectReference,
} from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, all, fields, oneOf, required, unlessEmpty, within } from "../../check.ts";
import { formatQuantity, isWholeNumber, parseQuantity, sign } from "../../quantity.ts";
import type { Path } from "../../path.ts";
import { byteFraction, type Warning } from "../../warning.ts";
import { annotations, labels } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, formatted } from "../names.ts";
import { labelSelector } from "../selectors.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const modes = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

/** Which pods may use a volume at a time; the server reports the list, we point to the one. */
export const accessModes: Check<readonly string[]> = (list, at, causes) => {
  list.forEach((mode, i) => {
    if (!modes.includes(mode)) causes.notSupported(at.index(i).shownAs(at), mode, modes);
  });
  if (list.includes("ReadWriteOncePod") && list.some((mode) => mode !== "ReadWriteOncePod" && modes.includes(mode))) {
    causes.forbidden(at, say("access-modes"), { code: "access-modes" });
  }
};

/** Whether a volume comes as a folder or as a raw device. */
export const volumeMode = oneOf("Block", "Filesystem");

/** The name of a StorageClass or VolumeAttributesClass; an empty one means none. */
export const className = unlessEmpty(formatted(dnsSubdomain));

const storageAmount: Check<PersistentVolumeClaimSpec> = ({ resources }, root, causes) => {
  const at = root.field("resources").field("requests").key("storage").shownAs(root.field("resources").key("storage"));
  const written = resources?.requests?.["storage"];
  if (written === undefined) return causes.required(at, say("storage-request-missing"), { code: "storage-request" });
  const amount = parseQuantity(written);
  if (amount !== undefined && sign(amount) <= 0)
    causes.invalid(at, say("no-storage-amount", { written: quoted(written) }), { code: "storage-request" });
};

type Source = TypedLocalObjectReference & TypedObjectReference;

function dataSource(groups: Groups): Check<Source> {
  return all(required<Source>("name", "kind"), (source, at, causes) => {
    const { apiGroup = "", kind = "", namespace = "" } = source;
    if (apiGroup === "" && kind !== "PersistentVolumeClaim") {
      causes.invalid(at, say("source-group-missing", { kind: quoted(kind) }), { code: "data-source" });
    }
    if (apiGroup !== "" && groups === "checked") formatted(dnsSubdomain)(apiGroup, at.field("apiGroup"), causes, undefined);
    if (namespace !== "") formatted(dnsLabel)(namespace, at.field("namespace"), causes, undefined);
  });
}

/** dataSource is the old way, which dataSourceRef replaces: where both are written they must agree. The server reports the whole spec. */
const sourcesAgree: Check<PersistentVolumeClaimSpec> = ({ dataSource: source, dataSourceRef: ref }, at, causes) => {
  if (source === undefined || ref === undefined) return;
  const here = at.field("dataSource").shownAs(at);
  if ((ref.namespace ?? "") !== "") {
    causes.invalid(here, say("two-sources"), { code: "data-source" });
  } else if (source.apiGroup !== ref.apiGroup || source.kind !== ref.kind || source.name !== ref.name) {
    causes.invalid(here, say("sources-differ"), { code: "data-source" });
  }
};

/** Whether the API groups of data sources are looked at: not where the claim has had one before. */
type Groups = "checked" | "trusted";

/** The checks of a claim's spec. */
export function claimSpecWith(groups: Groups): Check<PersistentVolumeClaimSpec> {
  const source = dataSource(groups);
  return all(
    required<PersistentVolumeClaimSpec>("accessModes"),
    storageAmount,
    fields<PersistentVolumeClaimSpec>({
      accessModes,
      selector: labelSelector,
      storageClassName: className,
      volumeMode,
      dataSource: source,
      dataSourceRef: source,
      volumeAttributesClassName: className,
    }),
    sourcesAgree,
  );
}

/** What a claim asks for, wherever it is written: by itself, in a StatefulSet, in a pod. */
export const claimSpec = claimSpecWith("checked");

/** Of its metadata a template has labels and annotations only: the rest is made for each claim. The server names the fields as Go spells them. */
const templateMeta: Check<ObjectMeta> = (meta, at, causes) => {
  fields<ObjectMeta>({ annotations, labels })(meta, at, causes, undefined);
  for (const [name, value] of Object.entries(meta)) {
    if (name === "annotations" || name === "labels" || value === undefined || value === null || value === "" || value === 0) continue;
    forbidInTemplate(name, at, causes);
  }
};

function forbidInTemplate(name: string, at: Path, causes: Causes): void {
  const message = say("not-in-claim-template", { name });
  causes.forbidden(name === "uid" ? at.field(name).shownAs(at.field("uID")) : at.field(name), message);
}

/** A claim that is made for a pod, and goes with it. */
export const claimTemplate: Check<PersistentVolumeClaimTemplate> = all(
  fields<PersistentVolumeClaimTemplate>({ metadata: templateMeta }),
  within<PersistentVolumeClaimTemplate, "spec">("spec", claimSpec),
);

/** Warns of amounts that end within a byte. `at` is the spec. */
export function claimSpecWarnings({ resources }: PersistentVolumeClaimSpec, at: Path): Warning[] {
  return (["requests", "limits"] as const).flatMap((side) => {
    const amount = parseQuantity(resources?.[side]?.["storage"] ?? 0);
    if (amount === undefined || isWholeNumber(amount)) return [];
    return [byteFraction(at.field("resources").field(side).key("storage"), formatQuantity(amount))];
  });
}
