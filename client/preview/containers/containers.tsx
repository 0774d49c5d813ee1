import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import { useWidth } from "../parts/useWidth.ts";
import type { Zoom } from "../state/panel.ts";
import type { ContainerLife, ContainerState } from "../story/containerLife.ts";
import { scenarioKeysOf } from "../story/scenarioKeys.ts";
import type { PodLife, Story } from "../story/story.ts";
import { Axes } from "../timeline/axes.tsx";
import { type Cut, cutsOf } from "../timeline/cuts.ts";
import { Playhead } from "../timeline/playhead.tsx";
import { type Frame, frameOf } from "../timeline/scale.ts";
import { Lane } from "./lane.tsx";
import { Process } from "./process.tsx";
import { useContainers } from "./useContainers.ts";

const axisHeight = 18;
const none: readonly never[] = [];

/** The containers of a pod over time, init containers first, with the behaviour of their processes. */
export function Containers({ pod, story }: { readonly pod: PodLife; readonly story: Story }): VNode | null {
  const { words, sight, pinned } = usePanel();
  const cuts = pinned.value ? none : cutsOf(story);
  const axis = useRef<HTMLDivElement>(null);
  const width = useWidth(axis, 500);
  const frame = useMemo(() => laneFrame(width, sight.value, cuts), [width, sight.value, cuts]);
  const found = useContainers(pod, story);
  const owner = story.workloads[pod.workload];
  const keys = scenarioKeysOf(story, pod);
  return (
    <Section id="containers" title={words.containers.title} note={words.containers.note}>
      <div class="lanes">
        {found?.lives.map((life) => (
          <div key={life.name} class={`container ${life.kind}`}>
            <Lane life={life} owner={owner} story={story} frame={frame}>
              <Process life={life} process={found.processes[life.name]!} owner={owner} keys={keys} />
            </Lane>
          </div>
        ))}
        <div class="container">
          <div class="stage axis" ref={axis}>
            <svg class="chart still" width={frame.width} height={axisHeight} aria-hidden="true">
              <Axes frame={frame} />
            </svg>
            <Playhead frame={frame} height={axisHeight} />
          </div>
        </div>
      </div>
      {found && <Legend lives={found.lives} />}
    </Section>
  );
}

/** As wide as possible, on the scale of the timeline. */
function laneFrame(width: number, sight: Zoom, cuts: readonly Cut[]): Frame {
  const frame = frameOf(Math.max(width, 300), axisHeight, sight, 1, cuts);
  // The last label of the axis extends beyond its tick.
  const [left, right] = [14, Math.max(15, width - 26)];
  const stretch = (right - left) / (frame.right - frame.left);
  const range = frame.x.range().map((place) => left + (place - frame.left) * stretch);
  return { ...frame, width, x: frame.x.copy().range(range), left, right, top: 0, bottom: 0, y: frame.y.copy().domain([0, 0]) };
}

const order: readonly ContainerState[] = ["waiting", "held", "pulling", "init", "starting", "running", "ready", "ending", "done", "failed"];

/** The colours and shapes that occur, with their meaning. */
function Legend({ lives }: { readonly lives: readonly ContainerLife[] }): VNode {
  const { words } = usePanel();
  const states = new Set(lives.flatMap(({ spans }) => spans.map(({ state }) => state)));
  const marks = lives.flatMap(({ tracks }) =>
    tracks.flatMap(({ is, marks: own }) => (is === "files" ? [] : own.map(({ ok, to }) => (to === undefined ? (ok ? "passed" : "failed") : "hook")))),
  );
  const names = { passed: words.containers.probeOk, failed: words.containers.probeFailed, hook: words.containers.hook };
  const shapes = {
    passed: "M5.2 2h1.6v8h-1.6z",
    failed: "M2.5 3.6 3.6 2.5 6 4.9 8.4 2.5 9.5 3.6 7.1 6 9.5 8.4 8.4 9.5 6 7.1 3.6 9.5 2.5 8.4 4.9 6z",
    hook: "M0 3h12v6h-12z",
  };
  return (
    <ul class="legend">
      {order
        .filter((state) => states.has(state))
        .map((state) => (
          <li key={state}>
            <span class={`piece ${state}`} aria-hidden="true" />
            {words.containers.state(state)}
          </li>
        ))}
      {(["passed", "failed", "hook"] as const)
        .filter((mark) => marks.includes(mark))
        .map((mark) => (
          <li key={mark}>
            <svg class="track" width="12" height="12" aria-hidden="true">
              <path class={mark} d={shapes[mark]} />
            </svg>
            {names[mark]}
          </li>
        ))}
    </ul>
  );
}
