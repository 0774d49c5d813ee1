/** The p-th percentile (0 to 100) of some measurements. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? Number.NaN;
}

/** A figure that must stay below a limit, as a line: `keystroke, p95   3.1 ms   19% of 16 ms`. */
export function below(what: string, figure: number, limit: number, unit: string): void {
  line(what, `${round(figure)} ${unit}`, `${Math.round((100 * figure) / limit)}% of ${limit} ${unit}${figure < limit ? "" : ", ABOVE"}`);
}

/** A figure beside a peer's, where less is better and `factor` is how many times less is wanted. */
export function beside(what: string, figure: number, peer: string, peers: number, unit: string, factor: number): void {
  const times = peers / figure;
  line(
    what,
    `${round(figure)} ${unit}`,
    `${round(times)} times less than ${peer} (${round(peers)} ${unit}), wanted ${factor}${times >= factor ? "" : ", MISSED"}`,
  );
}

/** A figure beside a peer's, where more is better and `factor` is how many times more is wanted. */
export function ahead(what: string, figure: number, peer: string, peers: number, unit: string, factor: number): void {
  const times = figure / peers;
  line(
    what,
    `${round(figure)} ${unit}`,
    `${round(times)} times ${peer} (${round(peers)} ${unit}), wanted ${factor}${times >= factor ? "" : ", MISSED"}`,
  );
}

function line(what: string, figure: string, verdict: string): void {
  console.log(`  ${what.padEnd(52)} ${figure.padStart(16)}   ${verdict}`);
}

function round(figure: number): number {
  return figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(3));
}
