import type { Millis } from "../../../engine/core/objects.ts";
import type { TracedEvent } from "../../../engine/rehearsal/trace.ts";
import type { ActionRow, Story } from "../story/story.ts";

/** The kinds of markers on the time axis. */
export type Mark = (typeof marks)[number];

/** All of them, in the order of the legend. */
export const marks = ["grow", "shrink", "asked", "trouble", "ready", "done"] as const;

/** What happened at a place on the time axis; several things that fall together are one marker. */
export interface Marker {
  readonly mark: Mark;
  readonly x: number;
  /** From the start of the story. */
  readonly time: Millis;
  readonly happenings: readonly (ActionRow | TracedEvent)[];
}

/** Markers for what happens, in order; those of a kind that are closer than `gap` pixels are taken together. */
export function markersOf(story: Story, happenings: readonly (ActionRow | TracedEvent)[], x: (time: Millis) => number, gap = 9): Marker[] {
  const markers: { mark: Mark; x: number; time: Millis; happenings: (ActionRow | TracedEvent)[] }[] = [];
  const lastOf = new Map<Mark, (typeof markers)[number]>();
  for (const happening of happenings) {
    const mark = markOf(happening);
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

/** The mark of something that happens, if it is worth one. */
export function markOf(happening: ActionRow | TracedEvent): Mark | undefined {
  if (!("what" in happening)) return happening.type === "Warning" ? "trouble" : undefined;
  const { what } = happening;
  switch (what.is) {
    case "scale":
      return what.to > what.from ? "grow" : "shrink";
    case "create":
      return bringsPods.has(happening.about.kind) ? "grow" : undefined;
    case "delete":
      return bringsPods.has(happening.about.kind) ? "shrink" : undefined;
    case "ask":
      return "asked";
    case "restart":
    case "crash":
    case "fail":
    case "unready":
    case "blocked":
      return "trouble";
    case "ready":
    case "succeed":
      return "ready";
    case "finish":
      return "done";
    case "update":
    case "pull":
    case "start":
    case "stop":
    case "gone":
    case "refresh":
      return undefined;
  }
}

/** Pods, and what is made for a controller to make pods of. */
const bringsPods: ReadonlySet<string> = new Set(["Pod", "ReplicaSet", "ReplicationController", "StatefulSet", "Deployment", "DaemonSet", "Job"]);

/** The lane of the timeline that a mark has for itself, from the top. */
export function laneOf(mark: Mark): number {
  return mark === "grow" ? 0 : mark === "shrink" ? 1 : 2;
}

/** The shape of each mark, from its middle. */
const shapes: Readonly<Record<Mark, string>> = {
  grow: "m0-5.1 4.4 7.7h-8.8z",
  shrink: "m0 5.1 4.4-7.7h-8.8z",
  asked: "m0-5.4 3.1 5.4-3.1 5.4-3.1-5.4z",
  trouble: "m0-1.8 1.8-1.8 1.8 1.8-1.8 1.8 1.8 1.8-1.8 1.8-1.8-1.8-1.8 1.8-1.8-1.8 1.8-1.8-1.8-1.8 1.8-1.8z",
  ready: "m-2.3 0a2.3 2.3 0 0 0 4.6 0a2.3 2.3 0 0 0-4.6 0z",
  done: "m-3 5v-10h7l-2 2.8 2 2.8h-5.6v4.4z",
};

/** A mark in its place. It is drawn there and not moved there: hundreds of moved shapes take their time with every frame. */
export function markPath({ mark, x }: Pick<Marker, "mark" | "x">, y: number): string {
  return `M${x} ${y}${shapes[mark]}`;
}
