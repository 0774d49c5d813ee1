import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import type { Band, Series } from "../story/series.ts";
import { bandClass } from "./pods.tsx";

/** What the colours and hatches mean, as far as they occur. */
export function Legend({ series }: { readonly series: Series }): VNode {
  const { words } = usePanel();
  const hasOld = series.bands.some(({ isNewest }) => !isNewest);
  const shown = new Map<string, Band>();
  for (const band of series.bands) {
    const isOwn = band.look === "ready" || band.look === "done";
    shown.set(isOwn ? bandClass(band) : band.look, band);
  }
  return (
    <ul class="legend">
      {[...shown].map(([name, band]) => (
        <li key={name}>
          <svg width="12" height="12" aria-hidden="true">
            <rect class={bandClass(band)} x="1" y="1" width="10" height="10" rx="2" />
          </svg>
          {words.legend(band.look, hasOld && (band.look === "ready" || band.look === "done") ? (band.isNewest ? "new" : "old") : "any")}
        </li>
      ))}
    </ul>
  );
}
