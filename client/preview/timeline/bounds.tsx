import type { VNode } from "preact";
import type { Spot } from "../host/messages.ts";
import { usePanel } from "../parts/panelContext.ts";
import { lighting } from "../parts/lighting.ts";
import type { Story, WorkloadLife } from "../story/story.ts";
import { boundsOf } from "./boundsOf.ts";
import type { Frame } from "./scale.ts";

interface BoundsProps {
  readonly workload: WorkloadLife | undefined;
  readonly story: Story;
  readonly frame: Frame;
}

/** The availability floor and the surge ceiling, each with its number at the end; a number leads to the field that sets it. */
export function Bounds({ workload, story, frame }: BoundsProps): VNode | null {
  const { words } = usePanel();
  if (!workload) return null;
  const bounds = boundsOf(workload, story, frame);
  return (
    <g class="bounds">
      {bounds.map(({ kind, path }) => (
        <path key={kind} class={kind} d={path} />
      ))}
      {bounds.map(({ kind, value, y, atATime }) => (
        <Label
          key={kind}
          kind={kind}
          y={y}
          text={kind === "floor" ? words.timeline.mustStay(value) : (atATime ? words.timeline.atATime : words.timeline.atMost)(value)}
          spot={spotOf(workload, kind)}
          frame={frame}
        />
      ))}
    </g>
  );
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
