import type { VNode } from "preact";
import type { Band, Series } from "../story/series.ts";
import type { Millis } from "../../../engine/core/objects.ts";
import { steady } from "../parts/steady.ts";
import { areasOf } from "./areas.ts";
import type { Frame } from "./scale.ts";

/** The class of what is drawn for a band: its look, and how new its version is. */
export function bandClass({ look, isNewest }: Band): string {
  return `${look} ${isNewest ? "new" : "old"}`;
}

interface AreasProps {
  readonly series: Series;
  /** When the story begins. */
  readonly start: Millis;
  readonly frame: Frame;
}

/** Pods over time, band upon band. */
export const Areas = steady(({ series, start, frame }: AreasProps): VNode => (
  <g class="areas">
    <Hatches />
    {areasOf(series, start, frame).map(({ band, path }) => (
      <path key={band} class={bandClass(series.bands[band]!)} d={path} />
    ))}
  </g>
));

/** Slanted lines for what is not serving yet: in the colour of the version that it will be. */
export function Hatches(): VNode {
  return (
    <defs>
      {["old", "new", "bad"].map((name) => (
        <pattern
          key={name}
          id={`hatch-${name}`}
          class={`hatch ${name}`}
          width="7"
          height="7"
          patternUnits="userSpaceOnUse"
          patternTransform={`rotate(${name === "bad" ? -45 : 45})`}
        >
          <rect class="ground" width="7" height="7" />
          <rect class="line" width="3" height="7" />
        </pattern>
      ))}
    </defs>
  );
}
