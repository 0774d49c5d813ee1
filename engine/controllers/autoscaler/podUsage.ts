import { milliValue, parseQuantity } from "../../../api/quantity.ts";
import { parseTime } from "../../../api/time.ts";
import type { Usage } from "../../core/metrics.ts";
import type { Millis } from "../../core/objects.ts";
import { conditionOf, isTerminating, type StoredPod } from "../../core/pods.ts";
import { podAmounts } from "../../quota/podResources.ts";

/** What is measured for each pod: a resource of all its containers, a resource of one container, or a custom metric. */
export type Measured =
  { readonly is: "resource"; readonly resource: string; readonly container?: string } | { readonly is: "custom"; readonly metric: string };

/** Usage by pod, in thousandths, for pods with known usage. */
export function usageByPod(known: ReadonlyMap<StoredPod, Usage>, measured: Measured): Map<StoredPod, number> {
  const usage = new Map<StoredPod, number>();
  for (const [pod, uses] of known) {
    const amount = measured.is === "custom" ? thousandths(uses[measured.metric]) : resourceUsage(pod, uses, measured.resource, measured.container);
    if (amount !== undefined) usage.set(pod, amount);
  }
  return usage;
}

/** Whether the metrics API answers: the resource metrics API if any container's usage is known, the custom metrics API if any pod has this metric. */
export function isAnythingKnown(known: ReadonlyMap<StoredPod, Usage>, measured: Measured): boolean {
  const answers = (key: string): boolean => (measured.is === "custom" ? key === measured.metric : /^(.+\/)?(cpu|memory)$/.test(key));
  return [...known.values()].some((uses) => Object.keys(uses).some(answers));
}

/** The key of a container's usage: the resource alone for the first container, with the container's name for others. */
function resourceUsage(pod: StoredPod, known: Usage, resource: string, container: string | undefined): number | undefined {
  const first = pod.spec.containers?.[0]?.name;
  const shares = new Map<string | undefined, number | undefined>();
  for (const key of Object.keys(known)) {
    const [what, of = first] = key.split("/").toReversed();
    if (what === "cpu" || what === "memory") shares.set(of, known[of === first ? resource : `${of}/${resource}`]);
  }
  const counted = container === undefined ? [...shares.values()] : [shares.get(container)];
  if (counted.length === 0 || counted.includes(undefined)) return undefined;
  const sum = counted.reduce<number>((total, share) => total + share!, 0);
  return resource === "memory" ? sum * 1024 * 1024 * 1000 : sum;
}

function thousandths(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * 1000;
}

/** Requests by pod, in thousandths; an error message if a request is missing, since utilization is a percentage of it. */
export function requestsByPod(pods: readonly StoredPod[], resource: string, container: string | undefined): Map<StoredPod, number> | string {
  const requests = new Map<StoredPod, number>();
  for (const pod of pods) {
    const request = container === undefined && pod.spec.resources?.requests ? podRequest(pod, resource) : containersRequest(pod, resource, container);
    if (typeof request === "string") return request;
    requests.set(pod, request);
  }
  return requests;
}

function podRequest(pod: StoredPod, resource: string): number | string {
  const request = podAmounts(pod, "requests").get(resource);
  return request ? milliValue(request) : `missing pod-level request for ${resource} in Pod ${pod.metadata.name}`;
}

function containersRequest({ metadata, spec }: StoredPod, resource: string, container: string | undefined): number | string {
  const sidecars = spec.initContainers?.filter(({ restartPolicy }) => restartPolicy === "Always") ?? [];
  const counted = [...(spec.containers ?? []), ...sidecars].filter(({ name }) => container === undefined || name === container);
  if (counted.length === 0) return `container ${container} not found in Pod ${metadata.name}`;
  let sum = 0;
  for (const { name, resources } of counted) {
    const request = parseQuantity(resources?.requests?.[resource] ?? "");
    if (!request) return `missing request for ${resource} in container ${name} of Pod ${metadata.name}`;
    sum += milliValue(request);
  }
  return sum;
}

/** The pods of an autoscaler: those that count, those that are not ready yet, and those without metrics. It ignores all others. */
export interface Grouped {
  readonly ready: number;
  readonly unready: readonly StoredPod[];
  readonly missing: readonly StoredPod[];
}

/** Sorts pods into those that count, those that are not ready to be measured and those without metrics. */
export function group(pods: readonly StoredPod[], usage: ReadonlyMap<StoredPod, number>, resource: string | undefined, now: Millis): Grouped {
  const [unready, missing]: [StoredPod[], StoredPod[]] = [[], []];
  let ready = 0;
  for (const pod of pods) {
    if (isIgnored(pod)) continue;
    if (pod.status.phase === "Pending") unready.push(pod);
    else if (!usage.has(pod)) missing.push(pod);
    else if (resource === "cpu" && isWarmingUp(pod, now)) unready.push(pod);
    else ready++;
  }
  return { ready, unready, missing };
}

/** Whether the autoscaler leaves a pod out: it is being deleted, or it has failed. */
export function isIgnored(pod: StoredPod): boolean {
  return isTerminating(pod) || pod.status.phase === "Failed";
}

/** For this time after its start a pod that is not ready may still be starting. */
const initialization = 300_000;
/** A pod that was never ready for longer than this counts as not started yet. */
const initialReadiness = 30_000;

/** Whether a pod's CPU usage is ignored because the pod is still starting. */
function isWarmingUp(pod: StoredPod, now: Millis): boolean {
  const condition = conditionOf(pod, "Ready");
  const started = parseTime(pod.status.startTime ?? "");
  if (!condition || started === undefined) return true;
  if (condition.status !== "False") return false;
  return started + initialization > now || started + initialReadiness > (parseTime(condition.lastTransitionTime ?? "") ?? now);
}
