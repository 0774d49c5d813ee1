import type { HostAlias, PodDNSConfig, PodSpec } from "../../../schemas/generated/types.ts";
import { type Check, each, fields } from "../../check.ts";
import { oldAddress } from "../ip.ts";
import { dnsSubdomain, dnsSubdomainWithUnderscore, formatted } from "../names.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const mostNameservers = 3;
const mostSearches = 32;
const longestSearchList = 2048;

const search: Check<string> = (domain, at, causes) => {
  if (domain !== ".") formatted(dnsSubdomainWithUnderscore)(domain.replace(/\.$/, ""), at, causes, undefined);
};

const config = fields<PodDNSConfig>({
  nameservers: (servers, at, causes) => {
    if (servers.length > mostNameservers) causes.invalid(at, say("too-many-nameservers", { count: servers.length, most: mostNameservers }));
    each(oldAddress)(servers, at, causes, undefined);
  },
  searches: (domains, at, causes) => {
    if (domains.length > mostSearches) causes.invalid(at, say("too-many-searches", { count: domains.length, most: mostSearches }));
    const length = domains.join(" ").length;
    if (length > longestSearchList) causes.invalid(at, say("searches-too-long", { length, most: longestSearchList }));
    each(search)(domains, at, causes, undefined);
  },
  options: (options, at, causes) =>
    options.forEach(({ name = "" }, i) => {
      if (name === "") causes.required(at.index(i), say("dns-option-without-name"));
    }),
});

/** The DNS settings. A pod with `dnsPolicy: None` must set everything itself. */
export const dnsConfig: Check<PodSpec> = ({ dnsPolicy, dnsConfig: given }, at, causes) => {
  const here = at.field("dnsConfig");
  if (dnsPolicy === "None" && given === undefined) return causes.required(here, say("dns-config-missing"), { code: "dns-config-missing" });
  if (dnsPolicy === "None" && (given?.nameservers ?? []).length === 0) return causes.required(here.field("nameservers"), say("nameserver-missing"));
  if (given !== undefined) config(given, here, causes, undefined);
};

/** Entries of the pod's hosts file. */
export const hostAliases: Check<readonly HostAlias[]> = each((alias, at, causes) => {
  oldAddress(alias.ip ?? "", at.field("ip"), causes, undefined);
  each(formatted(dnsSubdomain))(alias.hostnames ?? [], at.field("hostnames"), causes, undefined);
});

const longestHostname = 64;

/** A name for the pod that takes the place of its hostname and subdomain. */
export const hostnameOverride: Check<PodSpec> = ({ hostnameOverride: name, setHostnameAsFQDN, hostNetwork }, root, causes) => {
  if (name === undefined) return;
  const at = root.field("hostnameOverride");
  if (setHostnameAsFQDN === true) causes.forbidden(at, say("two-hostnames"));
  if (hostNetwork === true) causes.forbidden(at, say("hostname-with-host-network"));
  if (name.length > longestHostname)
    causes.add("FieldValueTooLong", at, say("characters-allowed", { name: quoted(name), length: name.length, most: longestHostname }));
  formatted(dnsSubdomain)(name, at, causes, undefined);
};
