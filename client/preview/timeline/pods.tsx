import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Band, Series } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { areasOf } from "./areas.ts";
import type { Frame } from "./scale.ts";

/** The class of what is drawn for a band: its look, and how new its version is. */
export function bandClass({ look, isNewest }: Band): string {
  return `${look} ${isNewest ? "new" : "old"}`;
}

/** Pods over time, band upon band. */
export function Areas({ series, story, frame }: { readonly series: Series; readonly story: Story; readonly frame: Frame }): VNode {
  const areas = useMemo(() => areasOf(series, story, frame), [series, story, frame]);
  return (
    <g class="areas">
      <Hatches />
      {areas.map(({ band, path }) => (
        <path key={band} class={bandClass(series.bands[band]!)} d={path} />
      ))}
    </g>
  );
}

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
