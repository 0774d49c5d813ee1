import { type Signal, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { useWidth } from "../parts/useWidth.ts";
import { stepsInSight } from "../story/stepsInSight.ts";
import type { Story } from "../story/story.ts";
import { Areas } from "./pods.tsx";
import { Axes } from "./axes.tsx";
import { Bounds } from "./bounds.tsx";
import { highestBound } from "./boundsOf.ts";
import { cutsAcross, cutsOf } from "./cuts.ts";
import { Controls } from "./controls.tsx";
import { timelineKey } from "./keys.ts";
import { HoverNumbers } from "./hover.tsx";
import { Load } from "./load.tsx";
import { Legend } from "./legend.tsx";
import { Markers } from "./marker.tsx";
import { markOf, marks } from "./markers.ts";
import { Playhead } from "./playhead.tsx";
import { type Frame, frameOf } from "./scale.ts";
import { Traffic } from "./traffic.tsx";
import { describeMoment } from "./describe.ts";
import { zoomAt } from "./zoom.ts";

/** The rollout over time: pods by version and readiness between the floor and the ceiling, whom the traffic goes to, and the playhead over it. */
export function Timeline({ story }: { readonly story: Story }): VNode {
  const panel = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 900);
  const { series, workload } = panel;
  const hovered = useSignal<number | null>(null);
  const life = story.workloads[workload.value];
  const sight = panel.sight.value;
  const most = Math.max(series.value?.peak ?? 1, life ? highestBound(life) : 0) * 1.06;
  const pinned = panel.pinned.value?.story;
  const cuts = useMemo(() => (pinned ? cutsAcross([pinned, story]) : cutsOf(story)), [pinned, story]);
  const frame = useMemo(() => frameOf(width, width < 560 ? 200 : 240, sight, most, cuts), [width, sight, most, JSON.stringify(cuts)]);
  const happenings = useMemo(() => stepsInSight(story, workload.value, true), [story, workload.value]);
  const seen = useMemo(() => new Set(happenings.map(markOf)), [happenings]);
  return (
    <div class="timeline" ref={box}>
      <div class="stage">
        <Slider frame={frame} story={story} hovered={hovered}>
          <Axes frame={frame} />
          {series.value && <Areas series={series.value} start={story.from} frame={frame} />}
          <Bounds workload={life} story={story} frame={frame} />
          <Markers story={story} happenings={happenings} frame={frame} />
        </Slider>
        <Playhead frame={frame} height={frame.bottom + 36} />
        <HoverNumbers at={hovered} story={story} frame={frame} />
      </div>
      <Load story={story} frame={frame} />
      <Traffic story={story} frame={frame} />
      <div class="controls">
        <Controls />
        {series.value && <Legend bands={series.value.bands} marks={marks.filter((mark) => seen.has(mark))} />}
      </div>
    </div>
  );
}

interface SliderProps {
  readonly frame: Frame;
  readonly story: Story;
  /** The moment that the pointer is over. */
  readonly hovered: Signal<number | null>;
  readonly children: VNode | (VNode | null)[];
}

/** What takes the pointer and the keys: one slider over the story's time. */
function Slider({ frame, story, hovered, children }: SliderProps): VNode {
  const panel = usePanel();
  const dragging = useSignal(false);
  const length = story.to - story.from;
  const seek = (event: PointerEvent) => panel.seek(frame.x.invert(event.offsetX));
  return (
    <svg
      class="chart"
      width={frame.width}
      height={frame.height}
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="slider"
      tabindex={0}
      aria-label={panel.words.timeline.name}
      aria-valuemin={0}
      aria-valuemax={Math.round(length / 1000)}
      aria-valuenow={Math.round(panel.time.value / 1000)}
      aria-valuetext={describeMoment(panel, story)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.value = true;
        panel.playing.value = false;
        seek(event);
      }}
      onPointerMove={(event) => {
        hovered.value = event.pointerType === "mouse" ? frame.x.invert(event.offsetX) : null;
        if (dragging.value) seek(event);
      }}
      onPointerLeave={() => (hovered.value = null)}
      onPointerUp={() => (dragging.value = false)}
      onPointerCancel={() => (dragging.value = false)}
      onKeyDown={(event) => timelineKey(panel, story, event) && event.preventDefault()}
      onWheel={(event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        zoomAt(panel, story, frame.x.invert(event.offsetX), event.deltaY > 0 ? 1.25 : 0.8);
      }}
      onDblClick={() => (panel.zoom.value = null)}
    >
      {children}
    </svg>
  );
}
