import { matches } from "../../api/selector.ts";
import type { PodDisruptionBudget } from "../../schemas/generated/types.ts";
import { type Millis, type Ref, refOf, type Stored } from "../core/objects.ts";
import { person } from "../plane/apiServer/apiServer.ts";
import { isTerminating, type StoredPod } from "../core/pods.ts";
import type { StoreView } from "../core/store.ts";
import { because, type Why } from "../core/why.ts";
import { asked } from "./script/named.ts";
import type { Stage } from "./script/stage.ts";
import type { PodSelection } from "./script.ts";
import type { Tracer } from "./tracer.ts";

/** A pod that a drain cannot evict yet, since a budget does not allow it. */
export interface Blocked {
  readonly pod: Ref;
  readonly uid: string;
  /** When the drain tries again. */
  readonly again: Millis;
}

/** How long `kubectl drain` waits before it tries again. */
const retryMillis = 5000;

/** Evicts pods. A drain tries again for as long as a disruption budget blocks it. */
export class Evictions {
  blocked: readonly Blocked[];
  private readonly stage: Stage;
  private readonly tracer: Tracer;

  constructor(stage: Stage, tracer: Tracer, blocked: readonly Blocked[] = []) {
    this.stage = stage;
    this.tracer = tracer;
    this.blocked = blocked;
  }

  /** When a drain tries again next. */
  get next(): Millis {
    return Math.min(...this.blocked.map(({ again }) => again));
  }

  /** When a drain's next retry succeeds: never, as long as the budgets stay as they are. */
  get nextSuccess(): Millis {
    const { plane } = this.stage;
    const isAllowed = this.blocked.some(({ pod }) => plane.tryOut({ do: "evict", pod, why: asked }, person).ok);
    return isAllowed ? this.next : Infinity;
  }

  evict(pod: Ref, again: boolean): void {
    const { stage, tracer } = this;
    const answer = stage.perform({ do: "evict", pod, why: asked });
    if (answer.ok) return;
    if (again && answer.reason === "TooManyRequests") this.block(pod);
    else tracer.refused(stage.plane.now, pod, answer.message);
  }

  /** Makes a drain wait for a pod. This is recorded once. */
  block(ref: Ref): void {
    const { now, store } = this.stage.plane;
    const pod = store.get<StoredPod>(ref);
    if (!pod) return;
    const { uid } = pod.metadata;
    if (!this.blocked.some((one) => one.uid === uid)) this.tracer.blocked(now, ref, whyBlocked(pod, store));
    this.blocked = [...this.blocked.filter((one) => one.uid !== uid), { pod: ref, uid, again: now + retryMillis }];
  }

  /** Retries what is due. Pods that have gone meanwhile need no eviction. */
  tryDue(): void {
    const { plane } = this.stage;
    for (const { pod: ref, uid, again } of this.blocked) {
      if (again > plane.now) continue;
      const pod = plane.store.get<StoredPod>(ref);
      const isThere = pod?.metadata.uid === uid && !isTerminating(pod);
      if (isThere) this.evict(ref, true);
      if (this.blocked.some((one) => one.uid === uid && one.again <= plane.now)) this.blocked = this.blocked.filter((one) => one.uid !== uid);
    }
  }
}

/** `kubectl drain`: every pod of a node. */
export function isDrain({ node, pick }: PodSelection): boolean {
  return node !== undefined && pick === "all";
}

/** The budget that selects the pod. */
function whyBlocked(pod: StoredPod, store: StoreView): Why {
  const { namespace, name, labels } = pod.metadata;
  const budget = store.list<Stored<PodDisruptionBudget>>("PodDisruptionBudget", namespace).find(({ spec }) => matches(spec.selector, labels));
  const field = budget?.spec.maxUnavailable === undefined ? "spec.minAvailable" : "spec.maxUnavailable";
  const fields = budget ? [{ object: refOf(budget), field }] : [];
  return because("eviction-blocked", { pod: name, budget: budget?.metadata.name ?? "", seconds: retryMillis / 1000 }, fields);
}
