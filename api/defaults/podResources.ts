import type { Container, PodSpec, ResourceRequirements } from "../../schemas/generated/types.ts";
import { add, compare, formatQuantity, parseQuantity, quantityOf } from "../quantity.ts";
import { reaches } from "../version.ts";
import { type Fill, each, inside } from "./fill.ts";

type Amounts = Readonly<Record<string, string | number>>;

/** In a pod, missing requests of a container are set to its limits; not in pod templates. */
const requestsFromLimits: Fill<Container> = (container) => {
  const { limits, requests } = container.resources ?? {};
  if (!limits || Object.keys(limits).every((name) => requests?.[name] !== undefined)) return container;
  return { ...container, resources: { ...container.resources, requests: { ...limits, ...requests } } };
};

/** The resources that a pod may set for itself. */
export function isPodLevel(name: string): boolean {
  return name === "cpu" || name === "memory" || name.startsWith("hugepages-");
}

/** The pod-level resources with defaults: huge pages from the containers' limits, requests from their requests or else from the pod's limits. */
const wholePod: Fill<PodSpec> = (spec, version) => {
  const { resources } = spec;
  if (!resources || (isEmpty(resources.limits) && isEmpty(resources.requests))) return spec;
  const limits = { ...resources.limits };
  for (const [name, amount] of Object.entries(together(spec, "limits"))) {
    if (name.startsWith("hugepages-") && resources.requests?.[name] === undefined) limits[name] ??= amount;
  }
  const requests = { ...resources.requests };
  if (Object.keys(limits).length > 0 || reaches(version, "1.37")) {
    for (const [name, amount] of Object.entries(together(spec, "requests"))) if (name === "cpu" || name === "memory") requests[name] ??= amount;
    for (const [name, amount] of Object.entries(limits)) if (isPodLevel(name)) requests[name] ??= amount;
  }
  return { ...spec, resources: { ...resources, ...present("limits", limits), ...present("requests", requests) } };
};

function present(name: "limits" | "requests", amounts: Amounts): Partial<ResourceRequirements> {
  return isEmpty(amounts) ? {} : { [name]: amounts };
}

function isEmpty(amounts: Amounts | undefined): boolean {
  return amounts === undefined || Object.keys(amounts).length === 0;
}

/** The sum of a pod's containers that run at once, or the largest sum during its init containers. */
function together({ containers = [], initContainers = [] }: PodSpec, which: "limits" | "requests"): Amounts {
  let total = sum(containers.map(({ resources }) => resources?.[which] ?? {}));
  let sidecars: Amounts = {};
  let start: Amounts = {};
  for (const { restartPolicy, resources } of initContainers) {
    const own = resources?.[which] ?? {};
    if (restartPolicy === "Always") {
      total = sum([total, own]);
      sidecars = sum([sidecars, own]);
      start = greatest(start, sidecars);
    } else start = greatest(start, sum([sidecars, own]));
  }
  return greatest(total, start);
}

function sum(maps: readonly Amounts[]): Amounts {
  const total: Record<string, string | number> = {};
  for (const [name, amount] of maps.flatMap((map) => Object.entries(map))) {
    total[name] = total[name] === undefined ? amount : formatQuantity(add(quantity(total[name]), quantity(amount)));
  }
  return total;
}

function greatest(a: Amounts, b: Amounts): Amounts {
  const result = { ...a };
  for (const [name, amount] of Object.entries(b))
    if (result[name] === undefined || compare(quantity(amount), quantity(result[name])) > 0) result[name] = amount;
  return result;
}

function quantity(text: string | number): ReturnType<typeof quantityOf> {
  return parseQuantity(text) ?? quantityOf(0);
}

const ofContainers = inside<PodSpec>({ containers: each(requestsFromLimits), initContainers: each(requestsFromLimits) });

/** The resource defaults of a pod. Since 1.37 pod-level resources are filled in at creation only. */
export const podResources: Fill<PodSpec> = (spec, version) => {
  const filled = ofContainers(spec, version);
  return reaches(version, "1.37") ? filled : wholePod(filled, version);
};

/** Since 1.37 the pod's own amounts are filled in once, when it is created; and a limit that all its containers have becomes one of the pod, too. */
export const podAmounts: Fill<PodSpec> = (spec, version) => (reaches(version, "1.37") ? limited(wholePod(spec, version)) : spec);

function limited(spec: PodSpec): PodSpec {
  const { resources } = spec;
  if (!resources) return spec;
  const each = [...(spec.containers ?? []), ...(spec.initContainers ?? [])];
  const names = Object.keys(resources.requests ?? {}).filter(
    (name) =>
      isPodLevel(name) && resources.limits?.[name] === undefined && each.every((container) => container.resources?.limits?.[name] !== undefined),
  );
  if (names.length === 0) return spec;
  const all = together(spec, "limits");
  const limits = Object.fromEntries(
    names.map((name) => [name, greatest({ [name]: all[name] ?? "0" }, { [name]: resources.requests![name]! })[name]!]),
  );
  return { ...spec, resources: { ...resources, limits: { ...resources.limits, ...limits } } };
}
