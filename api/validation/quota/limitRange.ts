import type { LimitRange, LimitRangeItem, LimitRangeSpec } from "../../../schemas/generated/types.ts";
import { allowing } from "../../cause.ts";
import { type Check, all, distinct, each, eachKey, fields } from "../../check.ts";
import { type Quantity, compare, formatQuantity, milliValue, parseQuantity, quantityOf } from "../../quantity.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, qualifiedName } from "../names.ts";
import { type Amounts, canOvercommit, containerResource, resourceName } from "../resourceNames.ts";
import type { KindRules } from "../rules.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const types = ["Container", "PersistentVolumeClaim", "Pod"];
const lists = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"] as const;
type List = (typeof lists)[number];

const type: Check<LimitRangeItem> = ({ type: name = "" }, root, causes) => {
  const at = root.field("type");
  const flaw = qualifiedName(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message);
  else if (!name.includes("/") && !types.includes(name))
    causes.invalid(at, say("no-limit-type", { name: quoted(name), types: listed(types) }), allowing(name, types));
};

/** A pod as a whole has no defaults: its containers have. */
const isListed = (item: LimitRangeItem, list: List) => item.type !== "Pod" || (list !== "default" && list !== "defaultRequest");

const names: Check<LimitRangeItem> = (item, at, causes) => {
  const known = eachKey(item.type === "Pod" || item.type === "Container" ? containerResource : resourceName);
  for (const list of lists) {
    const amounts = item[list];
    if (amounts === undefined) continue;
    if (isListed(item, list)) known(amounts, at.field(list), causes, undefined);
    else if (Object.keys(amounts).length > 0) causes.forbidden(at.field(list), say("no-list-for-pods", { list }));
  }
};

/** The server asks for a field that there is none of. */
const claimHasStorage: Check<LimitRangeItem> = ({ type: name, min = {}, max = {} }, at, causes) => {
  if (name !== "PersistentVolumeClaim" || Object.hasOwn(min, "storage") || Object.hasOwn(max, "storage")) return;
  causes.required(at.shownAs(at.field("limits")), say("claim-limit-missing"));
};

type Bounds = Readonly<Partial<Record<List, Quantity>>>;

function boundsOf(item: LimitRangeItem, resource: string): Bounds {
  const held = lists.filter((list) => isListed(item, list)).map((list) => [list, amountOf(item[list], resource)] as const);
  return Object.fromEntries(held.filter(([, amount]) => amount !== undefined));
}

function amountOf(amounts: Amounts | undefined, resource: string): Quantity | undefined {
  return amounts !== undefined && Object.hasOwn(amounts, resource) ? parseQuantity(amounts[resource]!) : undefined;
}

/** These must not be in falling order; the server reports the list named last. */
const order: readonly { readonly low: List; readonly high: List; readonly blamed: List }[] = [
  { low: "min", high: "max", blamed: "min" },
  { low: "min", high: "defaultRequest", blamed: "defaultRequest" },
  { low: "defaultRequest", high: "max", blamed: "defaultRequest" },
  { low: "defaultRequest", high: "default", blamed: "defaultRequest" },
  { low: "min", high: "default", blamed: "default" },
  { low: "default", high: "max", blamed: "default" },
];

const ordered: Check<LimitRangeItem> = (item, at, causes) => {
  for (const resource of resourcesOf(item)) {
    const bounds = boundsOf(item, resource);
    for (const { low, high, blamed } of order) {
      const [a, b] = [bounds[low], bounds[high]];
      if (a === undefined || b === undefined || compare(a, b) <= 0) continue;
      const other = blamed === low ? high : low;
      const related = { path: at.field(other).key(resource), message: say("other-one") };
      const message = say("limits-out-of-order", { low, resource, lower: formatQuantity(a), high, higher: formatQuantity(b) });
      causes.invalid(at.field(blamed).key(resource), message, { code: "limit-range-order", related });
    }
  }
};

function resourcesOf(item: LimitRangeItem): Set<string> {
  return new Set(lists.filter((list) => isListed(item, list)).flatMap((list) => Object.keys(item[list] ?? {})));
}

/** How many times its request a limit may be: at least once, and no more than the bounds allow anyway. */
const ratios: Check<LimitRangeItem> = (item, root, causes) => {
  for (const resource of Object.keys(item.maxLimitRequestRatio ?? {})) {
    const { min, max, maxLimitRequestRatio: ratio } = boundsOf(item, resource);
    const at = root.field("maxLimitRequestRatio").key(resource);
    if (ratio === undefined) continue;
    if (compare(ratio, quantityOf(1)) < 0)
      causes.invalid(at, say("ratio-below-one", { ratio: formatQuantity(ratio) }), { code: "limit-range-order" });
    if (min === undefined || max === undefined) continue;
    const widest = milliValue(max) / milliValue(min);
    if (milliValue(ratio) / 1000 > widest) {
      causes.invalid(at, say("ratio-unreachable", { ratio: formatQuantity(ratio), widest: Number(widest.toFixed(2)) }), {
        code: "limit-range-order",
      });
    }
  }
};

const noOvercommit: Check<LimitRangeItem> = (item, at, causes) => {
  for (const resource of Object.keys(item.defaultRequest ?? {})) {
    const { default: limit, defaultRequest: request } = boundsOf(item, resource);
    if (limit === undefined || request === undefined || canOvercommit(resource) || compare(limit, request) === 0) continue;
    const message = say("cannot-be-shared", { resource, limit: formatQuantity(limit) });
    causes.invalid(at.field("defaultRequest").key(resource), message, { code: "limit-range-order" });
  }
};

const item = all(type, names, claimHasStorage, ordered, ratios, noOvercommit);

const typesDiffer = distinct<LimitRangeItem>(
  ({ type: name = "" }) => name,
  (limit) => limit.field("type"),
);

const metadata = objectMeta(dnsSubdomain);

/** The server makes up a name for a LimitRange that has none. */
const namedOrNot: Check<LimitRange> = (range, at, causes) => {
  const { name = "", generateName = "" } = range.metadata ?? {};
  const named = name === "" && generateName === "" ? { ...range, metadata: { ...range.metadata, name: "made-up" } } : range;
  metadata(named, at, causes, undefined);
};

/** The allowed and the default amounts of pods, containers and claims in the namespace. */
export const limitRange: KindRules<LimitRange> = {
  validate: all(namedOrNot, fields<LimitRange>({ spec: fields<LimitRangeSpec>({ limits: all(each(item), typesDiffer) }) })),
  validateUpdate: objectMetaUpdate,
};
