import type { EndpointAddress, EndpointPort, EndpointSubset, Endpoints } from "../../../schemas/generated/types.ts";
import { type Check, all, each, fields, unlessEmpty } from "../../check.ts";
import { sameValue } from "../../equal.ts";
import { pathTo } from "../../path.ts";
import { deprecated } from "../../warning.ts";
import { ipWarning, oldAddress, parseAddress } from "../ip.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsLabel, dnsSubdomain, formatted, qualifiedName } from "../names.ts";
import { hasPort, portNumber, protocol } from "../ports.ts";
import type { KindRules, Situation } from "../rules.ts";
import { type ApiSentence, say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** Addresses that lead back to the sender, to its own link or nowhere. */
const special: readonly { readonly what: ApiSentence; readonly is: (bytes: readonly number[]) => boolean }[] = [
  { what: say("no-address"), is: (bytes) => bytes.every((byte) => byte === 0) },
  {
    what: say("a-loopback-address"),
    is: (bytes) => (bytes.length === 4 ? bytes[0] === 127 : bytes.every((byte, i) => byte === (i === 15 ? 1 : 0))),
  },
  {
    what: say("a-link-local-address"),
    is: ([a, b = 0, ...rest]) => (rest.length === 2 ? a === 169 && b === 254 : a === 0xfe && (b & 0xc0) === 0x80),
  },
  {
    what: say("a-link-local-multicast-address"),
    is: ([a, b = 0, c, d]) => (d === undefined ? false : a === 224 && b === 0 && c === 0) || (a === 0xff && (b & 0x0f) === 2),
  },
];

/** An address that packets can be sent to from anywhere in the cluster. */
export const endpointIp: Check<string> = (ip, at, causes) => {
  const bytes = parseAddress(ip)?.bytes;
  if (bytes === undefined) return;
  const plain = parseAddress(ip)!.mapped ? bytes.slice(12) : bytes;
  const found = special.find(({ is }) => is(plain));
  if (found !== undefined) causes.invalid(at, say("unusable-address", { ip: quoted(ip), what: found.what }), { code: "endpoint-address" });
};

const address: Check<EndpointAddress> = all(
  ({ ip = "" }, at, causes) => all(oldAddress, endpointIp)(ip, at.field("ip"), causes, undefined),
  fields<EndpointAddress>({ hostname: unlessEmpty(formatted(dnsLabel)), nodeName: formatted(dnsSubdomain) }),
);

const port: Check<EndpointPort> = all(
  hasPort(portNumber),
  fields<EndpointPort>({ name: unlessEmpty(formatted(dnsLabel)), protocol, appProtocol: formatted(qualifiedName) }),
);

const named: Check<readonly EndpointPort[]> = (ports, at, causes) => {
  if (ports.length < 2) return;
  ports.forEach(({ name = "" }, i) => {
    if (name === "") causes.required(at.index(i).field("name"), say("port-names-missing"), { code: "port-name" });
  });
};

const endpointSubset: Check<EndpointSubset> = all(
  ({ addresses = [], notReadyAddresses = [] }, at, causes) => {
    if (addresses.length + notReadyAddresses.length === 0) causes.required(at, say("empty-subset"));
  },
  fields<EndpointSubset>({ addresses: each(address), notReadyAddresses: each(address), ports: all(each(port), named) }),
);

/** Subsets that did not change were good enough for an older server. */
const subsets: Check<Endpoints, Situation<Endpoints>> = (endpoints, at, causes, { old }) => {
  if (old === undefined || !sameValue(endpoints.subsets, old.subsets))
    each(endpointSubset)(endpoints.subsets ?? [], at.field("subsets"), causes, undefined);
};

/** The addresses behind a Service, as they were before EndpointSlices. */
export const endpoints: KindRules<Endpoints> = {
  validate: all(objectMeta(dnsSubdomain), subsets),
  validateUpdate: objectMetaUpdate,
  warnings: ({ subsets: list = [] }) => [
    deprecated(pathTo("apiVersion"), say("endpoints-deprecated")),
    ...list.flatMap((subset, i) =>
      (["addresses", "notReadyAddresses"] as const).flatMap((name) =>
        (subset[name] ?? []).flatMap(({ ip = "" }, j) => ipWarning(pathTo("subsets").index(i).field(name).index(j).field("ip"), ip)),
      ),
    ),
  ],
};
