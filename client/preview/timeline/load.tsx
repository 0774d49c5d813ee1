import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { spanAt } from "../story/spans.ts";
import type { Story } from "../story/story.ts";
import { cores } from "../words/format.ts";
import { loadCurve, loadOf } from "./loadCurve.ts";
import { Playhead } from "./playhead.tsx";
import type { Frame } from "./scale.ts";

const [height, room] = [40, 4];

/** The load that was stated for the workload, as a curve below its pods, on the same scale of time. */
export function Load({ story, frame }: { readonly story: Story; readonly frame: Frame }): VNode | null {
  const { words, workload, now } = usePanel();
  const load = loadOf(story, workload.value);
  const curve = useMemo(() => load && loadCurve(load, story, frame), [load, story, frame]);
  if (!load || !curve) return null;
  const y = (share: number) => room + share * (height - 2 * room);
  const line = curve.points.map((point) => `${point.x} ${y(point.y)}`).join("L");
  return (
    <div class="strip load">
      <p>
        <b>{words.load.on(load.of)}</b>
        <span>{words.load.now(cores(spanAt(load.spans, now.value)?.cpu ?? 0), cores(curve.most))}</span>
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
