import type { DiscoveryV1EndpointPort, Endpoint, EndpointHints, EndpointSlice } from "../../../schemas/generated/types.ts";
import { type Check, all, choice, distinct, each, fields, unlessEmpty } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { pathTo } from "../../path.ts";
import { deprecated } from "../../warning.ts";
import { canonicalIp, ipWarning, isV6, oldAddress, parseAddress } from "../ip.ts";
import { labels, objectMeta, objectMetaUpdate } from "../metadata.ts";
import { type Format, dnsLabel, dnsSubdomain, domainName, formatted, labelValue, qualifiedName } from "../names.ts";
import { protocol } from "../ports.ts";
import type { KindRules, Situation } from "../rules.ts";
import { immutable } from "../update.ts";
import { endpointIp } from "./endpoints.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

const most = { endpoints: 1000, addresses: 100, ports: 20_000, topologyLabels: 16, hints: 8 };

function atMost<T>(limit: number, check: Check<readonly T[]>): Check<readonly T[]> {
  return (list, at, causes) => {
    if (list.length > limit) causes.add("FieldValueTooMany", at, say("too-many", { count: list.length, most: limit }));
    else check(list, at, causes, undefined);
  };
}

/** The server reports the list where the family is wrong. */
function ofFamily(family: "IPv4" | "IPv6", spelling: Check<string>): Check<string> {
  return (ip, at, causes) => {
    const before = causes.list.length;
    spelling(ip, at, causes, undefined);
    if (causes.list.length > before) return;
    const address = parseAddress(ip)!;
    const is = isV6(address) && !address.mapped ? "IPv6" : "IPv4";
    if (is !== family) causes.invalid(at.shownAs(at.parent!), say("of-other-family", { ip: quoted(ip), is, family }), { code: "endpoint-address" });
    endpointIp(ip, at, causes, undefined);
  };
}

const addressOf: Readonly<Record<string, Check<string>>> = {
  IPv4: ofFamily("IPv4", oldAddress),
  IPv6: ofFamily("IPv6", formatted(canonicalIp)),
  FQDN: (name, at, causes) => (name === "" ? causes.required(at, say("empty-address")) : formatted(domainName)(name, at, causes, undefined)),
};

function addressesOf(type: string): Check<Endpoint> {
  const address: Check<string> = Object.hasOwn(addressOf, type) ? addressOf[type]! : () => undefined;
  return ({ addresses = [] }, root, causes) => {
    const at = root.field("addresses");
    if (addresses.length === 0) causes.required(at, say("no-addresses"));
    else if (addresses.length > most.addresses)
      causes.add("FieldValueTooMany", at, say("too-many", { count: addresses.length, most: most.addresses }));
    each(address)(addresses, at, causes, undefined);
  };
}

function hint(format: Format): Check<readonly { name?: string | undefined }[]> {
  const byName = distinct<{ name?: string | undefined }>(
    ({ name = "" }) => name,
    (item) => item.field("name"),
  );
  return atMost(
    most.hints,
    all(
      byName,
      each(({ name = "" }, at, causes) => formatted(format)(name, at.field("name"), causes, undefined)),
    ),
  );
}

const hints = fields<EndpointHints>({ forZones: hint(labelValue), forNodes: hint(dnsSubdomain) });

const endpoint = fields<Endpoint>({ nodeName: formatted(dnsSubdomain), hostname: formatted(dnsLabel), deprecatedTopology: labels, hints });

const ports = atMost<DiscoveryV1EndpointPort>(
  most.ports,
  all(
    each(
      fields<DiscoveryV1EndpointPort>({
        name: unlessEmpty(formatted(dnsLabel)),
        protocol,
        appProtocol: formatted(qualifiedName),
      }),
    ),
    distinct<DiscoveryV1EndpointPort>(
      ({ name = "" }) => name,
      (item) => item.field("name"),
    ),
  ),
);

/** Endpoints that did not change were good enough for an older server. */
const endpoints: Check<EndpointSlice, Situation<EndpointSlice>> = (slice, at, causes, { old }) => {
  if (old !== undefined && sameValue(slice.endpoints, old.endpoints)) return;
  atMost<Endpoint>(most.endpoints, each(all(addressesOf(slice.addressType ?? ""), endpoint)))(
    slice.endpoints ?? [],
    at.field("endpoints"),
    causes,
    undefined,
  );
};

/** A part of the addresses behind a Service. */
export const endpointSlice: KindRules<EndpointSlice> = {
  validate: all(objectMeta(dnsSubdomain), choice<EndpointSlice>("addressType", "FQDN", "IPv4", "IPv6"), fields<EndpointSlice>({ ports }), endpoints),
  validateUpdate: all(objectMetaUpdate, immutable<EndpointSlice>("EndpointSlice", "addressType")),
  warnings: ({ addressType, endpoints: list = [] }) =>
    addressType === "FQDN"
      ? [deprecated(pathTo("addressType"), say("fqdn-deprecated"))]
      : list.flatMap(({ addresses = [] }, i) =>
          addresses.flatMap((ip, j) => ipWarning(pathTo("endpoints").index(i).field("addresses").index(j), ip)),
        ),
};
