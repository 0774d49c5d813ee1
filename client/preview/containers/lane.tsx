import type { ComponentChildren, VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Millis } from "../../../engine/core/objects.ts";
import { RevealButton } from "../parts/button.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { focusWithin, rove } from "../parts/roving.ts";
import { podSpot } from "../parts/spots.ts";
import { begun } from "../story/spans.ts";
import type { ContainerLife, Track } from "../story/containerLife.ts";
import type { Story, WorkloadLife } from "../story/story.ts";
import { Playhead } from "../timeline/playhead.tsx";
import type { Frame } from "../timeline/scale.ts";
import { clock } from "../words/format.ts";
import { drawTrack, piecesOf } from "./drawLane.ts";

const [laneHeight, trackHeight] = [22, 14];

interface LaneProps {
  readonly life: ContainerLife;
  readonly owner: WorkloadLife | undefined;
  readonly story: Story;
  readonly frame: Frame;
  /** More details of the container. */
  readonly children?: ComponentChildren;
}

/** A container: its name and present state, its states over time, and its probes and hooks. */
export function Lane({ life, owner, story, frame, children }: LaneProps): VNode {
  const { words } = usePanel();
  return (
    <>
      <div class="lane-name">
        <b>{life.name}</b>
        {life.kind !== "regular" && <span class="badge">{words.containers.kind(life.kind)}</span>}
        {owner && <RevealButton spot={podSpot(owner, life.field)} name={life.name} />}
        <Now life={life} />
        {children}
      </div>
      <span class="track-name">{words.containers.states}</span>
      <Pieces life={life} owner={owner} story={story} frame={frame} />
      {life.tracks.map((track) => (
        <TrackRow key={`${track.is} ${track.field}`} track={track} life={life} owner={owner} story={story} frame={frame} />
      ))}
    </>
  );
}

/** Its state at the playhead. */
function Now({ life }: { readonly life: ContainerLife }): VNode {
  const { words, now } = usePanel();
  const span = life.spans[begun(life.spans, now.value) - 1];
  const isBad = span?.state === "held" || span?.state === "failed";
  return <small class={isBad ? "bad" : ""}>{span ? words.containers.now(span) : words.containers.notYet}</small>;
}

/** The states as pieces of a lane. Pressing one goes to its moment and to the YAML that decides it. */
function Pieces({ life, owner, story, frame }: LaneProps): VNode {
  const panel = usePanel();
  const { words, host } = panel;
  const group = useRef<HTMLDivElement>(null);
  const pieces = useMemo(() => piecesOf(life, story.from, story.to, frame), [life, story, frame]);
  const here = pieces.findLastIndex(({ from }) => from <= panel.now.value - story.from);
  const press = (from: Millis, field: string) => {
    panel.seek(from);
    if (owner) host.send({ is: "reveal", spot: podSpot(owner, field) });
  };
  return (
    <div
      class="stage lane"
      role="group"
      aria-label={words.containers.laneOf(life.name)}
      ref={group}
      onKeyDown={(event) => {
        const all = [...group.current!.querySelectorAll(".piece")];
        const to = rove(event.key, all.indexOf(event.target as HTMLElement), all.length);
        if (to === undefined) return;
        event.preventDefault();
        focusWithin(group.current!, ".piece", to);
      }}
    >
      {pieces.map(({ span, from, to, x, width }, i) => {
        const told = words.containers.piece(span, from, to);
        const goes = owner ? `. ${words.containers.goTo(podSpot(owner, span.field).field)}` : "";
        return (
          <button
            key={`${span.at} ${span.state}`}
            type="button"
            class={`piece ${span.state}`}
            style={{ left: `${x}px`, width: `${width}px` }}
            tabIndex={i === Math.max(0, here) ? 0 : -1}
            title={`${told}${goes}`}
            aria-label={`${told}${goes}`}
            onClick={() => press(from, span.field)}
            {...lighting(host, owner && podSpot(owner, span.field))}
          >
            {width > 34 && (
              <span>
                {span.code === undefined ? (span.reason ?? words.containers.state(span.state)) : words.containers.now({ ...span, restarts: 0 })}
              </span>
            )}
          </button>
        );
      })}
      <Playhead frame={frame} height={laneHeight} />
    </div>
  );
}

/** A probe or a hook: a mark for each run, with another shape for failures. */
function TrackRow({ track, life, owner, story, frame }: LaneProps & { readonly track: Track }): VNode {
  const panel = usePanel();
  const { words, host } = panel;
  const spot = owner && podSpot(owner, track.field);
  const { passed, failed, bars } = useMemo(() => drawTrack(track, story.from, frame, trackHeight), [track, story, frame]);
  const failures = track.marks.reduce((sum, { ok, times }) => sum + (ok ? 0 : times), 0);
  const name = failures > 0 ? words.containers.failures(track.is, failures) : words.containers.track(track.is);
  return (
    <>
      <button
        type="button"
        class={`track-name ${failures > 0 ? "bad" : ""}`}
        disabled={!spot}
        aria-label={`${life.name}: ${name}${spot ? `. ${words.containers.goTo(spot.field)}` : ""}`}
        onClick={() => spot && host.send({ is: "reveal", spot })}
        {...lighting(host, spot)}
      >
        {name}
      </button>
      <div class="stage track">
        <svg width={frame.width} height={trackHeight} aria-hidden="true" onClick={(event) => panel.seek(frame.x.invert(event.offsetX))}>
          <path class="passed" d={passed} />
          {bars.map(({ x, width, ok, time, says, why }) => (
            <rect key={x} class={ok ? "hook" : "hook failed"} x={x} width={width} y={trackHeight / 2 - 3} height={6}>
              <title>{`${clock(time, true)} ${words.containers.track(track.is)} ${why ? words.because(why) : says}`}</title>
            </rect>
          ))}
          {failed.map(({ x, time, says }) => (
            <path key={x} class="failed" d={`M${x} ${trackHeight / 2}${cross}`}>
              <title>{`${clock(time, true)} ${says}`}</title>
            </path>
          ))}
        </svg>
        <Playhead frame={frame} height={trackHeight} />
      </div>
    </>
  );
}

/** From its middle. */
const cross = "m0-1.5 2.6-2.6 1.5 1.5-2.6 2.6 2.6 2.6-1.5 1.5-2.6-2.6-2.6 2.6-1.5-1.5 2.6-2.6-2.6-2.6 1.5-1.5z";
