import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { keyOf } from "../../../engine/core/objects.ts";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import { useWidth } from "../parts/useWidth.ts";
import { focusedWorkload } from "../state/focusedWorkload.ts";
import { seriesOf } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { Axes } from "../timeline/axes.tsx";
import { Bounds } from "../timeline/bounds.tsx";
import { highestBound } from "../timeline/boundsOf.ts";
import { cutsAcross } from "../timeline/cuts.ts";
import { Areas } from "../timeline/pods.tsx";
import { Playhead } from "../timeline/playhead.tsx";
import { frameOf } from "../timeline/scale.ts";
import { type Figures, figuresOf } from "../story/figures.ts";
import { clock } from "../words/format.ts";

/** Compares the pinned run with the present one: both on one time scale, with their numbers side by side. */
export function Comparison({ pinned, story }: { readonly pinned: Story; readonly story: Story }): VNode {
  const { words, series: seriesNow, workload: workloadNow, sight } = usePanel();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 900);
  const workload = focusedWorkload(pinned, story.workloads[workloadNow.value] ? keyOf(story.workloads[workloadNow.value]!.ref) : null);
  const series = useMemo(() => seriesOf(pinned, workload), [pinned, workload]);
  const life = pinned.workloads[workload];
  const cuts = useMemo(() => cutsAcross([pinned, story]), [pinned, story]);
  const frame = frameOf(width, 130, sight.value, Math.max(series.peak, seriesNow.value?.peak ?? 0, life ? highestBound(life) : 0) * 1.06, cuts);
  return (
    <Section id="compare" title={words.compare.title} note={words.compare.note}>
      <div ref={box} class="stage">
        <svg class="chart still" width={width} height={130} role="img" aria-label={words.compare.title}>
          <Axes frame={frame} />
          <Areas series={series} start={pinned.from} frame={frame} />
          <Bounds workload={life} story={pinned} frame={frame} />
        </svg>
        <Playhead frame={frame} height={frame.bottom} />
      </div>
      <Differences before={figuresOf(pinned, workload, series)} after={figuresOf(story, workloadNow.value, seriesNow.value)} />
    </Section>
  );
}

/** The numbers of two verdicts; changed ones are highlighted. */
function Differences({ before, after }: { readonly before: Figures; readonly after: Figures }): VNode {
  const { words } = usePanel();
  const rows: [string, string, string][] = [
    [words.compare.ends, words.verdict(before).headline, words.verdict(after).headline],
    [words.compare.takes, clock(before.millis, true), clock(after.millis, true)],
    [words.compare.least, `${before.leastReady} / ${before.wants}`, `${after.leastReady} / ${after.wants}`],
    [words.compare.peak, String(before.peak), String(after.peak)],
  ];
  return (
    <table class="differences">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.compare.kept}</th>
          <th scope="col">{words.compare.now}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, was, is]) => (
          <tr key={name} class={was === is ? "" : "changed"}>
            <th scope="row">{name}</th>
            <td>{was}</td>
            <td>{is}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
