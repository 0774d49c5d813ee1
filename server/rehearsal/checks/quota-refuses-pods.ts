import { add, compare, formatQuantity, parseQuantity, quantityOf } from "../../../api/quantity.ts";
import { findCondition } from "../../../engine/core/conditions.ts";
import { refOf, type Stored, type StoredObject } from "../../../engine/core/objects.ts";
import { isActive, type StoredPod } from "../../../engine/core/pods.ts";
import { limitRanger } from "../../../engine/plane/admission/limitRanger.ts";
import { amounts, sum } from "../../../engine/quota/podResources.ts";
import { covers, share, type StoredQuota, used } from "../../../engine/quota/quota.ts";
import { missing, usageOf } from "../../../engine/quota/usage.ts";
import { boundsOf } from "../../../engine/rehearsal/bounds.ts";
import type { PodTemplateSpec, ReplicaSet } from "../../../schemas/generated/types.ts";
import { valueAt } from "../../text/values.ts";
import { templatePath } from "../../workspace/podOf.ts";
import { nameOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import { say } from "../../words/rehearsal/say.ts";
import { inPlace, setTo, withReplicas } from "./candidates.ts";
import type { Check } from "./check.ts";
import type { Candidate, Concern, Spot } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A quota leaves no room for the pods of a workload; during an update, in addition to the old pods. */
export const quotaRefusesPods: Check = {
  code: "quota-refuses-pods",
  *find(rehearsed) {
    for (const workload of rehearsed.workloads) {
      const excess = lacksPods(workload, rehearsed) ? excessOf(workload, rehearsed) : undefined;
      if (excess) yield concernOf(workload, excess, rehearsed);
    }
  },
};

/** A resource of a quota that one more pod would exceed, or that the pod does not set although the quota requires it. */
export interface Excess {
  readonly quota: StoredQuota;
  readonly resource: string;
  readonly isUnstated: boolean;
  readonly used: string;
  readonly hard: string;
  readonly needs: string;
}

/** Whether a workload has fewer pods than desired at the end. */
function lacksPods(workload: StoredObject, rehearsed: Rehearsed): boolean {
  if (workload.kind === "Deployment")
    return rehearsed.view.store
      .controlledBy<Stored<ReplicaSet>>(workload.metadata.uid, "ReplicaSet")
      .some(({ status }) => findCondition(status.conditions, "ReplicaFailure") !== undefined);
  if (workload.kind === "Pod" || workload.kind === "CronJob" || rehearsed.trace.outcome.is === "complete") return false;
  return rehearsed.podsOf(workload).filter(isActive).length < boundsOf(workload).wants;
}

/** The quota that additional pods of a workload would exceed. */
export function excessOf(workload: StoredObject, { view }: Rehearsed, more = 1): Excess | undefined {
  const template = valueAt(workload, templatePath(workload.kind) ?? []) as PodTemplateSpec | undefined;
  const bare = {
    ...workload,
    kind: "Pod",
    apiVersion: "v1",
    spec: template?.spec,
    status: {},
    metadata: { ...workload.metadata, labels: template?.metadata?.labels },
  };
  const pod = limitRanger.mutate!({ object: bare, by: "" }, view) as StoredPod;
  for (const quota of view.store.list<StoredQuota>("ResourceQuota", workload.metadata.namespace)) {
    if (!covers(quota, pod)) continue;
    const hard = amounts(quota.status.hard);
    const taken = used(quota);
    const asked = share(quota, usageOf(pod, view.now));
    const total = Array.from({ length: more }).reduce<typeof asked>((so) => sum(so, asked), taken);
    const exceeded = [...asked.keys()].find((name) => compare(total.get(name)!, hard.get(name)!) > 0);
    const unstated = [...hard.keys()].find((name) => missing(pod, [name]) !== undefined);
    const resource = exceeded ?? unstated;
    if (resource === undefined) continue;
    const print = (list: typeof hard): string => formatQuantity(list.get(resource) ?? quantityOf(0));
    return {
      quota,
      resource,
      isUnstated: exceeded === undefined,
      used: print(taken),
      hard: print(hard),
      needs: print(asked),
    };
  }
  return undefined;
}

function concernOf(workload: StoredObject, excess: Excess, rehearsed: Rehearsed): Concern {
  const { quota, resource, isUnstated } = excess;
  const object = refOf(workload);
  const hard: Spot = { object: refOf(quota), path: ["spec", "hard", resource] };
  const active = rehearsed.podsOf(workload).filter(isActive).length;
  const isSurge = workload.kind === "Deployment" && active >= boundsOf(workload).wants;
  const parts = { workload: nameOf(object), quota: quota.metadata.name, resource, hard: excess.hard, used: excess.used, needs: excess.needs };
  const message = isUnstated
    ? say("quota-wants-amount", { workload: nameOf(object), quota: quota.metadata.name, resource })
    : isSurge
      ? say("quota-full-for-surge", parts)
      : say("quota-full", parts);
  return {
    state: "never",
    about: object,
    spot: rehearsed.cause(...spotsOf(workload, resource, isSurge, isUnstated), hard),
    message,
    also: [hard],
    fixes: isUnstated
      ? stated(workload, resource)
      : [
          ...(isSurge ? [inPlace(workload)] : []),
          enlarged(workload, excess, hard, active),
          ...(isSurge || active === 0 ? [] : [withReplicas(workload, active)]),
        ],
  };
}

function spotsOf(workload: StoredObject, resource: string, isSurge: boolean, isUnstated: boolean): [Spot, ...Spot[]] {
  const object = refOf(workload);
  const [, part = "requests", name = resource] = /^(requests|limits)\.(.+)$/.exec(resource) ?? [];
  const resources = [...templatePath(workload.kind)!, "spec", "containers", 0, "resources"];
  const amount: Spot = { object, path: [...resources, part, name] };
  if (isUnstated) return [{ object, path: resources }];
  const count: Spot = { object, path: ["spec", workload.kind === "Job" ? "parallelism" : "replicas"] };
  const surge: Spot[] = isSurge ? [{ object, path: ["spec", "strategy", "rollingUpdate", "maxSurge"] }] : [];
  const [first, ...others] = [...surge, ...(resource === "pods" ? [count] : [count, amount])];
  return [first!, ...others];
}

/** A quota with room for all pods that are still missing. */
function enlarged(workload: StoredObject, { needs, used: taken }: Excess, hard: Spot, active: number): Candidate {
  const { ceiling, wants } = boundsOf(workload);
  const count = Math.max(1, (ceiling ?? wants) - active);
  const each = parseQuantity(needs)!;
  const total = Array.from({ length: count }).reduce<typeof each>((so) => add(so, each), parseQuantity(taken)!);
  return setTo(hard, formatQuantity({ mantissa: total.mantissa, scale: total.scale, format: each.format }));
}

/** Sets a small amount for a resource that a quota requires. */
function stated(workload: StoredObject, resource: string): Candidate[] {
  const [, part = "requests", name = resource] = /^(requests|limits)\.(.+)$/.exec(resource) ?? [];
  const containers = valueAt(workload, [...templatePath(workload.kind)!, "spec", "containers"]);
  const count = Array.isArray(containers) ? containers.length : 0;
  const to = name === "cpu" ? "100m" : "128Mi";
  const changes = Array.from({ length: count }, (_, i) => ({
    object: refOf(workload),
    path: [...templatePath(workload.kind)!, "spec", "containers", i, "resources", part, name],
    to,
  })).filter(({ path }) => valueAt(workload, path) === undefined);
  return [{ label: say("fix-value", { field: `${part}.${name}`, value: to }), changes }];
}
