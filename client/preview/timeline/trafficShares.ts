import { keyOf } from "../../../engine/core/objects.ts";
import type { ServiceLife, ServiceSpan, Story } from "../story/story.ts";
import type { Frame } from "./scale.ts";

/** A piece of the strip: `y` and `height` are shares of 1. */
export interface Stripe {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly height: number;
  readonly className: string;
}

/** Whether the selector of a Service is changed, or it ever reaches one version and then another, or has no ready pod after having one. */
export function switchesTraffic({ ref, spans }: ServiceLife, story: Story): boolean {
  return (
    story.steps.some(({ edits = [], about }) => keyOf(about) === keyOf(ref) && edits.some(({ field }) => field.startsWith("spec.selector"))) ||
    new Set(spans.flatMap(({ ready }) => ready.map(([revision]) => revision))).size > 1 ||
    (story.steps.length > 0 && deadTimes({ spans }, story).length > 0)
  );
}

/** When a Service that had an endpoint has none, from the start of the story. */
export function deadTimes({ spans }: Pick<ServiceLife, "spans">, story: Story): { readonly from: number; readonly to: number }[] {
  const first = spans.findIndex(({ ready }) => ready.length > 0);
  if (first < 0) return [];
  return spans.flatMap((span, i) => {
    if (i < first || span.ready.length > 0 || !span.here) return [];
    const [from, to] = [Math.max(span.at, story.from), Math.min(spans[i + 1]?.at ?? story.to, story.to)];
    return to > from ? [{ from: from - story.from, to: to - story.from }] : [];
  });
}

/** The strip as rectangles: versions stacked, and a separate rectangle where no pod is ready. */
export function stripesOf({ spans }: ServiceLife, story: Story, { x, left, right }: Frame): Stripe[] {
  const colours = shareColours(spans, story);
  return spans.flatMap((span, i) => {
    const start = Math.max(left, x(span.at - story.from));
    const end = Math.min(right, i + 1 < spans.length ? x(spans[i + 1]!.at - story.from) : right);
    return end > start && span.here ? stackOf(span, colours).map((part) => ({ ...part, x: start, width: end - start })) : [];
  });
}

/** A colour for each version that a Service ever reaches, in the order in which they were made: the last one has that of what is new. */
export function shareColours(spans: readonly ServiceSpan[], story: Story): ReadonlyMap<number, string> {
  const made = (revision: number) => story.revisions[revision]?.since ?? 0;
  const revisions = [...new Set(spans.flatMap(({ ready }) => ready.map(([revision]) => revision)))].sort((a, b) => made(a) - made(b) || a - b);
  return new Map(
    revisions.map((revision, i) => [revision, i === revisions.length - 1 ? "ready new" : i === 0 ? "ready old" : `ready share-${i % 3}`]),
  );
}

function stackOf({ ready }: ServiceSpan, colours: ReadonlyMap<number, string>): Omit<Stripe, "x" | "width">[] {
  const total = ready.reduce((sum, [, pods]) => sum + pods, 0);
  if (total === 0) return [{ y: 0, height: 1, className: "nobody" }];
  const order = [...colours.keys()];
  let below = 1;
  return [...ready]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([revision, pods]) => {
      below -= pods / total;
      return { y: below, height: pods / total, className: colours.get(revision) ?? "" };
    });
}
