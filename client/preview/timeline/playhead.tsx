import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import type { Frame } from "./scale.ts";

/** Where we are in time: the only thing that moves with every frame. */
export function Playhead({ frame }: { readonly frame: Frame }): VNode | null {
  const x = frame.x(usePanel().time.value);
  if (x < frame.left - 1 || x > frame.right + 1) return null;
  return (
    <g class="playhead" transform={`translate(${x} 0)`}>
      <line y1={2} y2={frame.bottom + 30} />
      <path d="M-6 0h12l-6 8z" />
    </g>
  );
}
