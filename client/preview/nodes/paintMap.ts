import type { NodeMoment } from "../story/moment.ts";
import { type PodLook, lookOf } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { versionOf } from "./podClass.ts";
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

/** What a map shows. */
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

/** Reads the theme's colours from an element of the page. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(`--rehearsal-${name}`).trim();
  return { old: colour("old"), new: colour("new"), other: colour("other"), bad: colour("bad"), empty: colour("track"), focus: colour("focus") };
}

/** A painted picture, from which the next one is painted. */
export interface PaintedMap {
  readonly picture: MapPicture;
  readonly image: ImageData;
}

/**
 * Paints every node as a cell, with a square for each of its pods, as large as possible. Unchanged cells are not repainted.
 * Written pixel by pixel: tens of thousands of squares take a canvas too long for smooth scrubbing.
 */
export function paintMap(context: CanvasRenderingContext2D, picture: MapPicture, before?: PaintedMap): PaintedMap | undefined {
  const { width, height } = context.canvas;
  if (width === 0 || height === 0) return undefined;
  const known = before && isAlike(before, picture, context.canvas) ? before : undefined;
  const image = known?.image ?? context.createImageData(width, height);
  const pixels: Pixels = { of: new Uint32Array(image.data.buffer), width, scale: devicePixelRatio };
  const inks = inksOf(picture.palette, context);
  const { nodes, layout } = picture;
  for (let i = 0; i < nodes.length; i++) {
    if (nodes[i] === known?.picture.nodes[i]) continue;
    fill(pixels, layout.x[i]!, layout.y[i]!, layout.cell - 1, inks.empty);
    paintPods(pixels, nodes[i]!, layout.x[i]!, layout.y[i]!, picture, inks);
  }
  context.putImageData(image, 0, 0);
  outline(context, picture);
  return { picture, image };
}

/** Whether only nodes may differ from the picture before: each is still in its place, in the same colours. */
function isAlike({ picture, image }: PaintedMap, { story, layout, workload, palette }: MapPicture, { width, height }: HTMLCanvasElement): boolean {
  return (
    picture.story === story &&
    picture.layout === layout &&
    picture.workload === workload &&
    JSON.stringify(picture.palette) === JSON.stringify(palette) &&
    image.width === width &&
    image.height === height
  );
}

/** Outlines the nodes that fit the selected pod, and the chosen node. */
function outline(context: CanvasRenderingContext2D, { story, nodes, layout: { x, y, cell }, fitting, chosen, palette }: MapPicture): void {
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.strokeStyle = palette.new;
  context.lineWidth = 1;
  if (fitting.size > 0)
    nodes.forEach(({ index }, i) => fitting.has(story.nodes[index]!.name) && context.strokeRect(x[i]! + 0.5, y[i]! + 0.5, cell - 2, cell - 2));
  if (chosen < 0) return;
  context.strokeStyle = palette.focus;
  context.lineWidth = 2;
  context.strokeRect(x[chosen]!, y[chosen]!, cell, cell);
}

/** A picture's pixels, each a number; `scale` is how many of them make a pixel of the page. */
interface Pixels {
  readonly of: Uint32Array;
  readonly width: number;
  readonly scale: number;
}

/** A colour as a pixel, and its lighter form for changing states. */
interface Ink {
  readonly full: number;
  readonly faint: number;
}

type Inks = Readonly<Record<"old" | "new" | "other" | "bad", Ink>> & { readonly empty: number };

function inksOf(palette: Palette, context: CanvasRenderingContext2D): Inks {
  const empty = channels(palette.empty, context);
  const ink = (colour: string): Ink => {
    const full = channels(colour, context);
    return { full: pixelOf(full), faint: pixelOf(full.map((channel, i) => channel * 0.45 + empty[i]! * 0.55)) };
  };
  return { old: ink(palette.old), new: ink(palette.new), other: ink(palette.other), bad: ink(palette.bad), empty: pixelOf(empty) };
}

/** Red, green and blue: a canvas gives any colour back as `#rrggbb`. */
function channels(colour: string, context: CanvasRenderingContext2D): number[] {
  context.fillStyle = colour;
  const number = Number.parseInt(context.fillStyle.slice(1), 16);
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255];
}

function pixelOf([red = 0, green = 0, blue = 0]: readonly number[]): number {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

function paintPods(
  pixels: Pixels,
  { pods }: NodeMoment,
  left: number,
  top: number,
  { story, workload, layout: { cell } }: MapPicture,
  inks: Inks,
): void {
  const perRow = Math.max(1, Math.ceil(Math.sqrt(pods.length)));
  const pitch = Math.min(6, (cell - 1) / perRow);
  const size = Math.max(1, pitch - (pitch > 3 ? 1 : 0));
  for (let at = 0; at < pods.length; at++) {
    const { index, span } = pods[at]!;
    if (span.state === "gone") continue;
    const pod = story.pods[index]!;
    const look = lookOf(span.state);
    const whose = look === "failing" ? "bad" : versionOf(story, pod, workload);
    const ink = inks[whose];
    fill(pixels, left + (at % perRow) * pitch, top + Math.floor(at / perRow) * pitch, size, isFaint(look) ? ink.faint : ink.full);
  }
}

function fill({ of, width, scale }: Pixels, left: number, top: number, size: number, pixel: number): void {
  const [from, start] = [Math.round(left * scale), Math.round(top * scale)];
  const [to, end] = [Math.round((left + size) * scale), Math.round((top + size) * scale)];
  for (let row = start; row < end; row++) {
    for (let i = row * width + from, last = row * width + to; i < last; i++) of[i] = pixel;
  }
}

function isFaint(look: PodLook): boolean {
  return look === "starting" || look === "ending" || look === "done";
}
