import { isObject } from "./object.ts";

/** An object in the version in which the server keeps it: the older form of an autoscaler knows one metric only. */
export function inStorageVersion<T extends object>(object: T): T {
  const { kind, apiVersion, spec: given } = object as { readonly kind?: unknown; readonly apiVersion?: unknown; readonly spec?: unknown };
  if (kind !== "HorizontalPodAutoscaler" || apiVersion !== "autoscaling/v1" || !isObject(given)) return object;
  const { targetCPUUtilizationPercentage: percentage, ...spec } = given;
  const resource = { name: "cpu", target: { type: "Utilization", averageUtilization: percentage } };
  const metrics = percentage === undefined ? undefined : [{ type: "Resource", resource }];
  return { ...object, apiVersion: "autoscaling/v2", spec: { ...spec, ...(metrics && { metrics }) } };
}
