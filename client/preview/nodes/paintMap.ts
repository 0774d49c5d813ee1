import type { NodeMoment } from "../story/moment.ts";
import { type Look, lookOf } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import type { MapLayout } from "./mapLayout.ts";

/** The theme's colours, read from the page. */
export interface Palette {
  readonly old: string;
  readonly new: string;
  readonly other: string;
  readonly bad: string;
  readonly empty: string;
  readonly focus: string;
}

export interface MapPicture {
  readonly story: Story;
  readonly nodes: readonly NodeMoment[];
  readonly layout: MapLayout;
  readonly workload: number;
  readonly fitting: ReadonlySet<string>;
  /** The place of the chosen node in `nodes`, or -1. */
  readonly chosen: number;
  readonly palette: Palette;
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--rehearsal-${name}`).trim();
  return { old: colour("old"), new: colour("new"), other: colour("other"), bad: colour("bad"), empty: colour("track"), focus: colour("focus") };
}

/** Paints every node as a cell, with a square for each of its pods where there is room, or else a stack of their shares. */
export function paintMap(context: CanvasRenderingContext2D, picture: MapPicture): void {
  const { nodes, layout, palette, chosen, fitting, story } = picture;
  const { x, y, cell } = layout;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.fillStyle = palette.empty;
  for (let i = 0; i < nodes.length; i++) context.fillRect(x[i]!, y[i]!, cell - 1, cell - 1);
  for (const [colour, squares] of squaresByColour(picture)) {
    context.fillStyle = colour;
    for (const { left, top, size, isFaint } of squares) {
      context.globalAlpha = isFaint ? 0.45 : 1;
      context.fillRect(left, top, size, size);
    }
  }
  context.globalAlpha = 1;
  context.strokeStyle = palette.new;
  if (fitting.size > 0)
    nodes.forEach(({ index }, i) => fitting.has(story.nodes[index]!.name) && context.strokeRect(x[i]! + 0.5, y[i]! + 0.5, cell - 2, cell - 2));
  if (chosen < 0) return;
  context.strokeStyle = palette.focus;
  context.lineWidth = 2;
  context.strokeRect(x[chosen]!, y[chosen]!, cell, cell);
  context.lineWidth = 1;
}

interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly isFaint: boolean;
}

/** The pods' squares, sorted by colour so that the canvas seldom changes its ink. */
function squaresByColour({ story, nodes, layout, workload, palette }: MapPicture): Map<string, Square[]> {
  const { x, y, cell } = layout;
  const squares = new Map<string, Square[]>();
  for (let i = 0; i < nodes.length; i++) {
    const { pods } = nodes[i]!;
    const perRow = Math.max(1, Math.ceil(Math.sqrt(pods.length)));
    const pitch = Math.min(6, (cell - 1) / perRow);
    for (let at = 0; at < pods.length; at++) {
      const { index, span } = pods[at]!;
      if (span.state === "gone") continue;
      const pod = story.pods[index]!;
      const look = lookOf(span.state);
      const colour =
        look === "failing"
          ? palette.bad
          : pod.workload !== workload
            ? palette.other
            : story.revisions[pod.revision]?.isNewest
              ? palette.new
              : palette.old;
      const size = Math.max(1, pitch - (pitch > 3 ? 1 : 0));
      const square = { left: x[i]! + (at % perRow) * pitch, top: y[i]! + Math.floor(at / perRow) * pitch, size, isFaint: isFaint(look) };
      const list = squares.get(colour);
      if (list) list.push(square);
      else squares.set(colour, [square]);
    }
  }
  return squares;
}

function isFaint(look: Look): boolean {
  return look === "starting" || look === "ending" || look === "done";
}
