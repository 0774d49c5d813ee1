import type { VNode } from "preact";
import type { Spot } from "../host/messages.ts";
import { usePanel } from "../parts/panelContext.ts";
import { lighting } from "../parts/lighting.ts";
import { isFirstRollout, type Story, type WorkloadLife, type WorkloadSpan } from "../story/story.ts";
import { boundPath } from "./areas.ts";
import type { Frame } from "./scale.ts";

const lineHeight = 14;

interface BoundsProps {
  readonly workload: WorkloadLife | undefined;
  readonly story: Story;
  readonly frame: Frame;
}

/** The availability floor (a first rollout has none to keep) and the surge ceiling, each with its number at the end; a number leads to the field that sets it. */
export function Bounds({ workload, story, frame }: BoundsProps): VNode | null {
  const { words } = usePanel();
  const last = workload?.spans.at(-1);
  if (!workload || !last) return null;
  const { ceiling, done } = last;
  const floor = isFirstRollout(story, story.workloads.indexOf(workload)) ? undefined : floorOf(last);
  const path = (valueOf: (span: WorkloadSpan) => number | undefined) => {
    const values = workload.spans.map((span) => ({ at: span.at, value: valueOf(span) }));
    return boundPath(values, story, frame);
  };
  const [high, low] = apart(frame.y(ceilingOf(last) ?? 0), frame.y(floor ?? 0));
  const ceilingText = done === undefined ? words.timeline.atMost : words.timeline.atATime;
  return (
    <g class="bounds">
      <path class="ceiling" d={path(ceilingOf)} />
      {floor && <path class="floor" d={path(floorOf)} />}
      {ceiling !== undefined && <Label kind="ceiling" y={high} text={ceilingText(ceiling)} spot={spotOf(workload, "ceiling")} frame={frame} />}
      {floor && <Label kind="floor" y={low} text={words.timeline.mustStay(floor)} spot={spotOf(workload, "floor")} frame={frame} />}
    </g>
  );
}

/** Two lines of text, as far from each other as they need to be. */
function apart(high: number, low: number): [number, number] {
  const missing = Math.max(0, lineHeight - (low - high)) / 2;
  return [high - missing, low + missing];
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
  readonly y: number;
  readonly text: string;
  readonly spot: Spot;
  readonly frame: Frame;
}

/** Beside the picture. */
function Label({ kind, y, text, spot, frame }: LabelProps): VNode {
  const { host } = usePanel();
  return (
    <text
      class={kind}
      x={frame.right + 6}
      y={y + 4}
      onPointerDown={(event) => event.stopPropagation()}
      onClick={() => host.send({ is: "reveal", spot })}
      {...lighting(host, spot)}
    >
      {text}
    </text>
  );
}

/** The greatest number that a bound of the workload ever has, so that it stays in the picture. */
export function highestBound({ spans }: WorkloadLife): number {
  return spans.reduce((most, span) => Math.max(most, ceilingOf(span) ?? 0, span.floor ?? 0, span.wants), 0);
}
