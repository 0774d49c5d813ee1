import type { ServiceCIDR, ServiceCIDRSpec } from "../../../schemas/generated/types.ts";
import { type Check, all, within } from "../../check.ts";
import { canonicalCidr, isV6, parsePrefix } from "../ip.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain, formatted } from "../names.ts";
import type { KindRules, Update } from "../rules.ts";
import { cannotChange, changes, onCreate } from "../update.ts";
import { say } from "../../words/say.ts";

/** One block of IPv4, one of IPv6, or both. */
const blocks: Check<ServiceCIDRSpec> = ({ cidrs = [] }, root, causes) => {
  const at = root.field("cidrs");
  if (cidrs.length === 0) return causes.required(at, say("cidrs-missing"));
  if (cidrs.length > 2) return causes.invalid(at, say("too-many-cidrs", { count: cidrs.length }));
  cidrs.forEach((cidr, i) => formatted(canonicalCidr)(cidr, at.index(i), causes, undefined));
  const families = cidrs.map((cidr) => parsePrefix(cidr)).map((prefix) => prefix && isV6(prefix.address));
  if (families.length === 2 && families[0] !== undefined && families[0] === families[1]) {
    causes.invalid(at, say("two-cidrs-of-a-family"));
  }
};

/** A second block may come; nothing else changes. */
const grows: Check<ServiceCIDRSpec, Update<ServiceCIDRSpec>> = (spec, root, causes, { old }) => {
  const [now, before, at] = [spec.cidrs ?? [], old.cidrs ?? [], root.field("cidrs")];
  const fixed = (i: number) => {
    if (now[i] !== before[i]) causes.invalid(at.index(i), cannotChange(`cidrs[${i}]`, before[i]), { code: "immutable-field" });
  };
  if (now.length === before.length) before.forEach((_, i) => fixed(i));
  else if (before.length === 1 && now.length === 2) {
    fixed(0);
    blocks(spec, root, causes, undefined);
  } else causes.invalid(at, cannotChange("cidrs", before), { code: "immutable-field" });
};

/** Where the cluster takes the addresses of Services from. */
export const serviceCidr: KindRules<ServiceCIDR> = {
  validate: all(objectMeta(dnsSubdomain, "cluster"), onCreate(within<ServiceCIDR, "spec">("spec", blocks))),
  validateUpdate: all(objectMetaUpdate, changes<ServiceCIDR>({ spec: grows })),
};
