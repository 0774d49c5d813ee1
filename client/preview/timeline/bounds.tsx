import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import type { Story, WorkloadSpan } from "../story/story.ts";
import { boundPath } from "./areas.ts";
import type { Frame } from "./scale.ts";

interface BoundsProps {
  readonly spans: readonly WorkloadSpan[];
  readonly story: Story;
  readonly frame: Frame;
}

/** The availability floor and the surge ceiling, each with its number at the end. */
export function Bounds({ spans, story, frame }: BoundsProps): VNode {
  const { words } = usePanel();
  const last = spans.at(-1);
  return (
    <g class="bounds">
      <path
        class="ceiling"
        d={boundPath(
          spans.map(({ at, ceiling }) => ({ at, value: ceiling })),
          story,
          frame,
        )}
      />
      <path
        class="floor"
        d={boundPath(
          spans.map(({ at, floor }) => ({ at, value: floor || undefined })),
          story,
          frame,
        )}
      />
      {last?.ceiling !== undefined && (
        <BoundLabel
          kind="ceiling"
          value={ceilingOf(last)!}
          text={(last.done === undefined ? words.timeline.atMost : words.timeline.atATime)(last.ceiling)}
          frame={frame}
        />
      )}
      {!!last?.floor && <BoundLabel kind="floor" value={last.floor} text={words.timeline.mustStay(last.floor)} frame={frame} />}
    </g>
  );
}

/** What a Job is done with does not count for how many it may run at a time, but is drawn below. */
function ceilingOf({ ceiling, done = 0, completions = Infinity }: WorkloadSpan): number | undefined {
  return ceiling === undefined ? undefined : Math.min(ceiling + done, Math.max(completions, done));
}

function BoundLabel({
  kind,
  value,
  text,
  frame,
}: {
  readonly kind: string;
  readonly value: number;
  readonly text: string;
  readonly frame: Frame;
}): VNode | null {
  const { right, width, y } = frame;
  if (width - right > 40) {
    return (
      <text class={kind} x={right + 6} y={y(value) + 4}>
        {text}
      </text>
    );
  }
  return (
    <text class={kind} x={right - 2} y={y(value) - 3} text-anchor="end">
      {text}
    </text>
  );
}

/** The greatest number that a bound of the workload ever has, so that it stays in the picture. */
export function highestBound(spans: readonly WorkloadSpan[]): number {
  return spans.reduce((most, span) => Math.max(most, ceilingOf(span) ?? 0, span.floor ?? 0, span.wants), 0);
}
