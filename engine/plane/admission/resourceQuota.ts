import { compare, formatQuantity, quantityOf, subtract, sign } from "../../../api/quantity.ts";
import { forbidden } from "../../core/answers.ts";
import type { Command, Refused } from "../../core/command.ts";
import type { View } from "../../core/controller.ts";
import { refOf } from "../../core/objects.ts";
import { type Amounts, amounts, sum } from "../../quota/podResources.ts";
import { countableKinds, covers, share, type StoredQuota, tracked, used, withUsed } from "../../quota/quota.ts";
import { missing, usageOf } from "../../quota/usage.ts";
import type { AdmissionPlugin, AdmissionRequest } from "./plugin.ts";

/** Refuses objects that would exceed a quota, and counts the others. An update of a pod is not counted again. */
export const resourceQuota: AdmissionPlugin = {
  name: "ResourceQuota",
  kinds: countableKinds,
  validate(request, view) {
    if (request.old && request.object.kind !== "Service" && request.object.kind !== "PersistentVolumeClaim") return undefined;
    const commands: Command[] = [];
    for (const quota of view.store.list<StoredQuota>("ResourceQuota", request.object.metadata.namespace)) {
      const answer = charge(quota, request, view);
      if (answer && "ok" in answer) return answer;
      if (answer) commands.push(answer);
    }
    return commands;
  },
};

/** The quota with the object counted, or a refusal; nothing if the quota does not apply. */
function charge(quota: StoredQuota, { object, old }: AdmissionRequest, view: View): Command | Refused | undefined {
  if (!covers(quota, object)) return undefined;
  const { name } = quota.metadata;
  const unsaid = object.kind === "Pod" ? missing(object, tracked(quota, "Pod")) : undefined;
  if (unsaid !== undefined) return forbidden(refOf(object), `failed quota: ${name}: ${unsaid}`);
  const before = old && covers(quota, old) ? usageOf(old, view.now) : undefined;
  const requested = share(quota, increase(usageOf(object, view.now), before));
  if (requested.size === 0) return undefined;
  const [hard, taken] = [amounts(quota.status.hard), used(quota)];
  const total = sum(taken, requested);
  const exceeded = [...requested.keys()].filter((resource) => compare(total.get(resource)!, hard.get(resource)!) > 0).sort();
  if (exceeded.length === 0) return { do: "updateStatus", object: withUsed(quota, total) };
  const print = (list: Amounts): string => exceeded.map((resource) => `${resource}=${formatQuantity(list.get(resource) ?? quantityOf(0))}`).join(",");
  return forbidden(refOf(object), `exceeded quota: ${name}, requested: ${print(requested)}, used: ${print(taken)}, limited: ${print(hard)}`);
}

/** How much more an update uses than the old object. */
function increase(usage: Amounts, before: Amounts | undefined): Amounts {
  if (!before) return usage;
  const more = [...usage].map(([name, quantity]) => [name, subtract(quantity, before.get(name) ?? quantityOf(0))] as const);
  return new Map(more.filter(([, quantity]) => sign(quantity) > 0));
}
