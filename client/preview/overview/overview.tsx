import { scaleLinear } from "d3-scale";
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { keyOf } from "../../../engine/core/objects.ts";
import { usePanel } from "../parts/panelContext.ts";
import { focusWithin, rove } from "../parts/roving.ts";
import { Section } from "../parts/section.tsx";
import { seriesOf } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { byTrouble, faresOf } from "../story/trouble.ts";
import { areasOf } from "../timeline/areas.ts";
import { cutsOf } from "../timeline/cuts.ts";
import { bandClass } from "../timeline/pods.tsx";
import { type Frame, timeScale } from "../timeline/scale.ts";

/** Several workloads, those in trouble first, then those that change. The rollout below shows the chosen one. */
export function Overview({ story }: { readonly story: Story }): VNode | null {
  const { words } = usePanel();
  const order = useMemo(() => byTrouble(story), [story]);
  if (order.length < 2) return null;
  const changed = faresOf(story).filter(({ applied }) => applied === "configured" || applied === "created").length;
  return (
    <Section id="overview" title={words.overview.title} note={words.overview.note(order.length, changed)}>
      <div
        class="overview-lanes"
        role="group"
        aria-label={words.overview.title}
        onKeyDown={(event) => {
          const lanes = [...event.currentTarget.children];
          const to = rove(event.key, lanes.indexOf(event.target as Element), lanes.length);
          if (to === undefined) return;
          event.preventDefault();
          focusWithin(event.currentTarget, ".lane", to);
        }}
      >
        {order.map((index) => (
          <Lane key={index} story={story} index={index} />
        ))}
      </div>
    </Section>
  );
}

const [width, height] = [150, 24];

/** A small view of one workload: its name, its result, and its pods over time. */
function Lane({ story, index }: { readonly story: Story; readonly index: number }): VNode {
  const panel = usePanel();
  const { words, workload, focus } = panel;
  const { ref, kind } = story.workloads[index]!;
  const { state, applied } = faresOf(story)[index]!;
  const series = useMemo(() => seriesOf(story, index), [story, index]);
  const areas = useMemo(() => areasOf(series, story.from, laneFrame(story, series.peak)), [series, story]);
  return (
    <button type="button" class={`overview-lane ${state}`} aria-pressed={workload.value === index} onClick={() => (focus.value = keyOf(ref))}>
      <span class="name" title={`${kind} ${ref.name}`}>
        <b>{ref.name}</b> <small>{kind}</small>
      </span>
      <span class="fare">
        {state === "works" ? <small>{applied && words.overview.applied[applied]}</small> : <span class={`badge ${state}`}>{words.state(state)}</span>}
      </span>
      <svg viewBox={`0 0 ${width} ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
        <line class="ground" x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} />
        {areas.map(({ band, path }) => (
          <path key={band} class={bandClass(series.bands[band]!)} d={path} />
        ))}
      </svg>
    </button>
  );
}

/** All lanes are on one scale of time; each has its own of pods. */
function laneFrame(story: Story, peak: number): Frame {
  const cuts = cutsOf(story);
  const x = timeScale({ from: 0, to: story.to - story.from }, cuts, 0, width, 4);
  const y = scaleLinear([0, Math.max(1, peak)], [height - 1, 2]);
  return { width, height, left: 0, right: width, top: 2, bottom: height - 1, x, y, cuts };
}
