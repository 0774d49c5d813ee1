import { formatQuantity, isZero, type Quantity, quantityOf } from "../../api/quantity.ts";
import { sameValue } from "../../api/equal.ts";
import type { ResourceQuota } from "../../schemas/generated/types.ts";
import type { View } from "../core/controller.ts";
import type { Stored, StoredObject } from "../core/objects.ts";
import { type Amounts, amounts, sum } from "./podResources.ts";
import { inScope } from "./scopes.ts";
import { isCounted, usageOf } from "./usage.ts";

/** A ResourceQuota as the store keeps it. */
export type StoredQuota = Stored<ResourceQuota>;

/** Whether an object is one of those that a quota counts. */
export function covers(quota: StoredQuota, object: StoredObject): boolean {
  return tracked(quota, object.kind).length > 0 && inScope(quota.spec, object);
}

/** The names in a quota that may count an object of this kind. */
export function tracked(quota: StoredQuota, kind: string): string[] {
  return Object.keys(quota.status.hard ?? quota.spec.hard ?? {}).filter((name) => isCounted(kind, name));
}

/** The usage in the status of a quota. */
export function used(quota: StoredQuota): Amounts {
  return amounts(quota.status.used);
}

/** What an object adds to a quota: only resources that the quota names, and none that is zero. */
export function share(quota: StoredQuota, usage: Amounts): Amounts {
  const hard = quota.status.hard ?? {};
  return new Map([...usage].filter(([name, quantity]) => name in hard && !isZero(quantity)));
}

/** A quota with this usage in its status. */
export function withUsed(quota: StoredQuota, usage: Amounts): StoredQuota {
  const written = Object.fromEntries([...usage].map(([name, quantity]) => [name, formatQuantity(quantity)]));
  return { ...quota, status: { hard: quota.spec.hard, used: written } };
}

/** A quota with its usage counted anew; the same object if nothing changed. */
export function recounted(quota: StoredQuota, view: View): StoredQuota {
  const hard = Object.keys(quota.spec.hard ?? {});
  let total: Amounts = new Map(hard.map((name): [string, Quantity] => [name, quantityOf(0)]));
  for (const kind of countableKinds.filter((one) => hard.some((name) => isCounted(one, name)))) {
    for (const object of view.store.list(kind, quota.metadata.namespace)) {
      if (!inScope(quota.spec, object)) continue;
      total = sum(total, new Map([...usageOf(object, view.now)].filter(([name]) => hard.includes(name))));
    }
  }
  const next = withUsed(quota, total);
  return sameValue(next.status, quota.status) ? quota : next;
}

/** The kinds of a namespace that a quota may count. */
export const countableKinds: readonly string[] = [
  ...["Pod", "Service", "PersistentVolumeClaim", "ConfigMap", "Secret", "ReplicationController", "ResourceQuota"],
  ...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "CronJob"],
  ...["Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget"],
];
