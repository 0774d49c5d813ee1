import type { ServiceSpec } from "../../../schemas/generated/types.ts";
import { type Causes, show } from "../../cause.ts";
import { type Check, each, oneOf } from "../../check.ts";
import type { Path } from "../../path.ts";
import { contains, ipAddress, isV6, parseAddress, parsePrefix } from "../ip.ts";
import { formatted } from "../names.ts";
import { hasNodePorts, isExternalName, isFree, isHeadless } from "./serviceType.ts";

/** Where the addresses of Services come from, on a cluster that was set up with nothing said about it. It has no IPv6 range. */
const serviceRange = parsePrefix("10.96.0.0/16")!;
const broadcast = "10.96.255.255";

/** Stands for an address that the server has drawn: the first of its range, which no Service can have. */
export const drawnAddress = "10.96.0.0";

/** The family of an address, as the API calls it. */
function familyOf(ip: string): "IPv4" | "IPv6" {
  const address = parseAddress(ip);
  return address !== undefined && isV6(address) ? "IPv6" : "IPv4";
}

const families = ["IPv4", "IPv6"];

/** clusterIP repeats the first of clusterIPs. */
const sameFirst: Check<ServiceSpec> = ({ clusterIP = "", clusterIPs = [] }, at, causes) => {
  if (clusterIP !== (clusterIPs[0] ?? "")) {
    const message =
      clusterIP === ""
        ? `clusterIPs needs clusterIP beside it, with ${show(clusterIPs[0])}.`
        : `The first of clusterIPs must be the clusterIP, ${show(clusterIP)}.`;
    causes.invalid(at.field("clusterIPs"), message, { code: "cluster-ip" });
  }
};

const familyFields: Check<ServiceSpec> = ({ ipFamilies = [], ipFamilyPolicy }, at, causes) => {
  ipFamilies.forEach((family, i) => {
    const here = at.field("ipFamilies").index(i);
    oneOf(...families)(family, here, causes, undefined);
    if (ipFamilies.indexOf(family) < i) causes.duplicate(here, `${show(family)} is here twice.`);
  });
  if (ipFamilyPolicy !== undefined)
    oneOf("PreferDualStack", "RequireDualStack", "SingleStack")(ipFamilyPolicy, at.field("ipFamilyPolicy"), causes, undefined);
};

/** Every address is one, but for None alone; at most one of each family, in the order of ipFamilies. `known` were accepted before. */
function checkAddresses({ clusterIPs = [], ipFamilies = [] }: ServiceSpec, at: Path, causes: Causes, known: readonly string[]): void {
  const before = causes.list.length;
  clusterIPs.forEach((ip, i) => {
    if (i === 0 && ip === "None") {
      if (clusterIPs.length > 1) causes.invalid(at, "None means no address, so nothing can stand beside it.", { code: "cluster-ip" });
    } else if (!known.includes(ip)) formatted(ipAddress)(ip, at.index(i), causes, undefined);
  });
  const wellFormed = causes.list.length === before;
  if (clusterIPs.length > 2)
    causes.invalid(at, `A Service has one address of each family: ${clusterIPs.length} are too many.`, { code: "cluster-ip" });
  if (!wellFormed) return;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(familyOf)).size < 2) {
    causes.invalid(at, "Two addresses must be of two families: one IPv4, one IPv6.", { code: "cluster-ip" });
  }
  if (clusterIPs[0] === "None") return;
  clusterIPs.forEach((ip, i) => {
    const wanted = ipFamilies[i];
    if (families.includes(wanted ?? "") && familyOf(ip) !== wanted) {
      causes.invalid(at.index(i), `${ip} is ${familyOf(ip)}, but ipFamilies[${i}] says ${wanted}.`, { code: "cluster-ip" });
    }
  });
}

const wellFormed: Check<ServiceSpec, ServiceSpec | undefined> = (spec, at, causes, old) => {
  sameFirst(spec, at, causes, undefined);
  familyFields(spec, at, causes, undefined);
  checkAddresses(spec, at.field("clusterIPs"), causes, old?.clusterIPs ?? []);
};

/** The policy and the families fit each other and the cluster. */
const familiesServed: Check<ServiceSpec> = (spec, at, causes) => {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const policy = at.field("ipFamilyPolicy");
  const before = causes.list.length;
  if (ipFamilyPolicy === "SingleStack" && (clusterIPs.length === 2 || ipFamilies.length === 2)) {
    causes.invalid(policy, "SingleStack allows one family: write PreferDualStack or RequireDualStack for two.", { code: "ip-family" });
  }
  clusterIPs.forEach((ip, i) => {
    if (clusterIPs[0] !== "None" && i >= ipFamilies.length && familyOf(ip) === "IPv6")
      causes.invalid(at.field("clusterIPs").index(i), noIpv6, { code: "ip-family" });
  });
  // Without a selector nobody but its author cares which families a headless Service has.
  if (causes.list.length > before || isFree(spec)) return;
  if (ipFamilyPolicy === "RequireDualStack") causes.invalid(policy, `This Service wants both families. ${noIpv6}`, { code: "ip-family" });
  each<string>((family, here) => {
    if (family === "IPv6") causes.invalid(here, noIpv6, { code: "ip-family" });
  })(ipFamilies, at.field("ipFamilies"), causes, undefined);
};

const noIpv6 = "A cluster with one range of IPv4 addresses for Services has no IPv6.";

const inRange: Check<ServiceSpec> = ({ clusterIPs: [ip = drawnAddress] = [] }, at, causes) => {
  const address = parseAddress(ip);
  if (address === undefined || ip === drawnAddress || (contains(serviceRange, address) && ip !== broadcast)) return;
  const message = `${ip} is not in the range that Services take their addresses from: 10.96.0.0/16, unless the cluster says otherwise.`;
  causes.invalid(at.field("clusterIPs"), message, { code: "cluster-ip-range" });
};

/** What the server finds when it hands out addresses: it stops at the first of these that goes wrong. */
export const addressesGranted: Check<ServiceSpec, ServiceSpec | undefined> = (spec, at, causes, old) => {
  if (isExternalName(spec)) return;
  const before = causes.list.length;
  for (const step of [wellFormed, familiesServed, inRange]) {
    if (step === inRange && old !== undefined && !isExternalName(old)) return;
    step(spec, at, causes, old);
    if (causes.list.length > before) return;
  }
};

/** None is no address that a node or a load balancer could lead to. */
export const addresses: Check<ServiceSpec> = (spec, at, causes) => {
  if (isHeadless(spec) && hasNodePorts(spec)) {
    causes.invalid(at.field("clusterIPs").index(0), `A ${spec.type} needs an address: clusterIP must not be None.`, { code: "headless-type" });
  }
};
