import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import type { Frame } from "./scale.ts";

const width = 12;

/** Where we are in time. It alone moves with every frame, so it is a layer of its own over the picture, which need not be painted again. */
export function Playhead({ frame, height }: { readonly frame: Frame; readonly height: number }): VNode | null {
  const x = frame.x(usePanel().time.value);
  if (x < frame.left - 1 || x > frame.right + 1) return null;
  return (
    <svg class="playhead" width={width} height={height} style={{ transform: `translateX(${x - width / 2}px)` }} aria-hidden="true">
      <line x1={width / 2} x2={width / 2} y1={2} y2={height} />
      <path d={`M0 0h${width}l${-width / 2} 8z`} />
    </svg>
  );
}
