import type { Millis } from "../../../engine/core/objects.ts";
import type { Span } from "./story.ts";

/** How many of `spans` have begun by `time`; they are in order. */
export function begun(spans: readonly Span[], time: Millis): number {
  let from = 0;
  let to = spans.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (spans[middle]!.at <= time) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What holds at `time`, or nothing before the first span. */
export function spanAt<T extends Span>(spans: readonly T[], time: Millis): T | undefined {
  return spans[begun(spans, time) - 1];
}

/** How many of the sorted `times` are not after `time`. */
export function passed(times: readonly Millis[], time: Millis): number {
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (times[middle]! <= time) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Collects spans, leaving out what changes nothing; what changes twice in a moment counts once. A span foretold for later gives way to one that comes earlier. */
export class SpanList<T extends Span> {
  readonly spans: T[] = [];

  add(span: T): void {
    while (this.spans.length > 0 && this.spans.at(-1)!.at > span.at) this.spans.pop();
    const last = this.spans.at(-1);
    if (last && isAlike(last, span)) return;
    if (last?.at === span.at) this.spans.pop();
    this.spans.push(span);
  }
}

function isAlike(a: Span, b: Span): boolean {
  const [before, after]: Record<string, unknown>[] = [{ ...a }, { ...b }];
  return Object.keys({ ...before, ...after }).every((key) => key === "at" || String(before![key]) === String(after![key]));
}
