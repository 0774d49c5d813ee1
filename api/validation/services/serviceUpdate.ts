import type { Service, ServicePort, ServiceSpec } from "../../../schemas/generated/types.ts";
import { type Check, all } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import type { Update } from "../rules.ts";
import { cannotChange, changes } from "../update.ts";
import { drawnAddress } from "./clusterIps.ts";
import { withNodePorts } from "./servicePorts.ts";
import { hasNodePorts, isExternal, isExternalName, isFree, isHeadless, isLoadBalancer, needsHealthCheck } from "./serviceType.ts";
import { say } from "../../words/say.ts";

/** The Service as the server would store it, and the one before in its full form. */
export type ServiceUpdate = readonly [now: Service, before: Service | undefined];

/**
 * Fills in what the server fills in before it looks: addresses, families and what an update left out.
 * A manifest rarely has the address that its Service was given, so a placeholder stands for it.
 */
export function asStored(service: Service, old: Service | undefined): ServiceUpdate {
  const asked = withPlural(service.spec ?? {});
  if (old === undefined) return [{ ...service, spec: withNodePorts(withPolicy(asked, undefined)) }, undefined];
  const before = withFamilies(withAddress(withPolicy(withPlural(old.spec ?? {}), undefined)));
  const patched = withPolicy(patchedFrom(before, asked), before);
  return [
    { ...service, spec: withoutLeftovers(withFamilies(patched), before) },
    { ...old, spec: before },
  ];
}

const needsAddress = (spec: ServiceSpec) => !isExternalName(spec);

/** Clients that know clusterIP only mean clusterIPs too. */
function withPlural({ clusterIP, clusterIPs, ...spec }: ServiceSpec): ServiceSpec {
  const single = clusterIP === drawnAddress ? "" : (clusterIP ?? "");
  const list = (clusterIPs ?? []).filter((ip) => ip !== drawnAddress);
  if (single === "" && list.length === 0) return spec;
  return { ...spec, clusterIP: single, clusterIPs: list.length === 0 ? [single] : list };
}

function withAddress(spec: ServiceSpec): ServiceSpec {
  return needsAddress(spec) && (spec.clusterIPs ?? []).length === 0 ? { ...spec, clusterIP: drawnAddress, clusterIPs: [drawnAddress] } : spec;
}

function withPolicy(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (!needsAddress(spec) || spec.ipFamilyPolicy !== undefined) return spec;
  return { ...spec, ipFamilyPolicy: old?.ipFamilyPolicy ?? (isFree(spec) ? "RequireDualStack" : "SingleStack") };
}

function withFamilies(spec: ServiceSpec): ServiceSpec {
  const { ipFamilies = [], ipFamilyPolicy } = spec;
  if (!needsAddress(spec)) return spec;
  const [first = "IPv4"] = ipFamilies;
  const both = isFree(spec) && ipFamilyPolicy !== "SingleStack";
  if (both && ipFamilies.length < 2) return { ...spec, ipFamilies: [first, first === "IPv4" ? "IPv6" : "IPv4"] };
  return ipFamilies.length === 0 ? { ...spec, ipFamilies: [first] } : spec;
}

/** What the client did not say about what the server had handed out stays as it was. */
function patchedFrom(old: ServiceSpec, spec: ServiceSpec): ServiceSpec {
  if (!needsAddress(old) || !needsAddress(spec)) return spec;
  const { clusterIP = "", clusterIPs = [] } = spec;
  if (clusterIP !== "" || clusterIPs.length > 0) return spec;
  return { ...spec, clusterIP: old.clusterIP, clusterIPs: old.clusterIPs };
}

/** A change of type leaves fields behind that the new type can't have: those that the client did not touch go away by themselves. */
export function withoutLeftovers(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const kept: Record<string, unknown> = { ...spec };
  const drop = (name: keyof ServiceSpec, had: boolean, has: boolean) => {
    if (had && !has && sameValue(spec[name], old[name])) delete kept[name];
  };
  const balanced = [isLoadBalancer(old), isLoadBalancer(spec)] as const;
  for (const name of ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"] as const)
    drop(name, needsAddress(old), needsAddress(spec));
  for (const name of ["allocateLoadBalancerNodePorts", "loadBalancerClass"] as const) drop(name, ...balanced);
  drop("externalTrafficPolicy", isExternal(old), isExternal(spec));
  drop("healthCheckNodePort", needsHealthCheck(old), needsHealthCheck(spec));
  const freed =
    hasNodePorts(old) && !hasNodePorts(spec) && (spec.ports ?? []).every(({ nodePort = 0 }) => nodePort === 0 || nodePortsOf(old).includes(nodePort));
  if (freed) kept["ports"] = (spec.ports ?? []).map(({ nodePort: _, ...port }): ServicePort => port);
  return kept;
}

const nodePortsOf = ({ ports = [] }: ServiceSpec) => ports.map(({ nodePort = 0 }) => nodePort);

type SpecChange = Check<ServiceSpec, Update<ServiceSpec>>;

/** The first address is for life, but for Services that have none. */
const sameAddresses: SpecChange = (spec, at, causes, { old }) => {
  if (!needsAddress(spec) || !needsAddress(old) || (isHeadless(spec) && isHeadless(old))) return;
  const [now, before] = [spec.clusterIPs ?? [], old.clusterIPs ?? []];
  const lasting = now.length === before.length ? before.length : 1;
  for (let i = 0; i < lasting; i++) {
    if (now[i] === before[i]) continue;
    const message = before[i] === drawnAddress ? say("cluster-ip-stays") : cannotChange("clusterIP", before[i]);
    causes.invalid(at.field("clusterIPs").index(i), message, { code: "cluster-ip-changed" });
  }
  if (now.length < before.length && spec.ipFamilyPolicy !== "SingleStack")
    causes.invalid(at.field("ipFamilyPolicy"), say("second-address"), { code: "ip-family" });
};

const sameFamilies: SpecChange = (spec, at, causes, { old }) => {
  if (!needsAddress(spec) || !needsAddress(old) || isHeadless(spec) || isHeadless(old)) return;
  const [now, before] = [spec.ipFamilies ?? [], old.ipFamilies ?? []];
  const changed = now.length === before.length ? now.some((family, i) => family !== before[i]) : now.length > 0 && now[0] !== before[0];
  if (changed) causes.invalid(at.field("ipFamilies").index(0), cannotChange("ipFamilies", before), { code: "cluster-ip-changed" });
};

const sameClass: SpecChange = (spec, at, causes, { old }) => {
  if (!isLoadBalancer(spec) || !isLoadBalancer(old) || spec.loadBalancerClass === old.loadBalancerClass) return;
  causes.invalid(at.field("loadBalancerClass"), cannotChange("loadBalancerClass", old.loadBalancerClass), { code: "immutable-field" });
};

const sameHealthCheck: SpecChange = (spec, at, causes, { old }) => {
  const asked = spec.healthCheckNodePort ?? 0;
  if (!needsHealthCheck(spec) || !needsHealthCheck(old) || asked === 0 || asked === old.healthCheckNodePort) return;
  causes.forbidden(at.field("healthCheckNodePort"), cannotChange("healthCheckNodePort", old.healthCheckNodePort), { code: "immutable-field" });
};

/** What the life of a Service fixes. */
export const serviceUpdate: Check<Service, Update<Service>> = changes<Service>({
  spec: all(sameAddresses, sameFamilies, sameClass, sameHealthCheck),
});
