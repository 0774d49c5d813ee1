import type { ResourceQuota, ResourceQuotaSpec, ScopedResourceSelectorRequirement } from "../../../schemas/generated/types.ts";
import { allowing, type Causes } from "../../cause.ts";
import { type Check, all, fields } from "../../check.ts";
import { compare, formatQuantity, isWholeNumber, parseQuantity, sign } from "../../quantity.ts";
import { type Path, pathTo } from "../../path.ts";
import { warning, type Warning } from "../../warning.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, qualifiedName } from "../names.ts";
import { type Amounts, isQuotaResource, isWhole } from "../resourceNames.ts";
import type { KindRules, Update } from "../rules.ts";
import { cannotChange, changes } from "../update.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const quotaResource: Check<string> = (name, at, causes) => {
  const flaw = qualifiedName(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message);
  else if (!name.includes("/") && !isQuotaResource(name)) {
    const message = say("not-counted", { name: quoted(name) });
    causes.invalid(at, message, { code: "resource-name" });
  }
};

const hard: Check<Amounts> = (amounts, root, causes) => {
  for (const [name, written] of Object.entries(amounts)) {
    const at = root.key(name);
    quotaResource(name, at, causes, undefined);
    const amount = parseQuantity(written);
    if (amount === undefined) continue;
    if (sign(amount) < 0) causes.invalid(at, say("negative-quota", { amount: formatQuantity(amount) }));
    if (isWhole(name) && !isWholeNumber(amount)) causes.invalid(at, say("not-whole", { amount: formatQuantity(amount), name }));
  }
};

const compute = ["pods", "cpu", "memory", "limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];

/** What can be counted under a scope, by its name. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  Terminating: compute,
  NotTerminating: compute,
  BestEffort: ["pods"],
  NotBestEffort: compute,
  PriorityClass: compute,
  CrossNamespacePodAffinity: compute,
  VolumeAttributesClass: ["persistentvolumeclaims", "requests.storage"],
};

const contradicting = [
  ["BestEffort", "NotBestEffort"],
  ["Terminating", "NotTerminating"],
] as const;

interface Scope {
  readonly name: string;
  /** Where the scope is written, shown as the server shows it when it is unknown. */
  readonly at: Path;
  /** Where the server points when the scope does not go with what is counted. */
  readonly list: Path;
}

const operators = ["In", "NotIn", "Exists", "DoesNotExist"];

function checkScope({ name, at, list }: Scope, counted: Amounts, causes: Causes): void {
  const countable = Object.hasOwn(scopes, name) ? scopes[name] : undefined;
  if (countable === undefined)
    causes.invalid(at, say("no-scope", { name: quoted(name), allowed: listed(Object.keys(scopes)) }), {
      code: "quota-scope",
      ...allowing(name, Object.keys(scopes)),
    });
  const misfits = Object.keys(counted).filter((resource) => isQuotaResource(resource) && countable !== undefined && !countable.includes(resource));
  if (misfits.length > 0)
    causes.invalid(list, say("scope-misfits", { name, misfits: listed(misfits), countable: listed(countable!) }), { code: "quota-scope" });
}

function checkContradictions(names: readonly string[], at: Path, causes: Causes): void {
  for (const [one, other] of contradicting) {
    if (names.includes(one) && names.includes(other)) causes.invalid(at, say("scopes-exclude", { one, other }), { code: "quota-scope" });
  }
}

const plainScopes: Check<ResourceQuotaSpec> = ({ scopes: names = [], hard: counted = {} }, root, causes) => {
  const list = root.field("scopes");
  names.forEach((name, i) => checkScope({ name, at: list.index(i).shownAs(list), list: list.index(i).shownAs(list) }, counted, causes));
  checkContradictions(names, list, causes);
};

/** The server leaves out the index in what it prints. */
const scopeSelector: Check<ResourceQuotaSpec> = ({ scopeSelector: selector, hard: counted = {} }, root, causes) => {
  const list = root.field("scopeSelector").field("matchExpressions");
  const expressions = selector?.matchExpressions ?? [];
  expressions.forEach((expression, i) => {
    const part = (name: keyof ScopedResourceSelectorRequirement) => list.index(i).field(name).shownAs(list.field(name));
    checkScope({ name: expression.scopeName ?? "", at: part("scopeName"), list: list.index(i).shownAs(list) }, counted, causes);
    checkOperator(expression, part, causes);
  });
  const names = expressions.map(({ scopeName = "" }) => scopeName);
  checkContradictions(names, list, causes);
};

const alwaysOrNever = ["BestEffort", "NotBestEffort", "Terminating", "NotTerminating", "CrossNamespacePodAffinity"];

type PartOf = (name: keyof ScopedResourceSelectorRequirement) => Path;

function checkOperator({ scopeName = "", operator = "", values = [] }: ScopedResourceSelectorRequirement, part: PartOf, causes: Causes): void {
  if (alwaysOrNever.includes(scopeName) && operator !== "Exists") {
    causes.invalid(part("operator"), say("scope-exists", { scopeName }), { code: "quota-scope" });
  }
  switch (operator) {
    case "In":
    case "NotIn":
      if (values.length === 0) causes.required(part("values"), say("values-missing", { operator }));
      return;
    case "Exists":
    case "DoesNotExist":
      if (values.length > 0) causes.invalid(part("values"), say("no-values", { operator }));
      return;
    default:
      causes.invalid(part("operator"), say("no-operator", { operator: quoted(operator), allowed: listed(operators) }), {
        code: "selector-operator",
        ...allowing(operator, operators),
      });
  }
}

const sameScopes: Check<ResourceQuotaSpec, Update<ResourceQuotaSpec>> = ({ scopes: now = [] }, at, causes, { old: { scopes: before = [] } }) => {
  if (new Set([...now, ...before]).size !== new Set(now).size || new Set(before).size !== new Set(now).size) {
    causes.invalid(at.field("scopes"), cannotChange("scopes", before), { code: "immutable-field" });
  }
};

const limited = ["cpu", "memory", "ephemeral-storage"];

/** A request that is allowed to be larger than the limit beside it will never be used up. */
function warnings({ spec: { hard: amounts = {} } = {} }: ResourceQuota): Warning[] {
  return limited.flatMap((name) => {
    const requests = Object.hasOwn(amounts, `requests.${name}`) ? `requests.${name}` : name;
    const [request, limit] = [parseQuantity(amounts[requests] ?? ""), parseQuantity(amounts[`limits.${name}`] ?? "")];
    if (request === undefined || limit === undefined || compare(request, limit) <= 0) return [];
    const message = say("more-than-limits", { request: formatQuantity(request), name, limit: formatQuantity(limit) });
    return [warning(pathTo("spec", "hard").key(requests), message)];
  });
}

/** How much a namespace may use altogether. */
export const resourceQuota: KindRules<ResourceQuota> = {
  validate: all(objectMeta(dnsSubdomain), fields<ResourceQuota>({ spec: all(fields<ResourceQuotaSpec>({ hard }), plainScopes, scopeSelector) })),
  validateUpdate: all(objectMetaUpdate, changes<ResourceQuota>({ spec: sameScopes })),
  warnings,
};
