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

/** Whether a Service ever reaches one version and then another, or nobody after somebody. */
export function switchesTraffic({ spans }: ServiceLife, story: Story): boolean {
  return (
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

/** The strip as rectangles: versions upon each other, older ones below, nobody as a thing of its own. */
export function stripesOf({ spans }: ServiceLife, story: Story, { x, left, right }: Frame): Stripe[] {
  return spans.flatMap((span, i) => {
    const start = Math.max(left, x(span.at - story.from));
    const end = Math.min(right, i + 1 < spans.length ? x(spans[i + 1]!.at - story.from) : right);
    return end > start && span.here ? stackOf(span, story).map((part) => ({ ...part, x: start, width: end - start })) : [];
  });
}

function stackOf({ ready }: ServiceSpan, story: Story): Omit<Stripe, "x" | "width">[] {
  const total = ready.reduce((sum, [, pods]) => sum + pods, 0);
  if (total === 0) return [{ y: 0, height: 1, className: "nobody" }];
  let below = 1;
  return [...ready]
    .sort(([a], [b]) => a - b)
    .map(([revision, pods], order) => {
      below -= pods / total;
      const isNew = order > 0 || (story.revisions[revision]?.isNewest === true && ready.length === 1 && !isFirst(revision, story));
      return { y: below, height: pods / total, className: `ready ${isNew ? "new" : "old"}` };
    });
}

/** Of two Deployments the one made first is the old version, though each is the newest of its own. */
function isFirst(revision: number, story: Story): boolean {
  const { since, isNewest } = story.revisions[revision]!;
  return isNewest && since <= story.from;
}
