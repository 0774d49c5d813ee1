import type { Refusal, RefusedNodes } from "../core/decision.ts";

/** How many nodes there are, and why some were refused. */
export interface Refusals {
  readonly nodes: number;
  readonly refused: readonly RefusedNodes[];
  /** A refusal of the pod itself, which every node shares. */
  readonly ofPod?: Refusal | undefined;
}

/** The message of the event FailedScheduling and the condition PodScheduled: each reason with its number of nodes, then the result of preemption. */
export function sentence(refusals: Refusals, afterwards = ""): string {
  const { nodes } = refusals;
  const reasons = reasonsOf(refusals);
  return `0/${nodes} nodes are available:${reasons === "" ? "" : ` ${reasons}.`}${afterwards === "" ? "" : ` ${afterwards}`}`;
}

/** The reasons, each with its number of nodes: `3 Insufficient cpu, 1 Too many pods`. */
export function reasonsOf({ refused, ofPod }: Refusals): string {
  return ofPod === undefined ? countReasons(refused) : ofPod.reasons.join(", ");
}

function countReasons(refused: readonly RefusedNodes[]): string {
  const counts = new Map<string, number>();
  for (const { reasons, nodes } of refused) for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + nodes.length);
  return [...counts]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(", ");
}

/** Groups nodes by the refusal that they share, in the order of the first node of each group. */
export class RefusalGroups {
  private readonly groups = new Map<string, RefusedNodes & { readonly nodes: string[] }>();
  private last: (RefusedNodes & { readonly nodes: string[] }) | undefined;
  private lastRefusal: Refusal | undefined;

  add(node: string, plugin: string, refusal: Refusal): void {
    if (refusal !== this.lastRefusal || this.last?.plugin !== plugin) this.last = this.group(plugin, refusal);
    this.lastRefusal = refusal;
    this.last.nodes.push(node);
  }

  get list(): readonly RefusedNodes[] {
    return [...this.groups.values()];
  }

  private group(plugin: string, { code, reasons, scarce }: Refusal): RefusedNodes & { readonly nodes: string[] } {
    const key = `${plugin} ${code} ${reasons.join()}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const group = { plugin, code, reasons, ...(scarce && { scarce }), nodes: [] };
    this.groups.set(key, group);
    return group;
  }
}
