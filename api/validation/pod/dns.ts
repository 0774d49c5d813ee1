import type { HostAlias, PodDNSConfig, PodSpec } from "../../../schemas/generated/types.ts";
import { show } from "../../cause.ts";
import { type Check, each, fields } from "../../check.ts";
import { ipAddress } from "../ip.ts";
import { dnsSubdomain, dnsSubdomainWithUnderscore, formatted } from "../names.ts";

const mostNameservers = 3;
const mostSearches = 32;
const longestSearchList = 2048;

const search: Check<string> = (domain, at, causes) => {
  if (domain !== ".") formatted(dnsSubdomainWithUnderscore)(domain.replace(/\.$/, ""), at, causes, undefined);
};

const config = fields<PodDNSConfig>({
  nameservers: (servers, at, causes) => {
    if (servers.length > mostNameservers) causes.invalid(at, `${servers.length} nameservers are too many: ${mostNameservers} are allowed.`);
    each(formatted(ipAddress))(servers, at, causes, undefined);
  },
  searches: (domains, at, causes) => {
    if (domains.length > mostSearches) causes.invalid(at, `${domains.length} search domains are too many: ${mostSearches} are allowed.`);
    const length = domains.join(" ").length;
    if (length > longestSearchList) causes.invalid(at, `The search domains have ${length} characters together: ${longestSearchList} are allowed.`);
    each(search)(domains, at, causes, undefined);
  },
  options: (options, at, causes) =>
    options.forEach(({ name = "" }, i) => {
      if (name === "") causes.required(at.index(i), "A DNS option needs a name.");
    }),
});

/** How names are looked up. A pod with `dnsPolicy: None` has to say everything itself. */
export const dnsConfig: Check<PodSpec> = ({ dnsPolicy, dnsConfig: given }, at, causes) => {
  const here = at.field("dnsConfig");
  if (dnsPolicy === "None" && given === undefined) return causes.required(here, "dnsPolicy None needs a dnsConfig.", { code: "dns-config-missing" });
  if (dnsPolicy === "None" && (given?.nameservers ?? []).length === 0)
    return causes.required(here.field("nameservers"), "dnsPolicy None needs at least one nameserver.");
  if (given !== undefined) config(given, here, causes, undefined);
};

/** Names that the pod's own hosts file knows. */
export const hostAliases: Check<readonly HostAlias[]> = each((alias, at, causes) => {
  formatted(ipAddress)(alias.ip ?? "", at.field("ip"), causes, undefined);
  each(formatted(dnsSubdomain))(alias.hostnames ?? [], at.field("hostnames"), causes, undefined);
});

const longestHostname = 64;

/** A name for the pod that takes the place of its hostname and subdomain. */
export const hostnameOverride: Check<PodSpec> = ({ hostnameOverride: name, setHostnameAsFQDN, hostNetwork }, root, causes) => {
  if (name === undefined) return;
  const at = root.field("hostnameOverride");
  if (setHostnameAsFQDN === true) causes.forbidden(at, "hostnameOverride and setHostnameAsFQDN exclude each other.");
  if (hostNetwork === true) causes.forbidden(at, "With hostNetwork a pod has its node's name: leave out hostnameOverride.");
  if (name.length > longestHostname)
    causes.add("FieldValueTooLong", at, `${show(name)} has ${name.length} characters: ${longestHostname} are allowed.`);
  formatted(dnsSubdomain)(name, at, causes, undefined);
};
