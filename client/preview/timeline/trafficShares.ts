import { keyOf } from "../../../engine/core/objects.ts";
import type { Millis } from "../../../engine/core/objects.ts";
import { spanAt } from "../story/spans.ts";
import type { Reached, ServiceLife, Story } from "../story/story.ts";
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
function switchesTraffic(service: ServiceLife, story: Story): boolean {
  const { ref } = service;
  return (
    story.steps.some(({ edits = [], about }) => keyOf(about) === keyOf(ref) && edits.some(({ field }) => field.startsWith("spec.selector"))) ||
    revisionsOf(service).size > 1 ||
    (story.steps.length > 0 && deadTimes(service, story).length > 0)
  );
}

/** So many strips are shown. */
const most = 4;

/** The Services whose traffic moves: those of the workload in focus first, then those that have no endpoint for a time; of many only these. */
export function stripsOf(story: Story, workload: number): readonly ServiceLife[] {
  const moving = story.services.filter((service) => switchesTraffic(service, story));
  const isOwn = (service: ServiceLife): boolean => [...revisionsOf(service)].some((revision) => story.revisions[revision]?.workload === workload);
  const rank = (service: ServiceLife): number => (isOwn(service) ? 0 : deadTimes(service, story).length > 0 ? 1 : 2);
  const sorted = moving.toSorted((a, b) => rank(a) - rank(b));
  const telling = sorted.filter((service) => rank(service) < 2);
  return (moving.length > most && telling.length > 0 ? telling : sorted).slice(0, most);
}

/** When a Service that had an endpoint has none, from the start of the story. */
export function deadTimes({ before, spans }: ServiceLife, story: Story): { readonly from: number; readonly to: number }[] {
  const first = before.length > 0 ? 0 : spans.findIndex(({ ready }) => ready.length > 0);
  if (first < 0) return [];
  return spans.flatMap((span, i) => {
    if (i < first || span.ready.length > 0 || !span.here) return [];
    const [from, to] = [Math.max(span.at, story.from), Math.min(spans[i + 1]?.at ?? story.to, story.to)];
    return to > from ? [{ from: from - story.from, to: to - story.from }] : [];
  });
}

/** The strip as rectangles: versions stacked, and a separate rectangle where no pod is ready. */
export function stripesOf(service: ServiceLife, story: Story, { x, left, right }: Frame): Stripe[] {
  const { before, spans } = service;
  const colours = shareColours(service, story);
  const earlier =
    reachedBefore(service, story, story.from).length > 0 && x.domain()[0] === 0
      ? stackOf(before, colours).map((part) => ({ ...part, x: left - 4 - stub, width: stub }))
      : [];
  const later = spans.flatMap((span, i) => {
    const start = Math.max(left, x(span.at - story.from));
    const end = Math.min(right, i + 1 < spans.length ? x(spans[i + 1]!.at - story.from) : right);
    return end > start && span.here ? stackOf(span.ready, colours).map((part) => ({ ...part, x: start, width: end - start })) : [];
  });
  return [...earlier, ...later];
}

/** So wide is what stands before the strip for what was so before the change. */
const stub = 14;

/** What a Service reached before the change, if that is no longer so right after it and `time` is that moment. */
export function reachedBefore({ before, spans }: ServiceLife, story: Story, time: Millis): Reached {
  const isAlike = (a: Reached, b: Reached) =>
    a.length === b.length && a.every(([revision, pods]) => b.some(([other, count]) => other === revision && count === pods));
  return time === story.from && !isAlike(before, spanAt(spans, time)?.ready ?? []) ? before : [];
}

function revisionsOf({ before, spans }: ServiceLife): Set<number> {
  return new Set([before, ...spans.map(({ ready }) => ready)].flatMap((ready) => ready.map(([revision]) => revision)));
}

/** A colour for each version that a Service ever reaches, in the order in which they were made: the last one has that of what is new. */
export function shareColours(service: ServiceLife, story: Story): ReadonlyMap<number, string> {
  const made = (revision: number) => story.revisions[revision]?.since ?? 0;
  const revisions = [...revisionsOf(service)].sort((a, b) => made(a) - made(b) || a - b);
  return new Map(
    revisions.map((revision, i) => [revision, i === revisions.length - 1 ? "ready new" : i === 0 ? "ready old" : `ready share-${i % 3}`]),
  );
}

function stackOf(ready: Reached, colours: ReadonlyMap<number, string>): Omit<Stripe, "x" | "width">[] {
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
