import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import { bandsAt } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { bandClass } from "./pods.tsx";
import type { Frame } from "./scale.ts";

/** Beyond this share of the picture the numbers stand to the left of the pointer. */
const turn = 0.6;

/** How many pods of which kind there are at the moment that the pointer is over (`at`, from the start of the story; none while it is elsewhere). */
export function HoverNumbers({
  at,
  story,
  frame,
}: {
  readonly at: Signal<number | null>;
  readonly story: Story;
  readonly frame: Frame;
}): VNode | null {
  const { words, series } = usePanel();
  if (at.value === null || !series.value || at.value < 0 || at.value > story.to - story.from) return null;
  const x = frame.x(at.value);
  const isLeft = x > frame.left + turn * (frame.right - frame.left);
  const hasOld = series.value.bands.some(({ isNewest }) => !isNewest);
  const shown = bandsAt(series.value, story.from + at.value);
  return (
    <>
      <span class="crosshair" style={{ transform: `translateX(${x}px)`, height: `${frame.bottom}px` }} aria-hidden="true" />
      <ul
        class={`hover-numbers ${isLeft ? "left" : ""}`}
        style={{ transform: isLeft ? `translateX(calc(${x}px - 100%))` : `translateX(${x}px)` }}
        aria-hidden="true"
      >
        <li>
          <b>{clock(at.value, true)}</b>
        </li>
        {shown.map(({ band, count }) => (
          <li key={`${band.look} ${band.revision}`}>
            <svg width="10" height="10">
              <rect class={bandClass(band)} width="10" height="10" rx="2" />
            </svg>
            <b>{count}</b> {words.legend(band.look, hasOld ? (band.isNewest ? "new" : "old") : "any")}
          </li>
        ))}
        {shown.length === 0 && <li>{words.timeline.noPods}</li>}
      </ul>
    </>
  );
}
