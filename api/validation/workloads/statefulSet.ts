import type {
  PersistentVolumeClaim,
  RollingUpdateStatefulSetStrategy,
  StatefulSet,
  StatefulSetOrdinals,
  StatefulSetPersistentVolumeClaimRetentionPolicy,
  StatefulSetSpec,
  StatefulSetUpdateStrategy,
} from "../../../schemas/generated/types.ts";
import { type Check, all, between, each, fields, oneOf, since, unlessEmpty, within } from "../../check.ts";
import { sameField } from "../../equal.ts";
import type { IntOrString } from "../../intOrString.ts";
import { without } from "../../object.ts";
import { everyFieldOf } from "../../schema.ts";
import { type Path, pathTo } from "../../path.ts";
import { warning, type Warning } from "../../warning.ts";
import { atMostWhole, countOrPercent, isNone } from "../amounts.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, formatted } from "../names.ts";
import { podTemplateWith } from "../pod/podTemplate.ts";
import type { PlacedVolume } from "../pod/volumes.ts";
import { templateWarnings } from "../pod/warnings.ts";
import type { KindRules, Situation, Update } from "../rules.ts";
import { changes, immutable, onCreate } from "../update.ts";
import { claimSpec, claimSpecWarnings } from "../volumes/claim.ts";
import { keepsRunning, selecting } from "./selection.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

/** How many pods may be missing at once: at least one. Before 1.37 the server drops the field, whose feature is off. */
const maxUnavailable: Check<IntOrString> = all(countOrPercent, atMostWhole, (value, at, causes) => {
  if (isNone(value)) causes.invalid(at, say("none-may-be-missing", { value: quoted(value) }));
});

const rollingUpdate = fields<RollingUpdateStatefulSetStrategy>({ partition: between(0), maxUnavailable });

const updateStrategy: Check<StatefulSetUpdateStrategy> = ({ type = "", rollingUpdate: given }, at, causes) => {
  const here = at.field("rollingUpdate");
  if (type === "") causes.required(at.field("type").shownAs(at), say("strategy-type-missing"));
  else if (type !== "OnDelete" && type !== "RollingUpdate") causes.invalid(at.field("type").shownAs(at), say("no-strategy", { type: quoted(type) }));
  else if (given !== undefined && type === "OnDelete") causes.invalid(here, say("on-delete-with-rolling-update"));
  else if (given !== undefined) rollingUpdate(given, here, causes, undefined);
};

const podManagementPolicy: Check<StatefulSetSpec> = ({ podManagementPolicy: policy = "" }, spec, causes) => {
  const at = spec.field("podManagementPolicy");
  if (policy === "") causes.required(at, say("policy-missing"));
  else if (policy !== "OrderedReady" && policy !== "Parallel") causes.invalid(at, say("no-policy", { policy: quoted(policy) }));
};

const afterUse = oneOf("Retain", "Delete");

const retention: Check<StatefulSetPersistentVolumeClaimRetentionPolicy> = ({ whenDeleted = "", whenScaled = "" }, at, causes) => {
  afterUse(whenDeleted, at.field("whenDeleted"), causes, undefined);
  afterUse(whenScaled, at.field("whenScaled"), causes, undefined);
};

/** Each pod gets a volume for each claim template, in the place of one of the same name. */
function volumesOf({ volumeClaimTemplates = [], template }: StatefulSetSpec, at: Path): PlacedVolume[] {
  const list = at.field("template").field("spec").field("volumes");
  const claims = new Map(
    volumeClaimTemplates.map(({ metadata }, i) => [metadata?.name ?? "", at.field("volumeClaimTemplates").index(i).field("metadata").field("name")]),
  );
  const added = [...claims].map(([name, place]) => ({ volume: { name, persistentVolumeClaim: { claimName: name } }, place }));
  const own = (template?.spec?.volumes ?? [])
    .map((volume, i) => ({ volume, place: list.index(i) }))
    .filter(({ volume }) => !claims.has(volume.name ?? ""));
  return [...added, ...own].map(({ volume, place }, i) => ({ volume, at: place.shownAs(list.index(i)) }));
}

/** The pods of a StatefulSet have hostnames and a subdomain of their own, so what the template says of these is not looked at. */
const pods: Check<StatefulSetSpec> = (spec, at, causes) => {
  const volumes = volumesOf(spec, at);
  const template = { ...without(spec.template?.spec ?? {}, "hostname", "subdomain"), volumes: volumes.map(({ volume }) => volume) };
  podTemplateWith({ ...spec.template, spec: template }, at.field("template"), causes, volumes);
};

const claims: Check<readonly PersistentVolumeClaim[]> = each(within<PersistentVolumeClaim, "spec">("spec", claimSpec));

/** What can't be changed later is looked at only once. */
const whenNew = fields<StatefulSetSpec>({ serviceName: unlessEmpty(formatted(dnsLabel)), volumeClaimTemplates: claims });

const spec = all<StatefulSetSpec, Situation<StatefulSetSpec>>(
  podManagementPolicy,
  fields<StatefulSetSpec>({
    updateStrategy,
    persistentVolumeClaimRetentionPolicy: retention,
    replicas: between(0),
    minReadySeconds: between(0),
    ordinals: fields<StatefulSetOrdinals>({ start: between(0) }),
  }),
  onCreate(whenNew),
  selecting(pods),
  within<StatefulSetSpec, "template">("template", keepsRunning),
);

const mutable: ReadonlySet<string> = new Set([
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
]);

/** The server forbids a change of anything else in one word for the whole spec; we point to the first. */
const othersStay: Check<StatefulSetSpec, Update<StatefulSetSpec>> = (now, at, causes, { old }) => {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)] as (keyof StatefulSetSpec)[])];
  const changed = names.filter((name) => !mutable.has(name) && !sameField(now[name], old[name], everyFieldOf("StatefulSetSpec").get(name)));
  if (changed.length === 0) return;
  const message = say("stateful-set-stays", { changed: listed(changed), free: listed(mutable) });
  causes.forbidden(at.field(changed[0]!).shownAs(at), message, { code: "immutable-stateful-set" });
};

/** Since 1.37 each field that can't change says so itself. */
const fixedFields = immutable<StatefulSetSpec>("StatefulSetSpec", "selector", "volumeClaimTemplates", "serviceName", "podManagementPolicy");

function specWarnings({ volumeClaimTemplates = [], revisionHistoryLimit = 0 }: StatefulSetSpec): Warning[] {
  const claims = volumeClaimTemplates.flatMap(({ spec = {} }, i) =>
    claimSpecWarnings(spec, pathTo("spec", "volumeClaimTemplates").index(i).field("spec")),
  );
  if (revisionHistoryLimit >= 0) return claims;
  return [...claims, warning(pathTo("spec", "revisionHistoryLimit"), say("keeps-every-revision", { limit: revisionHistoryLimit }))];
}

/** What the API server refuses in a StatefulSet. */
export const statefulSet: KindRules<StatefulSet> = {
  validate: all<StatefulSet, Situation<StatefulSet>>(objectMeta(dnsLabel), ({ spec: given = {} }, root, causes, { old }) =>
    spec(given, root.field("spec"), causes, { old: old && (old.spec ?? {}) }),
  ),
  validateUpdate: all(objectMetaUpdate, changes<StatefulSet>({ spec: since("1.37", fixedFields, othersStay) })),
  warnings: ({ spec: given = {} }) => [...templateWarnings(given), ...specWarnings(given)],
};
