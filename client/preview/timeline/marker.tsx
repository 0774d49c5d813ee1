import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { Spot } from "../host/messages.ts";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { spotOf } from "../story/spot.ts";
import type { ActionRow, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { laneOf, type Marker, markersOf, markPath } from "./markers.ts";
import type { Frame } from "./scale.ts";

const laneHeight = 10;

/** What happened, under the picture: each kind of thing in its lane. A marker pressed goes to its moment and to the YAML behind it. */
export function Markers({
  story,
  happenings,
  frame,
}: {
  readonly story: Story;
  readonly happenings: readonly (ActionRow | TracedEvent)[];
  readonly frame: Frame;
}): VNode {
  const panel = usePanel();
  const { words, host } = panel;
  const { x, bottom, left, right } = frame;
  const markers = useMemo(() => markersOf(story, happenings, (time) => x(time)), [story, happenings, frame]);
  return (
    <g class="markers" aria-hidden="true">
      {markers
        .filter((marker) => marker.x >= left - 1 && marker.x <= right + 1)
        .map((marker) => ({ ...marker, spot: spotOfMarker(marker) }))
        .map(({ spot, ...marker }) => (
          <path
            key={`${marker.mark} ${marker.time}`}
            class={marker.mark}
            d={markPath(marker, bottom + 8 + laneOf(marker.mark) * laneHeight)}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => {
              panel.seek(marker.time);
              if (spot) host.send({ is: "reveal", spot });
            }}
            {...lighting(host, spot)}
          >
            <title>{`${clock(marker.time, true)} ${marker.happenings.slice(0, 6).map(words.happening).join("; ")}`}</title>
          </path>
        ))}
    </g>
  );
}

/** The YAML behind the first thing at a marker that has any. */
function spotOfMarker({ happenings }: Marker): Spot | undefined {
  return happenings.flatMap((happening) => ("what" in happening ? (spotOf(happening) ?? []) : []))[0];
}
