import type { Metrics } from "../metrics.ts";
import { isReady, isTerminating, type StoredPod } from "../pods.ts";
import type { Names } from "./names.ts";
import { select } from "./selection.ts";

/** What a script has said of metrics so far, by the keys that it used. */
export type MeasuresState = Readonly<Record<string, unknown>>;

/** One amount for every pod, one by one from the oldest, or a total that the ready ones share. */
type Amount = number | readonly (number | null)[] | { readonly total: number };

/** The metrics APIs as a script plays them. */
export class Measures implements Metrics {
  /** Scripts need not wait long. */
  readonly period = 1000;
  private said: MeasuresState;
  private readonly names: Names;

  constructor(said: MeasuresState, names: Names) {
    this.said = said;
    this.names = names;
  }

  state(): MeasuresState {
    return this.said;
  }

  say(more: MeasuresState): void {
    this.said = { ...this.said, ...more };
  }

  usageOf(pod: StoredPod): Readonly<Record<string, number>> | undefined {
    const uses: Record<string, number> = {};
    for (const [key, said] of Object.entries(this.said)) {
      if (!belongs(this.names.ownerKey(pod), key)) continue;
      const pods = select(this.names, { pick: "all" }, (other) => runs(other) && belongs(this.names.ownerKey(other), key));
      const place = pods.findIndex(({ metadata }) => metadata.uid === pod.metadata.uid);
      if (place < 0) continue;
      for (const [quantity, amount] of Object.entries(usage(said))) {
        const share = shareOf(amount, pod, place, pods);
        if (typeof share === "number") uses[quantity] = share;
      }
    }
    return Object.keys(uses).length > 0 ? uses : undefined;
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

function shareOf(amount: Amount, pod: StoredPod, place: number, pods: readonly StoredPod[]): number | null | undefined {
  if (typeof amount === "number") return amount;
  if (Array.isArray(amount)) return (amount as readonly (number | null)[])[place];
  return isReady(pod) ? Math.round((amount as { total: number }).total / pods.filter(isReady).length) : 0;
}
