import type { Node, NodeSpec, NodeStatus, Taint } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, all, distinct, each, fields } from "../../check.ts";
import { formatQuantity, isWholeNumber, parseQuantity, sign } from "../../quantity.ts";
import { type Path, pathTo } from "../../path.ts";
import { reaches } from "../../version.ts";
import { deprecated } from "../../warning.ts";
import { cidrWarning, isV6, oldCidr, parsePrefix } from "../ip.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted, labelValue, qualifiedName } from "../names.ts";
import { type Amounts, isWhole } from "../resourceNames.ts";
import type { KindRules, Update } from "../rules.ts";
import { cannotChange, onCreate } from "../update.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

const taint: Check<Taint> = ({ key = "", value = "", effect = "" }, at, causes) => {
  formatted(qualifiedName)(key, at.field("key"), causes, undefined);
  formatted(labelValue)(value, at.field("value"), causes, undefined);
  if (effect === "") causes.required(at.field("effect"), say("taint-effect-missing", { effects: listed(effects) }), { allowed: effects });
  else if (!effects.includes(effect)) causes.notSupported(at.field("effect"), effect, effects);
};

const taints = all(
  each(taint),
  distinct<Taint>(({ key = "", effect = "" }) => `${key}:${effect}`),
);

/** The server speaks of taints as if they were metadata. */
const taintsOfNode: Check<Node> = ({ spec }, at, causes) => {
  const printed = at.field("metadata").field("taints");
  if (spec?.taints !== undefined) taints(spec.taints, at.field("spec").field("taints").shownAs(printed), causes, undefined);
};

/** podCIDR repeats the first of podCIDRs, and wins where they differ. */
export function podCidrsOf({ podCIDR = "", podCIDRs = [] }: NodeSpec): readonly string[] {
  return podCIDR === "" || podCIDRs[0] === podCIDR ? podCIDRs : [podCIDR];
}

const podCidrs: Check<NodeSpec> = (spec, root, causes) => {
  const at = root.field("podCIDRs");
  const blocks = podCidrsOf(spec);
  each(oldCidr)(blocks, at, causes, undefined);
  const families = blocks.map((block) => parsePrefix(block)).map((prefix) => prefix !== undefined && isV6(prefix.address));
  if (blocks.length > 2 || (blocks.length === 2 && families[0] === families[1])) causes.invalid(at, say("one-cidr-of-a-family"));
};

/** What a node has; the server prints the names of resources like fields. */
function amounts(list: "capacity" | "allocatable"): Check<NodeStatus> {
  return (status, root, causes) => {
    const at = root.field(list);
    const held: Amounts = status[list] ?? {};
    for (const [name, written] of Object.entries(held)) checkAmount(name, written, at.key(name).shownAs(at.field(name)), causes);
  };
}

function checkAmount(name: string, written: string | number, at: Path, causes: Causes): void {
  const amount = parseQuantity(written);
  if (amount === undefined) return;
  if (sign(amount) < 0) causes.invalid(at, say("negative-on-node", { amount: formatQuantity(amount) }));
  if (isWhole(name) && !isWholeNumber(amount)) causes.invalid(at, say("not-whole", { amount: formatQuantity(amount), name }));
}

const featureName = /^([A-Z][a-zA-Z0-9]*)(\/[a-zA-Z0-9]+)*$/;

const features: Check<readonly string[]> = (names, at, causes) =>
  names.forEach((name, i) => {
    const before = names[i - 1];
    if (name.length > 253 || !featureName.test(name)) causes.invalid(at.index(i), say("no-feature-name", { name: quoted(name) }));
    if (name === before) causes.duplicate(at.index(i), say("twice", { value: quoted(name) }));
    else if (before !== undefined && before > name)
      causes.invalid(at.index(i), say("features-unordered", { name: quoted(name), before: quoted(before) }));
  });

const status: Check<NodeStatus> = all(amounts("capacity"), amounts("allocatable"), fields<NodeStatus>({ declaredFeatures: features }));

/** Fields that can be set only once. */
const setOnce: Check<Node, Update<Node>> = ({ spec: now = {} }, root, causes, { old: { spec: old = {} } }) => {
  const at = root.field("spec");
  const [blocks, before] = [podCidrsOf(now), podCidrsOf(old)];
  if (before.length > 0 && blocks.join() !== before.join())
    causes.forbidden(at.field("podCIDRs"), cannotChange("podCIDRs", before), { code: "immutable-field" });
  for (const name of ["providerID", "externalID"] as const) {
    const free = name === "providerID" && !old.providerID;
    const type = name === "providerID" && reaches(causes.version, "1.37") ? "FieldValueInvalid" : "FieldValueForbidden";
    if (!free && (now[name] ?? "") !== (old[name] ?? ""))
      causes.add(type, at.field(name), cannotChange(name, old[name]), { code: "immutable-field" });
  }
};

/** A machine of the cluster. */
export const node: KindRules<Node> = {
  validate: all(objectMeta(dnsSubdomain, "cluster"), taintsOfNode, fields<Node>({ spec: podCidrs }), onCreate(fields<Node>({ status }))),
  validateUpdate: all(objectMetaUpdate, setOnce),
  warnings: ({ spec = {} }) => [
    ...(spec.configSource === undefined ? [] : [deprecated(pathTo("spec", "configSource"), say("config-source-dead"))]),
    ...(spec.externalID ? [deprecated(pathTo("spec", "externalID"), say("external-id-dead"))] : []),
    ...podCidrsOf(spec).flatMap((block, i) => cidrWarning(pathTo("spec", "podCIDRs").index(i), block)),
  ],
};
