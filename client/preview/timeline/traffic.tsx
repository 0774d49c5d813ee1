import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { RevealButton } from "../parts/button.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { isAtCursor } from "../parts/spots.ts";
import { useWidth } from "../parts/useWidth.ts";
import { spanAt } from "../story/spans.ts";
import type { ServiceLife, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { Playhead } from "./playhead.tsx";
import { type Frame, frameOf } from "./scale.ts";
import { deadTimes, shareColours, stripesOf, switchesTraffic } from "./trafficShares.ts";

const height = 34;

/** For each Service whose traffic moves between versions: who gets which share of it over time, and when nobody does. */
export function Traffic({ story }: { readonly story: Story }): VNode | null {
  const moving = useMemo(() => story.services.filter((service) => switchesTraffic(service, story)), [story]);
  if (moving.length === 0) return null;
  return (
    <div class="traffic">
      {moving.slice(0, 4).map((service) => (
        <Strip key={service.ref.name} service={service} story={story} />
      ))}
    </div>
  );
}

function Strip({ service, story }: { readonly service: ServiceLife; readonly story: Story }): VNode {
  const panel = usePanel();
  const { words, zoom, host, cursor } = panel;
  const spot = { object: service.ref, field: "spec.selector" };
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 900);
  const sight = zoom.value ?? { from: 0, to: story.to - story.from };
  const frame: Frame = { ...frameOf(width, height, sight, 1), top: 0, bottom: height };
  const stripes = useMemo(() => stripesOf(service, story, frame), [service, story, width, sight.from, sight.to]);
  const dead = deadTimes(service, story);
  const now = spanAt(service.spans, panel.now.value);
  const total = (now?.ready ?? []).reduce((sum, [, pods]) => sum + pods, 0);
  const colours = shareColours(service.spans, story);
  return (
    <div class={`strip ${isAtCursor(spot.object, cursor.value) ? "lit" : ""}`} ref={box} {...lighting(host, spot)}>
      <p>
        <b>{words.traffic.to(service.ref.name)}</b> {total === 0 && <span>{words.workloads.noEndpoint}</span>}
        {(now?.ready ?? []).map(([revision, pods]) => (
          <span key={revision} class="share">
            <svg width="10" height="10" aria-hidden="true">
              <rect class={colours.get(revision)} width="10" height="10" rx="2" />
            </svg>
            {words.percent(pods / total)} {story.revisions[revision]?.ref.name ?? words.workloads.nobody}
          </span>
        ))}
        {dead.map(({ from, to }) => (
          <span key={from} class="badge bad">
            {words.traffic.dead(clock(from, true), clock(to, true))}
          </span>
        ))}
        <RevealButton spot={spot} name={service.ref.name} />
      </p>
      <div class="stage">
        <svg class="shares" width={width} height={height} aria-hidden="true">
          {stripes.map(({ x, width: span, y, height: share, className }) => (
            <rect key={`${x} ${y} ${className}`} class={className} x={x} width={span} y={y * height} height={share * height} />
          ))}
        </svg>
        <Playhead frame={frame} height={height} />
      </div>
    </div>
  );
}
