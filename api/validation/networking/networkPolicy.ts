import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
} from "../../../schemas/generated/types.ts";
import { type Check, all, each, fields, isMissing, oneOf, within } from "../../check.ts";
import { type Path, pathTo } from "../../path.ts";
import { cidrWarning, contains, oldCidr, parsePrefix } from "../ip.ts";
import { objectMeta, objectMetaUpdate } from "../metadata.ts";
import { dnsSubdomain } from "../names.ts";
import { portNumber, portNumberOrName, protocol } from "../ports.ts";
import type { KindRules, Situation } from "../rules.ts";
import { labelSelector } from "../selectors.ts";
import { say } from "../../words/say.ts";
import { quoted } from "../../words/sentence.ts";

/** The CIDR blocks that were there before: the server took them once, so it takes them again. */
type Known = ReadonlySet<string>;

const endPort: Check<NetworkPolicyPort> = ({ port, endPort: end }, root, causes) => {
  if (end === undefined) return;
  const at = root.field("endPort");
  if (port === undefined) return causes.invalid(at, say("end-port-without-port"), { code: "port-range" });
  if (typeof port === "string") return causes.invalid(at, say("end-port-by-name", { port: quoted(port) }), { code: "port-range" });
  if (end < port) causes.invalid(at, say("range-ends-before", { end, port }), { code: "port-range" });
  portNumber(end, at, causes, undefined);
};

const port = all(fields<NetworkPolicyPort>({ protocol, port: portNumberOrName }), endPort);

const block: Check<IPBlock, Known> = ({ cidr: whole, except = [] }, at, causes, known) => {
  if (isMissing(whole)) return causes.required(at.field("cidr"), say("cidr-missing"));
  const allowed: Check<string> = (value, place) => known.has(value) || oldCidr(value, place, causes, undefined);
  allowed(whole!, at.field("cidr"), causes, undefined);
  const outer = parsePrefix(whole!);
  if (outer === undefined) return;
  except.forEach((part, i) => {
    const place = at.field("except").index(i);
    allowed(part, place, causes, undefined);
    const inner = parsePrefix(part);
    if (inner !== undefined && (inner.length <= outer.length || !contains(outer, inner.address))) {
      causes.invalid(place, say("except-outside", { part, whole: whole! }), {
        code: "ip-block-exception",
      });
    }
  });
};

const onePeer: Check<NetworkPolicyPeer> = ({ ipBlock, podSelector, namespaceSelector }, at, causes) => {
  if (ipBlock === undefined && podSelector === undefined && namespaceSelector === undefined) {
    causes.required(at, say("empty-peer"), { code: "network-peer" });
  } else if (ipBlock !== undefined && (podSelector !== undefined || namespaceSelector !== undefined)) {
    causes.forbidden(at, say("two-peers"), { code: "network-peer" });
  }
};

const peer = all<NetworkPolicyPeer, Known>(
  fields<NetworkPolicyPeer, Known>({ podSelector: labelSelector, namespaceSelector: labelSelector, ipBlock: block }),
  onePeer,
);

const policyTypes: Check<readonly string[]> = (types, at, causes) => {
  if (types.length > 2) causes.invalid(at, say("too-many-policy-types", { count: types.length }));
  else each(oneOf("Ingress", "Egress"))(types, at, causes, undefined);
};

const spec = fields<NetworkPolicySpec, Known>({
  podSelector: labelSelector,
  ingress: each(fields<NetworkPolicyIngressRule, Known>({ ports: each(port), from: each(peer) })),
  egress: each(fields<NetworkPolicyEgressRule, Known>({ ports: each(port), to: each(peer) })),
  policyTypes,
});

/** Every CIDR block of a policy, and where it stands. */
function cidrsOf({ spec: { ingress = [], egress = [] } = {} }: NetworkPolicy): (readonly [at: Path, cidr: string])[] {
  const peers = [
    ...ingress.flatMap(({ from = [] }, i) => from.map((one, j) => [pathTo("spec", "ingress").index(i).field("from").index(j), one] as const)),
    ...egress.flatMap(({ to = [] }, i) => to.map((one, j) => [pathTo("spec", "egress").index(i).field("to").index(j), one] as const)),
  ];
  return peers.flatMap(([peer, { ipBlock }]) => {
    if (ipBlock === undefined) return [];
    const { cidr: whole = "", except = [] } = ipBlock;
    const at = peer.field("ipBlock");
    return [[at.field("cidr"), whole], ...except.map((part, k) => [at.field("except").index(k), part] as const)] as const;
  });
}

const specUnderOld: Check<NetworkPolicy, Situation<NetworkPolicy>> = (policy, at, causes, { old }) =>
  within<NetworkPolicy, "spec", Known>("spec", spec)(policy, at, causes, new Set(old && cidrsOf(old).map(([, block]) => block)));

/** The checks of a NetworkPolicy. */
export const networkPolicy: KindRules<NetworkPolicy> = {
  validate: all(objectMeta(dnsSubdomain), specUnderOld),
  validateUpdate: objectMetaUpdate,
  warnings: (policy) => cidrsOf(policy).flatMap(([at, block]) => cidrWarning(at, block)),
};
