import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import type { Band, Series } from "../story/series.ts";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { ActionRow } from "../story/story.ts";
import { type Mark, markOf, markPath, marks } from "./markers.ts";
import { bandClass } from "./pods.tsx";

/** What the colours, hatches and marks mean, as far as they occur. */
export function Legend({ series, happenings }: { readonly series: Series; readonly happenings: readonly (ActionRow | TracedEvent)[] }): VNode {
  const { words } = usePanel();
  const seen = useMemo(() => new Set(happenings.map(markOf)), [happenings]);
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
      {marks
        .filter((mark) => seen.has(mark))
        .map((mark) => (
          <MarkName key={mark} mark={mark} />
        ))}
    </ul>
  );
}

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
