import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { RevealButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { isAtCursor } from "../parts/spots.ts";
import { spanAt } from "../story/spans.ts";
import type { Reached, ServiceLife, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { Playhead } from "./playhead.tsx";
import type { Frame } from "./scale.ts";
import { deadTimes, reachedBefore, shareColours, stripesOf, stripsOf } from "./trafficShares.ts";

const height = 34;

/** For each Service whose traffic moves between versions: who gets which share of it over time, and when nobody does. */
export function Traffic({ story, frame }: { readonly story: Story; readonly frame: Frame }): VNode | null {
  const workload = usePanel().workload.value;
  const moving = useMemo(() => stripsOf(story, workload), [story, workload]);
  if (moving.length === 0) return null;
  return (
    <div class="traffic">
      {moving.map((service) => (
        <Strip key={service.ref.name} service={service} story={story} frame={frame} />
      ))}
    </div>
  );
}

function Strip({ service, story, frame }: { readonly service: ServiceLife; readonly story: Story; readonly frame: Frame }): VNode {
  const panel = usePanel();
  const { words, host, cursor } = panel;
  const spot = { object: service.ref, field: "spec.selector" };
  const stripes = useMemo(() => stripesOf(service, story, frame), [service, story, frame]);
  const dead = deadTimes(service, story);
  const now = spanAt(service.spans, panel.now.value);
  const ready = now?.ready ?? [];
  const colours = shareColours(service, story);
  const before = reachedBefore(service, story, panel.now.value);
  return (
    <div class={`strip ${isAtCursor(spot.object, cursor.value) ? "lit" : ""}`} {...lighting(host, spot)}>
      <p>
        <b>{words.traffic.to(service.ref.name)}</b>
        <RevealButton spot={spot} name={service.ref.name} />
        {before.length > 0 && (
          <>
            <Shares reached={before} colours={colours} story={story} /> <Icon name="arrow-right" />
          </>
        )}
        {ready.length === 0 ? <span>{words.workloads.noEndpoint}</span> : <Shares reached={ready} colours={colours} story={story} />}
        {dead.map(({ from, to }) => (
          <span key={from} class="badge bad">
            {words.traffic.dead(clock(from, true), clock(to, true))}
          </span>
        ))}
      </p>
      <div class="stage">
        <svg class="shares" width={frame.width} height={height} aria-hidden="true">
          {stripes.map(({ x, width: span, y, height: share, className }) => (
            <rect key={`${x} ${y} ${className}`} class={className} x={x} width={span} y={y * height} height={share * height} />
          ))}
        </svg>
        <Playhead frame={frame} height={height} />
      </div>
    </div>
  );
}

/** Each version with its share of the traffic. */
function Shares({
  reached,
  colours,
  story,
}: {
  readonly reached: Reached;
  readonly colours: ReadonlyMap<number, string>;
  readonly story: Story;
}): VNode {
  const { words } = usePanel();
  const total = reached.reduce((sum, [, pods]) => sum + pods, 0);
  return (
    <>
      {reached.map(([revision, pods]) => (
        <span key={revision} class="share">
          <svg width="10" height="10" aria-hidden="true">
            <rect class={colours.get(revision)} width="10" height="10" rx="2" />
          </svg>
          {words.percent(pods / total)} {story.revisions[revision]?.ref.name ?? words.workloads.nobody}
        </span>
      ))}
    </>
  );
}
