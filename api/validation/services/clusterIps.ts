import type { ServiceSpec } from "../../../schemas/generated/types.ts";
import type { Causes } from "../../cause.ts";
import { type Check, each, oneOf } from "../../check.ts";
import type { Path } from "../../path.ts";
import { contains, isV6, oldAddress, parseAddress, parsePrefix, unmapped } from "../ip.ts";
import { hasNodePorts, isExternalName, isFree, isHeadless } from "./serviceType.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** The default range of cluster IPs. There is no IPv6 range. */
const serviceRange = parsePrefix("10.96.0.0/16")!;
const broadcast = "10.96.255.255";

/** A placeholder for an allocated cluster IP: the first address of the range, which no Service can have. */
export const drawnAddress = "10.96.0.0";

/** The family of an address, as the API calls it. */
function familyOf(ip: string): "IPv4" | "IPv6" {
  const address = parseAddress(ip);
  return address !== undefined && isV6(unmapped(address)) ? "IPv6" : "IPv4";
}

const families = ["IPv4", "IPv6"];

/** clusterIP repeats the first of clusterIPs. */
const sameFirst: Check<ServiceSpec> = ({ clusterIP = "", clusterIPs = [] }, at, causes) => {
  if (clusterIP !== (clusterIPs[0] ?? "")) {
    const message =
      clusterIP === "" ? say("cluster-ip-missing", { first: quoted(clusterIPs[0]) }) : say("first-cluster-ip", { clusterIP: quoted(clusterIP) });
    causes.invalid(at.field("clusterIPs"), message, { code: "cluster-ip" });
  }
};

const familyFields: Check<ServiceSpec> = ({ ipFamilies = [], ipFamilyPolicy }, at, causes) => {
  ipFamilies.forEach((family, i) => {
    const here = at.field("ipFamilies").index(i);
    oneOf(...families)(family, here, causes, undefined);
    if (ipFamilies.indexOf(family) < i) causes.duplicate(here, say("twice", { value: quoted(family) }));
  });
  if (ipFamilyPolicy !== undefined)
    oneOf("PreferDualStack", "RequireDualStack", "SingleStack")(ipFamilyPolicy, at.field("ipFamilyPolicy"), causes, undefined);
};

/** Every address is one, but for None alone; at most one of each family, in the order of ipFamilies. `known` were accepted before. */
function checkAddresses({ clusterIP, clusterIPs = [], ipFamilies = [] }: ServiceSpec, root: Path, causes: Causes, known: readonly string[]): void {
  const at = root.field("clusterIPs");
  const before = causes.list.length;
  clusterIPs.forEach((ip, i) => {
    const here = i === 0 && ip === clusterIP ? root.field("clusterIP").shownAs(at.index(0)) : at.index(i);
    if (i === 0 && ip === "None") {
      if (clusterIPs.length > 1) causes.invalid(at, say("none-alone"), { code: "cluster-ip" });
    } else if (i === 0 && ip.toLowerCase() === "none") {
      causes.invalid(here, say("not-an-ip-address", { value: quoted(ip) }), { instead: "None" });
    } else if (!known.includes(ip)) oldAddress(ip, here, causes, undefined);
  });
  const wellFormed = causes.list.length === before;
  if (clusterIPs.length > 2) causes.invalid(at, say("too-many-addresses", { count: clusterIPs.length }), { code: "cluster-ip" });
  if (!wellFormed) return;
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(familyOf)).size < 2) {
    causes.invalid(at, say("two-of-one-family"), { code: "cluster-ip" });
  }
  if (clusterIPs[0] === "None") return;
  clusterIPs.forEach((ip, i) => {
    const wanted = ipFamilies[i];
    if (families.includes(wanted ?? "") && familyOf(ip) !== wanted) {
      causes.invalid(at.index(i), say("other-family", { ip, family: familyOf(ip), index: i, wanted: wanted! }), { code: "cluster-ip" });
    }
  });
}

const wellFormed: Check<ServiceSpec, ServiceSpec | undefined> = (spec, at, causes, old) => {
  sameFirst(spec, at, causes, undefined);
  familyFields(spec, at, causes, undefined);
  checkAddresses(spec, at, causes, old?.clusterIPs ?? []);
};

/** The policy and the families fit each other and the cluster. */
const familiesServed: Check<ServiceSpec> = (spec, at, causes) => {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const policy = at.field("ipFamilyPolicy");
  const before = causes.list.length;
  if (ipFamilyPolicy === "SingleStack" && (clusterIPs.length === 2 || ipFamilies.length === 2)) {
    causes.invalid(policy, say("single-stack"), { code: "ip-family" });
  }
  clusterIPs.forEach((ip, i) => {
    if (clusterIPs[0] !== "None" && i >= ipFamilies.length && familyOf(ip) === "IPv6")
      causes.invalid(at.field("clusterIPs").index(i), noIpv6, { code: "ip-family" });
  });
  // A headless Service without a selector may have any families.
  if (causes.list.length > before || isFree(spec)) return;
  if (ipFamilyPolicy === "RequireDualStack") causes.invalid(policy, say("wants-both-families"), { code: "ip-family" });
  each<string>((family, here) => {
    if (family === "IPv6") causes.invalid(here, noIpv6, { code: "ip-family" });
  })(ipFamilies, at.field("ipFamilies"), causes, undefined);
};

const noIpv6 = say("no-ipv6");

const inRange: Check<ServiceSpec> = ({ clusterIPs: [ip = drawnAddress] = [] }, at, causes) => {
  const address = parseAddress(ip);
  if (address === undefined || ip === drawnAddress || (contains(serviceRange, address) && ip !== broadcast)) return;
  const message = say("not-in-range", { ip });
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
    causes.invalid(at.field("clusterIP").shownAs(at.field("clusterIPs").index(0)), say("headless-type", { type: spec.type! }), {
      code: "headless-type",
    });
  }
};
