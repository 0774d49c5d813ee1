import { matches } from "../../api/selector.ts";
import type { NetworkPolicy, NetworkPolicyPeer, NetworkPolicyPort } from "../../schemas/generated/types.ts";
import { refOf, type Stored, type StoredObject } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import { because, type Why } from "../core/why.ts";
import type { Protocol } from "./journey.ts";

type Policy = Stored<NetworkPolicy>;

/** One end of a connection: a pod, or an address outside of all pods. */
export interface Party {
  readonly pod?: StoredPod | undefined;
  readonly address?: string | undefined;
}

/** A connection that a client tries to open. */
export interface Wire {
  readonly from: Party;
  readonly to: Party;
  readonly port: number;
  readonly protocol: Protocol;
}

/** The decision of the policies at one end of a connection; nothing if none applies to it. */
export interface PolicyVerdict {
  readonly allows: boolean;
  readonly why: Why;
}

/** The decisions of the policies of the client and of the server. */
export function verdictsOn(wire: Wire, store: StoreView): readonly PolicyVerdict[] {
  return [verdict("Egress", wire, store), verdict("Ingress", wire, store)].filter((one) => one !== undefined);
}

/** A pod that is selected by policies may do only what one of them allows. Policies do not apply to pods in the host network. */
function verdict(direction: "Egress" | "Ingress", wire: Wire, store: StoreView): PolicyVerdict | undefined {
  const [{ pod }, other] = direction === "Egress" ? [wire.from, wire.to] : [wire.to, wire.from];
  if (!pod || pod.spec.hostNetwork) return undefined;
  const policies = store
    .list<Policy>("NetworkPolicy", pod.metadata.namespace)
    .filter((policy) => typesOf(policy).has(direction) && matches(policy.spec.podSelector ?? {}, pod.metadata.labels));
  const [first] = policies;
  if (!first) return undefined;
  const name = pod.metadata.name;
  for (const policy of policies) {
    const at = rulesOf(policy, direction).findIndex(({ peers, ports }) => allowsPeer(peers, other, policy, store) && allowsPort(ports, wire));
    const field = `spec.${direction.toLowerCase()}[${at}]`;
    if (at >= 0)
      return {
        allows: true,
        why: because(`policy-allows-${word(direction)}`, { policy: policy.metadata.name, pod: name }, [{ object: refOf(policy), field }]),
      };
  }
  const fields = policies.map((policy) => ({ object: refOf(policy), field: `spec.${direction.toLowerCase()}` }));
  return { allows: false, why: because(`policy-blocks-${word(direction)}`, { policy: first.metadata.name, pod: name, port: wire.port }, fields) };
}

function word(direction: "Egress" | "Ingress"): "egress" | "ingress" {
  return direction === "Egress" ? "egress" : "ingress";
}

/** The policy types. By default a policy applies to ingress, and to egress if it has egress rules. */
function typesOf({ spec }: Policy): ReadonlySet<string> {
  return new Set(spec.policyTypes ?? ["Ingress", ...((spec.egress ?? []).length > 0 ? ["Egress"] : [])]);
}

interface Allowance {
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports: readonly NetworkPolicyPort[];
}

function rulesOf({ spec }: Policy, direction: "Egress" | "Ingress"): readonly Allowance[] {
  if (direction === "Egress") return (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }));
  return (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }));
}

/** No peers mean all. */
function allowsPeer(peers: readonly NetworkPolicyPeer[], party: Party, { metadata }: Policy, store: StoreView): boolean {
  return (
    peers.length === 0 ||
    peers.some(({ podSelector, namespaceSelector, ipBlock }) => {
      const address = party.address ?? party.pod?.status.podIP;
      if (ipBlock)
        return address !== undefined && isWithin(address, ipBlock.cidr ?? "") && !(ipBlock.except ?? []).some((range) => isWithin(address, range));
      if (!party.pod) return false;
      const { namespace, labels } = party.pod.metadata;
      const isNear = namespaceSelector ? matches(namespaceSelector, labelsOfNamespace(namespace, store)) : namespace === metadata.namespace;
      return isNear && (podSelector === undefined || matches(podSelector, labels));
    })
  );
}

function labelsOfNamespace(name: string, store: StoreView): Readonly<Record<string, string>> {
  const labels = store.get<StoredObject>({ kind: "Namespace", namespace: "", name })?.metadata.labels;
  return { "kubernetes.io/metadata.name": name, ...labels };
}

/** No ports mean all. A named port is looked up in the containers of the destination pod. */
function allowsPort(ports: readonly NetworkPolicyPort[], { port, protocol, to }: Wire): boolean {
  return (
    ports.length === 0 ||
    ports.some((one) => {
      if ((one.protocol ?? "TCP") !== protocol) return false;
      if (one.port === undefined) return true;
      if (typeof one.port === "number") return one.endPort === undefined ? one.port === port : one.port <= port && port <= one.endPort;
      return (to.pod?.spec.containers ?? []).some((container) =>
        (container.ports ?? []).some(({ name, containerPort }) => name === one.port && containerPort === port),
      );
    })
  );
}

/** Whether an IPv4 address is within a range. */
function isWithin(address: string, range: string): boolean {
  const [base = "", length = "32"] = range.split("/");
  const [a, b] = [bitsOf(address), bitsOf(base)];
  if (a === undefined || b === undefined) return false;
  const size = 2 ** (32 - Number(length));
  return Math.floor(a / size) === Math.floor(b / size);
}

function bitsOf(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part)) ? parts.reduce((bits, part) => bits * 256 + part, 0) : undefined;
}
