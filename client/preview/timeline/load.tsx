import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { spanAt } from "../story/spans.ts";
import type { LoadLife, Story } from "../story/story.ts";
import { cores } from "../words/format.ts";
import { loadCurve, loadsOf } from "./loadCurve.ts";
import { Playhead } from "./playhead.tsx";
import type { Frame } from "./scale.ts";

const [height, room] = [40, 4];

/** The loads that were stated for the workload, as curves below its pods, on the same scale of time. */
export function Load({ story, frame }: { readonly story: Story; readonly frame: Frame }): VNode {
  const loads = loadsOf(story, usePanel().workload.value);
  return (
    <>
      {loads.map((load) => (
        <Curve key={String(load.isEach)} load={load} story={story} frame={frame} />
      ))}
    </>
  );
}

function Curve({ load, story, frame }: { readonly load: LoadLife; readonly story: Story; readonly frame: Frame }): VNode {
  const { words, now } = usePanel();
  const curve = useMemo(() => loadCurve(load, story, frame), [load, story, frame]);
  const y = (share: number) => room + share * (height - 2 * room);
  const line = curve.points.map((point) => `${point.x} ${y(point.y)}`).join("L");
  return (
    <div class="strip load">
      <p>
        <b>{words.load.on(load.of)}</b>
        <span>{words.load.now(cores(spanAt(load.spans, now.value)?.cpu ?? 0), cores(curve.most), load.isEach)}</span>
      </p>
      <div class="stage">
        <svg class="curve" width={frame.width} height={height} role="img" aria-label={words.load.on(load.of)}>
          <path class="under" d={`M${line}L${curve.points.at(-1)!.x} ${y(1)}L${curve.points[0]!.x} ${y(1)}z`} />
          <path class="line" d={`M${line}`} />
        </svg>
        <Playhead frame={frame} height={height} />
      </div>
    </div>
  );
}
