import type { Millis } from "../../../engine/core/objects.ts";
import type { Why } from "../../../engine/core/why.ts";
import type { ContainerLife, ContainerSpan, Track } from "../story/containerLife.ts";
import type { Frame } from "../timeline/scale.ts";

/** A state of a container as a piece of its lane. Times from the start of the story. */
export interface Piece {
  readonly span: ContainerSpan;
  readonly from: Millis;
  readonly to: Millis;
  readonly x: number;
  readonly width: number;
}

/** The least width of a failure, in pixels. */
const leastTrouble = 3;

/** The visible pieces of a lane. Pieces that are too narrow are left out, unless they are failures. */
export function piecesOf({ spans }: ContainerLife, start: Millis, end: Millis, { x, left, right }: Frame): Piece[] {
  const pieces: Piece[] = [];
  let drawn = -Infinity;
  for (const [i, span] of spans.entries()) {
    const from = Math.max(0, span.at - start);
    const to = Math.min(end, spans[i + 1]?.at ?? end) - start;
    const [first, last] = [Math.max(left, x(from)), Math.min(right, x(to))];
    const isTrouble = span.state === "failed" || span.state === "held";
    if (span.state === "gone" || to < 0 || last < first || (!isTrouble && last - first < 0.5) || last < drawn) continue;
    const width = Math.max(isTrouble ? leastTrouble : 0, last - first);
    pieces.push({ span, from, to, x: first, width: Math.min(width, right - first + leastTrouble) });
    drawn = first + (isTrouble ? leastTrouble : 0);
  }
  return pieces;
}

/** The marks of a track: passes as one path, failures each with its moment, hooks as bars. */
export interface DrawnTrack {
  readonly passed: string;
  readonly failed: readonly { readonly x: number; readonly time: Millis; readonly says: string }[];
  readonly bars: readonly {
    readonly x: number;
    readonly width: number;
    readonly ok: boolean;
    readonly time: Millis;
    readonly says: string;
    readonly why?: Why;
  }[];
}

/** Marks that are closer than this, in pixels, are drawn as a line. */
const closest = 4;

/** A track as it is drawn, `height` pixels high. */
export function drawTrack({ marks }: Track, start: Millis, { x, left, right }: Frame, height: number): DrawnTrack {
  const [failed, bars]: [DrawnTrack["failed"][number][], DrawnTrack["bars"][number][]] = [[], []];
  let passed = "";
  for (const { at, to, ok, every, times, says = "", why } of marks) {
    const time = at - start;
    if (to !== undefined) {
      const [first, last] = [Math.max(left, x(time)), Math.min(right, x(to - start))];
      if (last >= first) bars.push({ x: first, width: Math.max(2, last - first), ok, time, says, ...(why && { why }) });
      continue;
    }
    const gap = x(time + every) - x(time);
    if (ok && times > 1 && gap < closest) {
      const [first, last] = [Math.max(left, x(time)), Math.min(right, x(time + (times - 1) * every))];
      if (last > first) passed += `M${first} ${height / 2 - 1}h${last - first}v2h${first - last}z`;
      continue;
    }
    for (let i = 0; i < times; i++) {
      const [moment, place] = [time + i * every, x(time + i * every)];
      if (place > right + 1) break;
      if (place < left - 1) continue;
      if (ok) passed += `M${place - 0.75} ${height / 2 - 4}h1.5v8h-1.5z`;
      else if (place - (failed.at(-1)?.x ?? -Infinity) >= closest) failed.push({ x: place, time: moment, says });
    }
  }
  return { passed, failed, bars };
}
