import type { VNode } from "preact";
import { clock, count as formatCount } from "../words/format.ts";
import { type Frame, podTicks, timeTicks } from "./scale.ts";

/** Numbers of pods on the left, time below. */
export function Axes({ frame }: { readonly frame: Frame }): VNode {
  const { left, right, bottom, height, x, y } = frame;
  return (
    <g class="axes" aria-hidden="true">
      {podTicks(frame).map((count) => (
        <g key={`pods ${count}`}>
          <line x1={left} x2={right} y1={y(count)} y2={y(count)} />
          <text x={left - 8} y={y(count) + 4} text-anchor="end">
            {formatCount(count)}
          </text>
        </g>
      ))}
      {timeTicks(frame).map((time) => (
        <g key={`time ${time}`}>
          <line class="tick" x1={x(time)} x2={x(time)} y1={bottom} y2={bottom + 3} />
          <text x={x(time)} y={height - 3} text-anchor="middle">
            {clock(time)}
          </text>
        </g>
      ))}
    </g>
  );
}
