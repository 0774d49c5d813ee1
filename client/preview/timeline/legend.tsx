import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import { steady } from "../parts/steady.ts";
import type { Band } from "../story/series.ts";
import { type Mark, markPath } from "./markers.ts";
import { bandClass } from "./pods.tsx";

/** What the colours, hatches and marks mean that occur. */
export const Legend = steady(({ bands, marks }: { readonly bands: readonly Band[]; readonly marks: readonly Mark[] }): VNode => {
  const { words } = usePanel();
  const hasOld = bands.some(({ isNewest }) => !isNewest);
  const shown = new Map<string, Band>();
  for (const band of bands) {
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
      {marks.map((mark) => (
        <MarkName key={mark} mark={mark} />
      ))}
    </ul>
  );
});

function MarkName({ mark }: { readonly mark: Mark }): VNode {
  const { words } = usePanel();
  return (
    <li class="markers">
      <svg width="12" height="12" aria-hidden="true">
        <path class={mark} d={markPath({ mark, x: 6 }, 6)} />
      </svg>
      {words.timeline.marks[mark]}
    </li>
  );
}
