import { bandsAt, type PodLook, type Series } from "./series.ts";
import type { ActionRow } from "./story.ts";

/** Some pods of a row: of which version they are, how they look, and how many there are. */
export interface RowPods {
  readonly version: "old" | "new";
  readonly look: PodLook;
  readonly pods: number;
}

/**
 * The pods just after a row, old versions first, without those that end. The picture knows how they look at the end of a moment;
 * in the rows before that, whose numbers are others, it is only known how many are ready.
 */
export function podsOfRow(row: ActionRow, series: Series): readonly RowPods[] {
  const drawn = bandsAt(series, row.at)
    .map(({ band: { look, isNewest }, count }): RowPods => ({ version: isNewest ? "new" : "old", look, pods: count }))
    .filter(({ look }) => look !== "ending")
    .toSorted((a, b) => Number(a.version === "new") - Number(b.version === "new"));
  const ready = (version: RowPods["version"]): number =>
    drawn.reduce((sum, one) => sum + (one.version === version && (one.look === "ready" || one.look === "settling") ? one.pods : 0), 0);
  const there = (version: RowPods["version"]): number =>
    drawn.reduce((sum, one) => sum + (one.version === version && one.look !== "done" && one.look !== "failing" ? one.pods : 0), 0);
  const oldReady = row.ready - row.newReady;
  const isAlike = ready("new") === row.newReady && ready("old") === oldReady && there("new") <= row.new && there("old") <= row.old;
  if (isAlike) return drawn;
  const told: RowPods[] = [
    ...drawn.filter(({ look }) => look === "done"),
    { version: "old", look: "ready", pods: oldReady },
    { version: "old", look: "starting", pods: row.old - oldReady },
    { version: "new", look: "ready", pods: row.newReady },
    { version: "new", look: "starting", pods: row.new - row.newReady },
  ];
  return told.filter(({ pods }) => pods > 0);
}
