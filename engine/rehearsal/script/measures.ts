import type { Metrics, Usage } from "../../core/metrics.ts";
import type { Millis } from "../../core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import type { Names } from "./names.ts";
import { select } from "./selection.ts";

/** The metrics that a script has stated so far, by the keys that it used. */
export type MeasuresState = Readonly<Record<string, unknown>>;

/** One amount for every pod, a list of amounts from the oldest pod on, or a total that the ready pods share. */
type Amount = number | readonly (number | null)[] | { readonly total: number };

/** The metrics APIs, with the values that a script states. */
export class Measures implements Metrics {
  readonly period: Millis;
  private said: MeasuresState;
  private readonly names: Names;

  constructor(said: MeasuresState, names: Names, period: Millis) {
    this.period = period;
    this.said = said;
    this.names = names;
  }

  state(): MeasuresState {
    return this.said;
  }

  say(more: MeasuresState): void {
    this.said = { ...this.said, ...more };
  }

  /** Whether the script has stated any load. */
  get isStated(): boolean {
    return Object.keys(this.said).length > 0;
  }

  usageOf(pods: readonly StoredPod[]): ReadonlyMap<StoredPod, Usage> {
    const uses = new Map<StoredPod, Record<string, number>>();
    const asked = new Set(pods);
    for (const [key, said] of Object.entries(this.said)) {
      const sharers = select(this.names, { pick: "all" }, (pod) => runs(pod) && belongs(this.names.ownerKey(pod), key));
      const ready = sharers.filter(isReady).length;
      for (const [place, pod] of sharers.entries()) {
        if (!asked.has(pod)) continue;
        for (const [quantity, amount] of Object.entries(usage(said))) {
          const share = shareOf(amount, pod, place, ready);
          if (typeof share === "number") uses.set(pod, { ...uses.get(pod), [quantity]: share });
        }
      }
    }
    return uses;
  }

  valuesOf(name: string): readonly number[] {
    return [this.said[name] ?? []].flat().filter((value) => typeof value === "number");
  }
}

/** Whether a pod's owner key belongs to an owner: the owner itself, or one of its revisions. */
function belongs(owner: string, key: string): boolean {
  return owner === key || owner.startsWith(`${key}#`);
}

function runs(pod: StoredPod): boolean {
  return pod.status.phase === "Running" && !isTerminating(pod);
}

function usage(said: unknown): Readonly<Record<string, Amount>> {
  if (said === null || said === undefined) return {};
  if (typeof said !== "object" || Array.isArray(said) || "total" in said) return { cpu: said as Amount };
  return said as Readonly<Record<string, Amount>>;
}

function shareOf(amount: Amount, pod: StoredPod, place: number, ready: number): number | null | undefined {
  if (typeof amount === "number") return amount;
  if (Array.isArray(amount)) return (amount as readonly (number | null)[])[place];
  return isReady(pod) ? Math.round((amount as { total: number }).total / ready) : 0;
}
