import type { ClientIPConfig, Service, ServiceSpec, SessionAffinityConfig } from "../../../schemas/generated/types.ts";
import { type Check, all, between, each, fields, oneOf, required, since, when, within } from "../../check.ts";
import { oldAddress, oldCidr } from "../ip.ts";
import { labels, objectMeta } from "../metadata.ts";
import { dns1035Label, dnsLabel, dnsSubdomain, formatted, qualifiedName } from "../names.ts";
import type { KindRules, Situation } from "../rules.ts";
import { addresses, addressesGranted } from "./clusterIps.ts";
import { endpointIp } from "./endpoints.ts";
import { nodePortsGranted, servicePorts } from "./servicePorts.ts";
import { isExternal, isExternalName, isLoadBalancer, needsHealthCheck } from "./serviceType.ts";
import { hintsAnnotation, modeAnnotation, serviceWarnings } from "./serviceWarnings.ts";
import { asStored, serviceUpdate } from "./serviceUpdate.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const serviceType = oneOf("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

/** An alias of a DNS name outside: no address, no ports. */
const externalName: Check<ServiceSpec> = ({ externalName: name = "", clusterIPs = [], ipFamilies = [], ipFamilyPolicy }, at, causes) => {
  const unwanted = { clusterIPs: clusterIPs.length > 0, ipFamilies: ipFamilies.length > 0, ipFamilyPolicy: ipFamilyPolicy !== undefined };
  for (const [field, there] of Object.entries(unwanted)) {
    if (there) causes.forbidden(at.field(field), say("external-name-without-address", { field }), { code: "external-name" });
  }
  const host = name.replace(/\.$/, "");
  if (host === "") causes.required(at.field("externalName"), say("external-name-missing"), { code: "external-name" });
  else formatted(dnsSubdomain)(host, at.field("externalName"), causes, undefined);
};

const clientIp = all(required<ClientIPConfig>("timeoutSeconds"), fields<ClientIPConfig>({ timeoutSeconds: between(1, 86_400) }));
const clientAffinity = all(required<SessionAffinityConfig>("clientIP"), fields<SessionAffinityConfig>({ clientIP: clientIp }));

const affinity: Check<ServiceSpec> = (spec, at, causes) => {
  const { sessionAffinity = "None", sessionAffinityConfig: config } = spec;
  if (sessionAffinity === "ClientIP")
    within<ServiceSpec, "sessionAffinityConfig">("sessionAffinityConfig", clientAffinity)(spec, at, causes, undefined);
  if (sessionAffinity === "None" && config !== undefined) {
    causes.forbidden(at.field("sessionAffinityConfig"), say("no-session-affinity"));
  }
};

/** What only a load balancer can have. */
const loadBalancerOnly: Check<ServiceSpec> = (spec, at, causes) => {
  const { type = "", loadBalancerClass, allocateLoadBalancerNodePorts, loadBalancerSourceRanges = [] } = spec;
  const onlyThere = (field: string) =>
    causes.forbidden(field === "loadBalancerSourceRanges" ? ranges(at) : at.field(field), say("load-balancer-only", { field, type: quoted(type) }), {
      code: "load-balancer-only",
    });
  if (isLoadBalancer(spec)) {
    if (loadBalancerClass !== undefined) formatted(qualifiedName)(loadBalancerClass, at.field("loadBalancerClass"), causes, undefined);
    return;
  }
  if (loadBalancerClass !== undefined) onlyThere("loadBalancerClass");
  if (allocateLoadBalancerNodePorts !== undefined) onlyThere("allocateLoadBalancerNodePorts");
  if (loadBalancerSourceRanges.length > 0) onlyThere("loadBalancerSourceRanges");
};

/** The server writes this field with a capital. */
const ranges = (spec: Parameters<Check<ServiceSpec>>[1]) => spec.field("loadBalancerSourceRanges").shownAs(spec.field("LoadBalancerSourceRanges"));

const sourceRanges: Check<ServiceSpec> = ({ loadBalancerSourceRanges = [] }, at, causes) =>
  each<string>((range, place) => oldCidr(range.trim(), place, causes, undefined))(loadBalancerSourceRanges, ranges(at), causes, undefined);

const rangesAnnotation = "service.beta.kubernetes.io/load-balancer-source-ranges";

/** The ranges were an annotation once; the field wins where both are there. */
const annotatedRanges: Check<Service> = ({ metadata, spec = {} }, root, causes) => {
  const written = metadata?.annotations?.[rangesAnnotation];
  if (written === undefined || (spec.loadBalancerSourceRanges ?? []).length > 0) return;
  const at = root.field("metadata").field("annotations").key(rangesAnnotation);
  if (!isLoadBalancer(spec))
    causes.forbidden(at, say("load-balancer-annotation", { type: quoted(spec.type) }), {
      code: "load-balancer-only",
    });
  if (written.trim() !== "") for (const range of written.split(",")) oldCidr(range.trim(), at, causes, undefined);
};

const outside: Check<ServiceSpec> = (spec, at, causes) => {
  const { type, externalTrafficPolicy = "", healthCheckNodePort = 0 } = spec;
  if (isExternal(spec)) oneOf("Cluster", "Local")(externalTrafficPolicy, at.field("externalTrafficPolicy"), causes, undefined);
  else if (externalTrafficPolicy !== "") {
    causes.invalid(at.field("externalTrafficPolicy"), say("not-reached-from-outside", { type: quoted(type) }), { code: "external-traffic" });
  }
  if (healthCheckNodePort === 0) return;
  if (needsHealthCheck(spec)) between(1, 65535)(healthCheckNodePort, at.field("healthCheckNodePort"), causes, undefined);
  else
    causes.invalid(at.field("healthCheckNodePort"), say("health-check-node-port"), {
      code: "external-traffic",
    });
};

/** An address from outside of the cluster, which must be one that packets can be sent to. */
const externalIp: Check<string> = (ip, at, causes) => {
  const before = causes.list.length;
  oldAddress(ip, at, causes, undefined);
  if (causes.list.length === before) endpointIp(ip, at, causes, undefined);
};

const anySpec: Check<ServiceSpec> = all(
  when(isExternalName, externalName),
  addresses,
  servicePorts,
  affinity,
  loadBalancerOnly,
  sourceRanges,
  outside,
  fields<ServiceSpec>({
    type: serviceType,
    selector: labels,
    sessionAffinity: oneOf("ClientIP", "None"),
    externalIPs: each(externalIp),
    internalTrafficPolicy: oneOf("Cluster", "Local"),
    trafficDistribution: oneOf("PreferClose", "PreferSameZone", "PreferSameNode"),
  }),
);

const topologyAgrees: Check<Service> = ({ metadata: { annotations = {} } = {} }, at, causes) => {
  const [hints, mode] = [annotations[hintsAnnotation], annotations[modeAnnotation]];
  if (hints === undefined || mode === undefined || hints === mode) return;
  causes.invalid(
    at.field("metadata").field("annotations").key(modeAnnotation),
    say("hints-contradict", { mode: quoted(mode), annotation: hintsAnnotation, hints: quoted(hints) }),
  );
};

/** Before 1.36 a name had to begin with a letter. */
const metadataOf = since("1.36", objectMeta(dnsLabel), objectMeta(dns1035Label));

/**
 * The server hands out addresses and node ports before it validates, and stops where it can't.
 * What an update leaves out is taken from the old object first.
 */
const validate: Check<Service, Situation<Service>> = (service, root, causes, { old }) => {
  const [now, before] = asStored(service, old);
  const [spec, at] = [now.spec ?? {}, root.field("spec")];
  const found = causes.list.length;
  addressesGranted(spec, at, causes, before?.spec);
  if (causes.list.length === found && before === undefined) nodePortsGranted(spec, at, causes, undefined);
  if (causes.list.length > found) return;
  if (before !== undefined) serviceUpdate(now, root, causes, { old: before });
  all(metadataOf, topologyAgrees, annotatedRanges)(now, root, causes, undefined);
  anySpec(spec, at, causes, undefined);
};

/** How the API server checks a Service. */
export const service: KindRules<Service> = {
  validate,
  warnings: serviceWarnings,
};
