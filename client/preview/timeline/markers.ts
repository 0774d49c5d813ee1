import { symbol, symbolCircle, symbolCross, symbolDiamond, symbolTriangle } from "d3-shape";
import type { Millis } from "../../../engine/objects.ts";
import type { TracedEvent } from "../../../engine/trace.ts";
import type { Step, Story } from "../story/story.ts";

export type Mark = "grow" | "shrink" | "asked" | "trouble" | "ready" | "done";

/** What happened at a place on the time axis; several things that fall together are one marker. */
export interface Marker {
  readonly mark: Mark;
  readonly x: number;
  /** From the start of the story. */
  readonly time: Millis;
  readonly happenings: readonly (Step | TracedEvent)[];
}

/** Markers for what happens, in order; those of a kind that are closer than `gap` pixels are taken together. */
export function markersOf(story: Story, happenings: readonly (Step | TracedEvent)[], x: (time: Millis) => number, gap = 9): Marker[] {
  const markers: { mark: Mark; x: number; time: Millis; happenings: (Step | TracedEvent)[] }[] = [];
  const lastOf = new Map<Mark, (typeof markers)[number]>();
  for (const happening of happenings) {
    const mark = "what" in happening ? markOf(happening) : happening.type === "Warning" ? "trouble" : undefined;
    if (!mark) continue;
    const time = happening.at - story.from;
    const last = lastOf.get(mark);
    if (last && x(time) - last.x < gap) last.happenings.push(happening);
    else {
      const marker = { mark, x: x(time), time, happenings: [happening] };
      markers.push(marker);
      lastOf.set(mark, marker);
    }
  }
  return markers;
}

function markOf({ what }: Step): Mark | undefined {
  switch (what.is) {
    case "scale":
      return what.to > what.from ? "grow" : "shrink";
    case "create":
      return "grow";
    case "delete":
      return "shrink";
    case "ask":
      return "asked";
    case "crash":
    case "fail":
    case "unready":
      return "trouble";
    case "ready":
    case "succeed":
      return "ready";
    case "finish":
      return "done";
    case "update":
    case "pull":
    case "start":
    case "gone":
      return undefined;
  }
}

/** The lane of the timeline that a mark has for itself, from the top. */
export function laneOf(mark: Mark): number {
  return mark === "grow" ? 0 : mark === "shrink" ? 1 : 2;
}

const draw = { grow: symbolTriangle, shrink: symbolTriangle, ready: symbolCircle, asked: symbolDiamond, trouble: symbolCross, done: symbolDiamond };

/** The mark's shape around its own origin; a cross is turned to an X, a triangle to point down, by the class of the mark. */
export function markPath(mark: Mark): string {
  return symbol(draw[mark], mark === "ready" ? 16 : 34)() ?? "";
}
