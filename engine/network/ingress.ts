import type { HTTPIngressPath, Ingress, IngressBackend, Service } from "../../schemas/generated/types.ts";
import { refOf, type Stored } from "../core/objects.ts";
import type { StoreView } from "../core/store.ts";
import { because } from "../core/why.ts";
import { type Journey, type Network, Way } from "./journey.ts";
import { toService } from "./route.ts";

/** A request from outside that an Ingress takes. */
export interface WebRequest {
  readonly host: string;
  readonly path: string;
}

interface Candidate {
  readonly ingress: Stored<Ingress>;
  readonly backend: IngressBackend | undefined;
  readonly field: string;
  /** How well the host matches: exactly, by the wildcard, or because the rule has no host. */
  readonly hostRank: number;
  readonly length: number;
  readonly exact: boolean;
}

/** Routes a request through the Ingresses of the cluster: the rule with the exact host comes first, then the longest path. */
export function throughIngress({ host, path }: WebRequest, network: Network): Journey {
  const { store } = network;
  const way = new Way(network, { from: undefined, path });
  const candidates = store.list<Stored<Ingress>>("Ingress").flatMap((ingress) => candidatesOf(ingress, host, path));
  const [best] = candidates.sort((a, b) => b.hostRank - a.hostRank || b.length - a.length || Number(b.exact) - Number(a.exact));
  if (!best) {
    way.via(because("no-ingress-rule", { host, path }, []));
    return way.ends({ is: "status", code: 404 });
  }
  const { ingress, backend, field } = best;
  const object = refOf(ingress);
  const { name = "", port } = backend?.service ?? {};
  way.via(because("ingress-rule", { ingress: ingress.metadata.name, host, path, service: name }, [{ object, field }]));
  const service = store.get<Stored<Service>>({ kind: "Service", namespace: ingress.metadata.namespace, name });
  const number = port?.number ?? service?.spec.ports?.find((one) => one.name === port?.name)?.port;
  if (!service || number === undefined) {
    way.via(because("ingress-without-service", { service: name, port: port?.number ?? port?.name ?? "" }, [{ object, field }]));
    return way.ends({ is: "status", code: 503 });
  }
  const journey = toService(way, service, number);
  return journey.end.is === "refused" || journey.end.is === "timed-out" ? { ...journey, end: { is: "status", code: 503 } } : journey;
}

/** Whether any Ingress has a rule for this host, exactly or by wildcard. */
export function hasRuleFor(host: string, store: StoreView): boolean {
  return store.list<Stored<Ingress>>("Ingress").some(({ spec }) => (spec.rules ?? []).some((rule) => rankOf(rule.host, host) > 0));
}

function candidatesOf(ingress: Stored<Ingress>, host: string, path: string): Candidate[] {
  const { rules = [], defaultBackend } = ingress.spec;
  const found = rules.flatMap((rule, i) => {
    const hostRank = rankOf(rule.host, host);
    if (hostRank < 0) return [];
    return (rule.http?.paths ?? []).flatMap((one, j): Candidate[] => {
      const { path: wanted = "/", pathType, backend } = one;
      if (!fits(one, path)) return [];
      return [{ ingress, backend, field: `spec.rules[${i}].http.paths[${j}]`, hostRank, length: wanted.length, exact: pathType === "Exact" }];
    });
  });
  if (!defaultBackend) return found;
  return [...found, { ingress, backend: defaultBackend, field: "spec.defaultBackend", hostRank: -1, length: 0, exact: false }];
}

/** A wildcard stands for one label of a name. */
function rankOf(wanted: string | undefined, host: string): number {
  if (wanted === undefined || wanted === "") return 0;
  if (wanted === host) return 2;
  return wanted.startsWith("*.") && host.slice(host.indexOf(".")) === wanted.slice(1) ? 1 : -1;
}

/** A prefix matches whole elements of a path: `/a` matches `/a/b`, but not `/ab`. */
function fits({ path: wanted = "/", pathType }: HTTPIngressPath, path: string): boolean {
  if (pathType === "Exact") return wanted === path;
  const prefix = wanted.replace(/\/$/, "");
  return path === prefix || path.startsWith(`${prefix}/`);
}
