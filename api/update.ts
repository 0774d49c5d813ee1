import type { Service, ServiceSpec } from "../schemas/generated/types.ts";
import type { KubernetesObject } from "./object.ts";

/** An update as the server looks at it: what only the server changes is as it was, and what it once drew stays where the update leaves it open. */
export function kept(object: KubernetesObject, old: KubernetesObject): KubernetesObject {
  const { status } = old as { status?: object };
  const { generation, namespace } = old.metadata ?? {};
  const metadata = { ...object.metadata, generation, namespace: object.metadata?.namespace ?? namespace };
  const updated: KubernetesObject = { ...object, metadata, ...(status !== undefined && { status }) };
  switch (object.kind) {
    case "Service":
      return keptService(updated, old);
    default:
      return updated;
  }
}

/** Addresses and ports that were drawn for a Service stay, as long as its type still has them. */
function keptService(service: Service, old: Service): Service {
  const spec: ServiceSpec = { ...service.spec };
  const before = old.spec ?? {};
  const hasAddress = (one: ServiceSpec): boolean => one.type !== "ExternalName";
  if (hasAddress(spec) && hasAddress(before)) {
    spec.clusterIP ??= before.clusterIP;
    spec.clusterIPs ??= spec.clusterIP === before.clusterIP ? before.clusterIPs : undefined;
    spec.ipFamilies ??= before.ipFamilies;
    spec.ipFamilyPolicy ??= before.ipFamilyPolicy;
  }
  return { ...service, spec };
}
