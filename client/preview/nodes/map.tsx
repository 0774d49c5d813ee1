import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { rove } from "../parts/roving.ts";
import { useWidth } from "../parts/useWidth.ts";
import type { Moment, NodeMoment } from "../story/moment.ts";
import type { Story } from "../story/story.ts";
import { cellAt, layOut, type MapLayout } from "./mapLayout.ts";
import { type PaintedMap, paintMap, paletteOf } from "./paintMap.ts";
import { NodeTile } from "./tile.tsx";

/** Thousands of nodes as a map: a cell for each, grouped by zone, with its pods. The selected node is shown as a tile below. */
export function NodeMap({ story, moment }: { readonly story: Story; readonly moment: Moment }): VNode {
  const panel = usePanel();
  const { words, selection } = panel;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box, 600);
  const hovered = useSignal(-1);
  const painted = useRef<PaintedMap | undefined>(undefined);
  const zones = moment.nodes.map(({ index }) => story.nodes[index]!.zone);
  const layout = useMemo(() => layOut(zones, width), [zones.join(), width]);
  const chosenName = selection.value.is === "node" ? selection.value.name : undefined;
  const chosen = chosenName !== undefined ? moment.nodes.findIndex(({ index }) => story.nodes[index]!.name === chosenName) : -1;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const [workload, fitting, palette] = [panel.workload.value, panel.fitting.value, paletteOf(canvas.current!)];
    painted.current = paintMap(context, { story, nodes: moment.nodes, layout, workload, fitting, chosen, palette }, painted.current);
  });
  const choose = (cell: number | undefined) => {
    const node = cell === undefined ? undefined : moment.nodes[cell];
    selection.value = node ? { is: "node", name: story.nodes[node.index]!.name } : { is: "nothing" };
  };
  const shown: NodeMoment | undefined = moment.nodes[hovered.value >= 0 ? hovered.value : chosen];
  return (
    <div class="map" ref={box}>
      <canvas
        ref={canvas}
        width={Math.round(width * devicePixelRatio)}
        height={Math.round(layout.height * devicePixelRatio)}
        style={{ height: `${layout.height}px` }}
        role="img"
        tabIndex={0}
        aria-label={words.nodes.map(moment.nodes.length, story.pods.length, shown ? story.nodes[shown.index]!.name : "")}
        onPointerMove={(event) => (hovered.value = cellAt(layout, event.offsetX, event.offsetY) ?? -1)}
        onPointerLeave={() => (hovered.value = -1)}
        onClick={(event) => choose(cellAt(layout, event.offsetX, event.offsetY))}
        onKeyDown={(event) => {
          const to = rove(event.key, chosen, moment.nodes.length, layout.columns);
          if (to === undefined) return;
          event.preventDefault();
          choose(to);
        }}
      />
      <ZoneNames layout={layout} />
      <ul class="tiles" aria-live="polite">
        {shown ? <NodeTile story={story} node={shown} /> : <li class="hint">{words.nodes.mapHint}</li>}
      </ul>
    </div>
  );
}

function ZoneNames({ layout }: { readonly layout: MapLayout }): VNode {
  return (
    <>
      {layout.zones.map(({ name, y }) => (
        <span key={name} class="zone" style={{ top: `${y}px` }}>
          {name}
        </span>
      ))}
    </>
  );
}
