import type { VNode } from "preact";
import type { Spot } from "../messages.ts";
import { usePanel } from "../parts/panelContext.ts";
import type { Story, WorkloadLife, WorkloadSpan } from "../story/story.ts";
import { boundPath } from "./areas.ts";
import type { Frame } from "./scale.ts";

interface BoundsProps {
  readonly workload: WorkloadLife | undefined;
  readonly story: Story;
  readonly frame: Frame;
}

/** The availability floor and the surge ceiling, each with its number at the end; a number leads to the field that sets it. */
export function Bounds({ workload, story, frame }: BoundsProps): VNode | null {
  const { words } = usePanel();
  const last = workload?.spans.at(-1);
  if (!workload || !last) return null;
  const { floor, ceiling, done } = last;
  const path = (valueOf: (span: WorkloadSpan) => number | undefined) => {
    const values = workload.spans.map((span) => ({ at: span.at, value: valueOf(span) }));
    return boundPath(values, story, frame);
  };
  const ceilingText = done === undefined ? words.timeline.atMost : words.timeline.atATime;
  return (
    <g class="bounds">
      <path class="ceiling" d={path(ceilingOf)} />
      <path class="floor" d={path(floorOf)} />
      {ceiling !== undefined && (
        <Label kind="ceiling" value={ceilingOf(last)!} text={ceilingText(ceiling)} spot={spotOf(workload, "ceiling")} frame={frame} />
      )}
      {!!floor && <Label kind="floor" value={floor} text={words.timeline.mustStay(floor)} spot={spotOf(workload, "floor")} frame={frame} />}
    </g>
  );
}

/** What a Job is done with does not count for how many it may run at a time, but is drawn below. */
function ceilingOf({ ceiling, done = 0, completions = Infinity }: WorkloadSpan): number | undefined {
  return ceiling === undefined ? undefined : Math.min(ceiling + done, Math.max(completions, done));
}

/** A floor of zero is none. */
function floorOf({ floor }: WorkloadSpan): number | undefined {
  return floor || undefined;
}

/** The field that sets a bound. */
function spotOf({ ref, kind }: WorkloadLife, bound: "floor" | "ceiling"): Spot {
  const rolling = kind === "Deployment" ? "spec.strategy.rollingUpdate" : "spec.updateStrategy.rollingUpdate";
  const field =
    kind === "Job"
      ? "spec.parallelism"
      : kind === "StatefulSet" && bound === "ceiling"
        ? "spec.replicas"
        : `${rolling}.${bound === "floor" ? "maxUnavailable" : "maxSurge"}`;
  return { object: ref, field };
}

interface LabelProps {
  readonly kind: "floor" | "ceiling";
  readonly value: number;
  readonly text: string;
  readonly spot: Spot;
  readonly frame: Frame;
}

/** Beside the picture, or inside of it where it is narrow. */
function Label({ kind, value, text, spot, frame: { right, width, y } }: LabelProps): VNode {
  const { host } = usePanel();
  const isBeside = width - right > 40;
  return (
    <text
      class={kind}
      x={isBeside ? right + 6 : right - 2}
      y={y(value) + (isBeside ? 4 : -3)}
      text-anchor={isBeside ? "start" : "end"}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => host.send({ is: "reveal", spot })}
      onPointerEnter={() => host.send({ is: "highlight", spot })}
      onPointerLeave={() => host.send({ is: "highlight", spot: null })}
    >
      {text}
    </text>
  );
}

/** The greatest number that a bound of the workload ever has, so that it stays in the picture. */
export function highestBound({ spans }: WorkloadLife): number {
  return spans.reduce((most, span) => Math.max(most, ceilingOf(span) ?? 0, span.floor ?? 0, span.wants), 0);
}
