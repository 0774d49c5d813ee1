import { compare, formatQuantity, isZero, milliValue, parseQuantity, type Quantity, value } from "../../../api/quantity.ts";
import type { Container, LimitRange, LimitRangeItem, PersistentVolumeClaim } from "../../../schemas/generated/types.ts";
import { forbidden } from "../../core/answers.ts";
import { refOf, type Stored, type StoredObject } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { type Amounts, amounts, containerAmounts, podAmounts } from "../../quota/podResources.ts";
import type { AdmissionPlugin, AdmissionRequest } from "./plugin.ts";
import type { View } from "../../core/controller.ts";

type StoredLimitRange = Stored<LimitRange>;

/** Fills in the defaults of a namespace's LimitRanges for containers that set nothing, and refuses amounts that are out of range. */
export const limitRanger: AdmissionPlugin = {
  name: "LimitRanger",
  kinds: ["Pod", "PersistentVolumeClaim"],
  mutate(request, view) {
    if (request.object.kind !== "Pod" || request.old) return request.object;
    return limitsFor(request, view)
      .filter(({ type }) => type === "Container")
      .reduce((pod, limit) => withDefaults(pod, limit), request.object as StoredPod);
  },
  validate(request, view) {
    if (request.object.kind === "Pod" && request.old) return undefined;
    const complaints = limitsFor(request, view).flatMap((limit) => measured(request.object, limit).flatMap((measure) => outside(limit, measure)));
    if (complaints.length === 0) return undefined;
    return forbidden(refOf(request.object), complaints.length === 1 ? complaints[0]! : `[${complaints.join(", ")}]`);
  },
};

function limitsFor({ object }: AdmissionRequest, view: View): LimitRangeItem[] {
  return view.store.list<StoredLimitRange>("LimitRange", object.metadata.namespace).flatMap(({ spec }) => spec.limits ?? []);
}

function withDefaults(pod: StoredPod, { default: limits, defaultRequest: requests }: LimitRangeItem): StoredPod {
  const filled = (container: Container): Container => {
    const { resources = {} } = container;
    return {
      ...container,
      resources: {
        ...resources,
        ...(!isEmpty(limits) && { limits: { ...limits, ...resources.limits } }),
        ...(!isEmpty(requests) && { requests: { ...requests, ...resources.requests } }),
      },
    };
  };
  const { containers = [], initContainers } = pod.spec;
  return { ...pod, spec: { ...pod.spec, containers: containers.map(filled), ...(initContainers && { initContainers: initContainers.map(filled) }) } };
}

function isEmpty(list: object | undefined): boolean {
  return Object.keys(list ?? {}).length === 0;
}

/** The requests and limits to which one LimitRange item applies. */
interface Measure {
  readonly requests: Amounts;
  /** Absent for claims, which have no limits. */
  readonly limits?: Amounts;
}

function measured(object: StoredObject, { type }: LimitRangeItem): Measure[] {
  if (object.kind === "PersistentVolumeClaim") {
    return type === "PersistentVolumeClaim" ? [{ requests: amounts((object as Stored<PersistentVolumeClaim>).spec.resources?.requests) }] : [];
  }
  const pod = object as StoredPod;
  if (type === "Pod") return [{ requests: podAmounts(pod, "requests"), limits: podAmounts(pod, "limits") }];
  if (type !== "Container") return [];
  return [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])].map((container) => ({
    requests: containerAmounts(container, "requests"),
    limits: containerAmounts(container, "limits"),
  }));
}

/** Why an amount is out of range, as the server's own message. */
function outside(item: LimitRangeItem, { requests, limits }: Measure): string[] {
  const type = item.type ?? "";
  const each = (bounds: LimitRangeItem["min"], judge: (name: string, bound: Quantity) => string | undefined): string[] =>
    Object.entries(bounds ?? {}).flatMap(([name, text]) => {
      const bound = parseQuantity(text);
      return (bound && judge(name, bound)) ?? [];
    });
  return [
    ...each(item.min, (name, bound) =>
      below(`minimum ${name} usage per ${type} is ${formatQuantity(bound)}`, bound, requests.get(name), limits?.get(name)),
    ),
    ...each(item.max, (name, bound) => {
      const rule = `maximum ${name} usage per ${type} is ${formatQuantity(bound)}`;
      return limits ? aboveLimit(rule, bound, requests.get(name), limits.get(name)) : above(rule, bound, requests.get(name));
    }),
    ...each(item.maxLimitRequestRatio, (name, bound) =>
      tooWide(`${name} max limit to request ratio per ${type} is ${formatQuantity(bound)}`, bound, requests.get(name), limits?.get(name)),
    ),
  ];
}

function below(rule: string, bound: Quantity, request: Quantity | undefined, limit: Quantity | undefined): string | undefined {
  if (!request) return `${rule}.  No request is specified`;
  if (compare(request, bound) < 0) return `${rule}, but request is ${formatQuantity(request)}`;
  return limit && compare(limit, bound) < 0 ? `${rule}, but limit is ${formatQuantity(limit)}` : undefined;
}

function above(rule: string, bound: Quantity, request: Quantity | undefined): string | undefined {
  if (!request) return `${rule}.  No request is specified`;
  return compare(request, bound) > 0 ? `${rule}, but request is ${formatQuantity(request)}` : undefined;
}

function aboveLimit(rule: string, bound: Quantity, request: Quantity | undefined, limit: Quantity | undefined): string | undefined {
  if (!limit) return `${rule}.  No limit is specified`;
  if (compare(limit, bound) > 0) return `${rule}, but limit is ${formatQuantity(limit)}`;
  return request && above(rule, bound, request);
}

function tooWide(rule: string, bound: Quantity, request: Quantity | undefined, limit: Quantity | undefined): string | undefined {
  if (!request || isZero(request)) return `${rule}, but no request is specified or request is 0`;
  if (!limit || isZero(limit)) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = Number.isSafeInteger(milliValue(limit)) ? milliValue(limit) / milliValue(request) : value(limit) / value(request);
  return ratio * 1000 > milliValue(bound) ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
