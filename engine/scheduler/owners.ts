import { sameValue } from "../../api/equal.ts";
import { type Labels, matcher, type Matcher } from "../../api/selector.ts";
import type { LabelSelector, ReplicaSet, ReplicationController, Service, StatefulSet } from "../../schemas/generated/types.ts";
import { isEmptySelector, type PodShape } from "./podInfo.ts";

type Owner = Service | ReplicationController | ReplicaSet | StatefulSet;

const controllers: Readonly<Record<string, string>> = { ReplicationController: "v1", ReplicaSet: "apps/v1", StatefulSet: "apps/v1" };

/** The kinds whose selectors spread their pods by default. */
export const ownerKinds: readonly string[] = ["Service", ...Object.keys(controllers)];

/** The Services and controllers that pods are spread for by default. */
export class Owners {
  private readonly selectors = new Map<string, LabelSelector>();
  /** The selectors of Services, kept apart since they are all checked for every pod. */
  private readonly services = new Map<string, LabelSelector>();

  /** Adds or updates an owner. Returns true if that changes which pods it selects. Other kinds are ignored. */
  set(owner: Owner & { readonly kind: string }): boolean {
    if (!ownerKinds.includes(owner.kind)) return false;
    const key = keyOf(owner.kind, owner.metadata?.namespace || "default", owner.metadata?.name ?? "");
    const selector = selectorOf(owner);
    const before = this.selectors.get(key);
    if (selector === undefined) return this.forget(key);
    this.selectors.set(key, selector);
    if (owner.kind === "Service") this.services.set(key, selector);
    return before === undefined || !sameValue(before, selector);
  }

  remove(kind: string, namespace: string, name: string): boolean {
    return this.forget(keyOf(kind, namespace, name));
  }

  private forget(key: string): boolean {
    this.services.delete(key);
    return this.selectors.delete(key);
  }

  /** The selectors of a pod's Services and of its controller. Nothing if it has neither. */
  selectorFor({ namespace, labels, owner }: PodShape): LabelSelector | undefined {
    const services = [...this.services].filter(([key, selector]) => key.startsWith(`Service/${namespace}/`) && matches(selector, labels));
    const matchLabels: Record<string, string> = Object.assign({}, ...services.map(([, selector]) => selector.matchLabels));
    const controller =
      owner && controllers[owner.kind ?? ""] === owner.apiVersion ? this.selectors.get(keyOf(owner.kind!, namespace, owner.name ?? "")) : undefined;
    const own = Object.entries(controller?.matchLabels ?? {}).map(([key, value]) => ({ key, operator: "In", values: [value] }));
    const merged = { matchLabels, matchExpressions: [...own, ...(controller?.matchExpressions ?? [])] };
    return isEmptySelector(merged) ? undefined : merged;
  }
}

function matches(selector: LabelSelector, labels: Labels): boolean {
  const selects: Matcher = matcher(selector);
  return selects(labels);
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind}/${namespace}/${name}`;
}

function selectorOf(owner: Owner & { readonly kind: string }): LabelSelector | undefined {
  const selector = owner.spec?.selector;
  if (selector === undefined) return undefined;
  const isMap = owner.kind === "Service" || owner.kind === "ReplicationController";
  return isMap ? { matchLabels: selector as Record<string, string> } : selector;
}
