import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import { steady } from "../parts/steady.ts";
import { clock, count as formatCount } from "../words/format.ts";
import { cutLabels, type Frame, podTicks, timeTicks } from "./scale.ts";

/** Numbers of pods on the left, time below. */
export const Axes = steady(({ frame }: { readonly frame: Frame }): VNode => {
  const { left, right, top, bottom, height, x, y, cuts } = frame;
  const { words } = usePanel();
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
      {cuts.map(({ from, to }) => (
        <g key={`cut ${from}`} class="cut">
          <title>{words.timeline.cut(to - from)}</title>
          <rect x={x(from)} y={top} width={x(to) - x(from)} height={bottom + 6 - top} />
          <path d={`M${x(from)} ${bottom + 6}l6 -12m6 12l6 -12`} />
        </g>
      ))}
      {cutLabels(frame, (cut) => words.timeline.cut(cut.to - cut.from)).map((label) => (
        <text key={`cut at ${label.x}`} class="cut" x={label.x} y={top - 4} text-anchor="middle">
          {label.text}
        </text>
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
});
