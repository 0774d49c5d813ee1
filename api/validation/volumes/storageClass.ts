import type {
  StorageClass,
  TopologySelectorLabelRequirement,
  TopologySelectorTerm,
  VolumeAttributesClass,
} from "../../../schemas/generated/types.ts";
import { type Check, all, distinct, each, fields, oneOf, required, since, unlessEmpty } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { pathTo } from "../../path.ts";
import { byteLength, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, qualifiedName } from "../names.ts";
import { nodeLabelWarnings } from "../nodeLabels.ts";
import type { KindRules, Update } from "../rules.ts";
import { cannotChange, immutable } from "../update.ts";
import { say } from "../../words/say.ts";

type Parameters = Readonly<Record<string, string>>;

const mostParameters = 512;
const mostBytes = 256 * 1024;

/** The name of a provisioner; it is not case-sensitive. */
const driverName: Check<string> = unlessEmpty((name, at, causes) => formatted(qualifiedName)(name.toLowerCase(), at, causes, undefined));

const parameters: Check<Parameters> = (map, at, causes) => {
  const entries = Object.entries(map);
  if (entries.length > mostParameters)
    return causes.add("FieldValueTooLong", at, say("too-many-parameters", { count: entries.length, most: mostParameters }));
  if (Object.hasOwn(map, "")) causes.invalid(at, say("parameter-without-name"));
  const size = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (size > mostBytes) causes.add("FieldValueTooLong", at, say("parameters-too-large", { size, most: mostBytes }));
};

const requirement: Check<TopologySelectorLabelRequirement> = all(
  required<TopologySelectorLabelRequirement>("values"),
  ({ key = "" }, at, causes) => formatted(qualifiedName)(key, at.field("key"), causes, undefined),
  fields<TopologySelectorLabelRequirement>({ values: distinct<string>((value) => value) }),
);

const term = fields<TopologySelectorTerm>({
  matchLabelExpressions: all(
    each(requirement),
    distinct<TopologySelectorLabelRequirement>(
      ({ key = "" }) => key,
      (item) => item.field("key"),
    ),
  ),
});

/** Terms that say the same thing twice, or nothing; the server counts the latter as said already. */
const termsDiffer: Check<readonly TopologySelectorTerm[]> = (terms, at, causes) => {
  const seen = new Set([meaning({})]);
  terms.forEach((one, i) => {
    const said = meaning(one);
    if (seen.has(said)) causes.duplicate(at.index(i).field("matchLabelExpressions"), say("useless-term"));
    seen.add(said);
  });
};

function meaning({ matchLabelExpressions = [] }: TopologySelectorTerm): string {
  const byKey = Object.fromEntries(matchLabelExpressions.map(({ key = "", values = [] }) => [key, [...new Set(values)].sort()]));
  return JSON.stringify(Object.entries(byKey).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Until 1.35 a change was forbidden, since then it is invalid. */
const fixedClass: Check<StorageClass, Update<StorageClass>> = (now, at, causes, { old }) => {
  for (const name of ["parameters", "provisioner", "reclaimPolicy"] as const) {
    if (!sameValue(now[name], old[name])) causes.forbidden(at.field(name), cannotChange(name, old[name]), { code: "immutable-field" });
  }
};

/** How volumes are made when claims ask for them. */
export const storageClass: KindRules<StorageClass> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster"),
    all(
      required<StorageClass>("provisioner"),
      fields<StorageClass>({
        provisioner: driverName,
        parameters,
        reclaimPolicy: unlessEmpty(oneOf("Delete", "Retain")),
        volumeBindingMode: oneOf("Immediate", "WaitForFirstConsumer"),
        allowedTopologies: all(each(term), termsDiffer),
      }),
    ),
  ),
  validateUpdate: all<StorageClass, Update<StorageClass>>(
    objectMetaUpdate,
    since("1.36", immutable<StorageClass>("StorageClass", "parameters", "provisioner", "reclaimPolicy"), fixedClass),
    immutable<StorageClass>("StorageClass", "volumeBindingMode"),
  ),
  warnings: ({ allowedTopologies = [] }) =>
    allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) => {
      const at = pathTo("allowedTopologies").index(i).field("matchLabelExpressions");
      return matchLabelExpressions.flatMap(({ key = "" }, j) => nodeLabelWarnings(at.index(j).field("key"), key));
    }),
};

const fixed: Check<VolumeAttributesClass, Update<VolumeAttributesClass>> = (now, at, causes, { old }) => {
  for (const name of ["driverName", "parameters"] as const) {
    if (!sameValue(now[name], old[name])) causes.forbidden(at.field(name), cannotChange(name, old[name]), { code: "immutable-field" });
  }
};

const someParameters: Check<VolumeAttributesClass> = ({ parameters: map = {} }, at, causes) => {
  if (Object.keys(map).length === 0) causes.required(at.field("parameters"), say("parameters-missing"));
};

/** How a volume behaves, which may change while it is used. */
export const volumeAttributesClass: KindRules<VolumeAttributesClass> = {
  validate: all(
    objectMeta(dnsSubdomain, "cluster"),
    required<VolumeAttributesClass>("driverName"),
    fields<VolumeAttributesClass>({ driverName, parameters }),
    someParameters,
  ),
  validateUpdate: all(objectMetaUpdate, fixed),
};
