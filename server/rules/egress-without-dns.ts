import { isObject } from "../../api/object.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { itemsOf } from "./pods.ts";
import type { Rule, Subject } from "./rule.ts";

/** A NetworkPolicy that lets pods reach other pods, but no DNS server: they do not find them by name. */
export const egressWithoutDns: Rule = {
  code: "egress-without-dns",
  severity: "warning",
  looksAt: "workspace",
  kinds: ["NetworkPolicy"],
  *check(subject) {
    const rules = egressOf(subject.value);
    if (rules.length === 0 || rules.some(mayReachDns) || !rules.some(isForPods) || isOpenedElsewhere(subject)) return;
    yield { path: ["spec", "egress"], onKey: true, message: say("egress-without-dns") };
  },
};

type Fields = Readonly<Record<string, unknown>>;

function egressOf(policy: unknown): readonly Fields[] {
  return itemsOf(valueAt(policy, ["spec", "egress"])).map(({ item }) => item);
}

/** Whether a rule may let through what asks for names: its ports hold 53, and its peers may be of another namespace or outside of the cluster. */
function mayReachDns({ ports, to }: Fields): boolean {
  const peers = itemsOf(to);
  const isNear = peers.length > 0 && peers.every(({ item }) => isObject(item["podSelector"]) && item["namespaceSelector"] === undefined);
  const asked = itemsOf(ports).map(({ item }) => item);
  return asked.length === 0 ? !isNear : asked.some(isDnsPort);
}

function isDnsPort({ port, endPort }: Fields): boolean {
  if (typeof port === "number") return port <= 53 && 53 <= (typeof endPort === "number" ? endPort : port);
  return typeof port !== "string" || port.includes("dns");
}

/** Whether a rule lets pods through: those are called by name. What may go anywhere may have its addresses from elsewhere. */
function isForPods({ to }: Fields): boolean {
  return itemsOf(to).some(({ item }) => item["ipBlock"] === undefined);
}

/** Whether another policy of the namespace lets names be asked for, or may do so in a language of its own. */
function isOpenedElsewhere({ catalog, document }: Subject): boolean {
  const { namespace } = document.self;
  const others = catalog.all("NetworkPolicy").filter((one) => one.document !== document && one.document.self.namespace === namespace);
  return others.some((one) => egressOf(one.document.manifest.value).some(mayReachDns)) || foreign.some((kind) => catalog.all(kind).length > 0);
}

const foreign = ["CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy", "GlobalNetworkPolicy", "AdminNetworkPolicy", "BaselineAdminNetworkPolicy"];
