import type { Container, PodSpec, ResourceClaim, ResourceRequirements } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { eachKey, type Check, all, fields } from "../../check.ts";
import type { Path } from "../../path.ts";
import { type Quantity, add, compare, formatQuantity, isWhole, parseQuantity, sign, value } from "../../quantity.ts";
import { dnsLabel, formatted, qualifiedName } from "../names.ts";
import { type Amounts, canOvercommit, containerResource, isHugePages, isStandardResource, isWhole as isCounted } from "../resourceNames.ts";
import type { PodScope } from "./scope.ts";
import { say } from "../../words/say.ts";
import { listed, quoted } from "../../words/sentence.ts";

const podResources = ["cpu", "memory"];

const podResource: Check<string> = (name, at, causes) => {
  const flaw = qualifiedName(name);
  if (flaw !== undefined) causes.invalid(at, flaw.message);
  else if (!name.includes("/") && !isStandardResource(name)) {
    causes.invalid(at, say("no-pod-resource", { name: quoted(name), known: listed(podResources) }));
  } else if (!podResources.includes(name) && !isHugePages(name)) causes.notSupported(at, name, [...podResources, "hugepages-"]);
};

/** An amount of a resource: not negative, whole where only whole ones exist, and whole pages of huge ones. */
export function checkAmount(name: string, amount: Quantity, at: Path, causes: Causes): void {
  if (sign(amount) < 0) causes.invalid(at, say("negative-resource", { amount: formatQuantity(amount) }));
  if (isCounted(name) && !isWhole(amount)) causes.invalid(at, say("indivisible", { amount: formatQuantity(amount), name }));
  if (isHugePages(name) && !dividesIntoPages(name, amount))
    causes.invalid(at, say("no-page-multiple", { amount: formatQuantity(amount), name: quoted(name) }));
}

function dividesIntoPages(name: string, amount: Quantity): boolean {
  const size = parseQuantity(name.slice("hugepages-".length));
  return size !== undefined && sign(size) > 0 && isWhole(size) && value(amount) < 2 ** 63 && value(amount) % value(size) === 0;
}

function requirements(nameIs: Check<string>): Check<ResourceRequirements> {
  const named = eachKey(nameIs);
  const amounts: Check<Amounts> = (list, at, causes) => {
    for (const [name, written] of Object.entries(list)) {
      named({ [name]: written }, at, causes, undefined);
      const amount = parseQuantity(written);
      if (amount !== undefined) checkAmount(name, amount, at.key(name), causes);
    }
  };
  return all(fields<ResourceRequirements>({ limits: amounts, requests: amounts }), withinLimits, hugePagesNeedMore);
}

/** The server reports `requests` as a whole for one that is beyond its limit. */
const withinLimits: Check<ResourceRequirements> = ({ limits = {}, requests = {} }, at, causes) => {
  for (const [name, written] of Object.entries(requests)) {
    const request = parseQuantity(written);
    const limit = Object.hasOwn(limits, name) ? parseQuantity(limits[name]!) : undefined;
    const here = at.field("requests").key(name).shownAs(at.field("requests"));
    if (request === undefined) continue;
    if (limit === undefined) {
      if (!canOvercommit(name)) causes.required(at.field("limits"), say("limit-missing", { name, written }), { code: "limit-missing" });
    } else if (!canOvercommit(name) && compare(request, limit) !== 0) {
      causes.invalid(here, say("request-not-limit", { name, written, limit: limits[name]! }), { code: "request-over-limit" });
    } else if (compare(request, limit) > 0) {
      const related = { path: at.field("limits").key(name), message: say("the-limit-is", { limit: limits[name]! }) };
      causes.invalid(here, say("request-over-limit", { name, written, limit: limits[name]! }), { code: "request-over-limit", related });
    }
  }
};

const hugePagesNeedMore: Check<ResourceRequirements> = ({ limits = {}, requests = {} }, at, causes) => {
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes("cpu") && !names.includes("memory")) {
    causes.forbidden(at, say("huge-pages-alone"));
  }
};

/** The resources of one container. */
export const containerResourceRequirements: Check<ResourceRequirements, PodScope> = all(
  requirements(containerResource),
  fields<ResourceRequirements, PodScope>({ claims: (claims, at, causes, pod) => checkClaims(claims, at, causes, pod.spec) }),
);

/** What a pod takes beyond its containers. The server prints it as if it were limits. */
export const overhead: Check<Amounts> = (amounts, at, causes) => {
  const whole = requirements(containerResource);
  whole({ limits: { ...amounts } }, at, causes, undefined);
};

/** Claims are among those of the pod, and each is asked for once, as a whole or by its requests. */
function checkClaims(claims: readonly ResourceClaim[], at: Path, causes: Causes, { resourceClaims = [] }: PodSpec): void {
  const known = new Set(resourceClaims.map(({ name = "" }) => name).filter((name) => name !== ""));
  const seen = new Set<string>();
  claims.forEach(({ name = "", request = "" }, i) => {
    const here = at.index(i);
    if (name === "") return causes.required(here, say("claim-without-name"));
    if (request !== "") formatted(dnsLabel)(request, here.field("request"), causes, undefined);
    const key = request === "" ? name : `${name}/${request}`;
    const again = seen.has(name) || seen.has(key) || (request === "" && [...seen].some((other) => other.startsWith(`${name}/`)));
    if (again) causes.duplicate(here, say("claim-twice", { name: quoted(key) }));
    if (!seen.has(name)) seen.add(key);
    if (!known.has(name))
      causes.add(
        "FieldValueNotFound",
        here,
        known.size === 0
          ? say("no-resource-claim", { name: quoted(name) })
          : say("no-resource-claim-of", { name: quoted(name), known: listed(known) }),
      );
  });
}

/** The resources of a pod as a whole. */
export const podResourceRequirements: Check<ResourceRequirements, PodScope> = (resources, at, causes, { spec }) => {
  if (spec.os?.name === "windows") return causes.forbidden(at, say("windows-pod-resources"));
  if (resources.claims !== undefined) {
    causes.forbidden(at.field("claims"), say("claims-of-pod"));
    checkClaims(resources.claims, at.field("claims"), causes, spec);
  }
  requirements(podResource)(resources, at, causes, undefined);
  enoughForContainers(resources, at, causes, spec);
};

function enoughForContainers({ requests = {}, limits = {} }: ResourceRequirements, at: Path, causes: Causes, spec: PodSpec): void {
  const tooSmall = (list: "requests" | "limits", own: Amounts, name: string, sum: Quantity) => {
    const amount = Object.hasOwn(own, name) ? parseQuantity(own[name]!) : undefined;
    if (amount === undefined || compare(sum, amount) <= 0) return;
    causes.invalid(at.field(list).key(name), say("pod-under-containers", { list, name, own: own[name]!, sum: formatQuantity(sum) }));
  };
  for (const [name, sum] of sumOf(spec, "requests")) tooSmall("requests", requests, name, sum);
  for (const [name, sum] of sumOf(spec, "limits")) if (isHugePages(name)) tooSmall("limits", limits, name, sum);
  (spec.containers ?? []).forEach(({ resources }, i) => {
    for (const [name, written] of Object.entries(resources?.limits ?? {})) {
      const [own, most] = [parseQuantity(written), Object.hasOwn(limits, name) ? parseQuantity(limits[name]!) : undefined];
      if (own === undefined || most === undefined || compare(own, most) <= 0) continue;
      const place = at.parent!.field("containers").index(i).field("resources").field("limits").key(name);
      const shown = at.field("containers").index(i).key(name).field("limits");
      causes.invalid(place.shownAs(shown), say("container-over-pod", { name, written, limit: limits[name]! }));
    }
  });
}

type Sums = Map<string, Quantity>;

/** What the containers of a pod need together: init containers run one by one, with the sidecars that started before them. */
function sumOf({ containers = [], initContainers = [] }: PodSpec, list: "requests" | "limits"): Sums {
  const [sum, sidecars, most]: [Sums, Sums, Sums] = [new Map(), new Map(), new Map()];
  for (const container of containers) addTo(sum, amountsOf(container, list));
  for (const container of initContainers) {
    const amounts = amountsOf(container, list);
    if (container.restartPolicy === "Always") {
      addTo(sum, amounts);
      addTo(sidecars, amounts);
      raiseTo(most, sidecars);
    } else {
      const together: Sums = new Map(sidecars);
      addTo(together, amounts);
      raiseTo(most, together);
    }
  }
  raiseTo(sum, most);
  return sum;
}

function amountsOf({ resources }: Container, list: "requests" | "limits"): Sums {
  const read = Object.entries(resources?.[list] ?? {}).map(([name, written]) => [name, parseQuantity(written)] as const);
  return new Map(read.filter((entry): entry is readonly [string, Quantity] => entry[1] !== undefined));
}

function addTo(sums: Sums, amounts: Sums): void {
  for (const [name, amount] of amounts) sums.set(name, sums.has(name) ? add(sums.get(name)!, amount) : amount);
}

function raiseTo(sums: Sums, amounts: Sums): void {
  for (const [name, amount] of amounts) if (!sums.has(name) || compare(amount, sums.get(name)!) > 0) sums.set(name, amount);
}
