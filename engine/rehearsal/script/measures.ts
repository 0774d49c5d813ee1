import type { Metrics, Usage } from "../../core/metrics.ts";
import type { Millis } from "../../core/objects.ts";
import { isReady, isTerminating, type StoredPod } from "../../core/pods.ts";
import type { Names } from "./names.ts";
import { select } from "./selection.ts";

/** What a script has said of metrics so far, by the keys that it used. */
export type MeasuresState = Readonly<Record<string, unknown>>;

/** One amount for every pod, one by one from the oldest, or a total that the ready ones share. */
type Amount = number | readonly (number | null)[] | { readonly total: number };

/** The metrics APIs as a script plays them. */
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

  /** Whether any load was stated at all. */
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

/** An owner's own pods, or those of all its revisions. */
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
