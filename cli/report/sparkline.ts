import type { WorkloadReport } from "./report.ts";

const heights = " ▁▂▃▄▅▆▇█";

/** Ready pods over time as lines of text, one for each version that has any: `new ▁▃▆███ 3`. */
export function sparkline({ old, new: newer }: WorkloadReport["ready"]): string[] {
  const most = Math.max(1, ...old, ...newer);
  const line = (name: string, counts: readonly number[]): string =>
    `${name} ${counts.map((count) => heights[count === 0 ? 0 : Math.max(1, Math.round((count / most) * 8))]).join("")} ${counts.at(-1) ?? 0} ready`;
  return [...(old.some((count) => count > 0) ? [line("old", old)] : []), ...(newer.length > 0 ? [line("new", newer)] : [])];
}
