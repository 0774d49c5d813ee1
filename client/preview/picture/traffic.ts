import { spanAt } from "../story/spans.ts";
import type { Reached, ServiceLife } from "../story/story.ts";
import { cutsOf } from "../timeline/cuts.ts";
import { frameOf } from "../timeline/scale.ts";
import { deadTimes, reachedBefore, shareColours, stripesOf, stripsOf } from "../timeline/trafficShares.ts";
import { clock } from "../words/format.ts";
import type { Subject } from "./chart.ts";
import { line, type Piece, round, tag, widthOf } from "./svg.ts";
import type { Theme } from "./theme.ts";

const [head, strip] = [18, 28];

/** For each Service whose traffic moves between versions: the share of each version over time, and when there are no endpoints. */
export function traffic(subject: Subject, width: number): Piece {
  const moving = stripsOf(subject.story, subject.workload);
  const each = head + strip + 8;
  const strips = moving.map((service, i) => tag("g", { transform: `translate(0 ${i * each})` }, stripOf(subject, service, width)));
  return { height: moving.length * each, svg: strips.join("") };
}

function stripOf(subject: Subject, service: ServiceLife, width: number): string {
  const { story, theme, sight, words } = subject;
  const frame = frameOf(width, strip, sight, 1, cutsOf(story));
  const title = words.traffic.to(service.ref.name);
  const dead = deadTimes(service, story).map(({ from, to }) => words.traffic.dead(clock(from, true), clock(to, true)));
  const stripes = stripesOf(service, story, frame).map(({ x, width: long, y, height, className }) =>
    tag("rect", { x: round(x), y: head + y * strip, width: round(long), height: height * strip, fill: fillOf(className, theme) }),
  );
  const now = sharesNow(subject, service, frame.left + widthOf(title, 12, 600) + 14);
  const end = line(dead.join("; "), frame.right, 12, { size: 11, fill: theme.bad, anchor: "end" });
  return [line(title, frame.left, 12, { fill: theme.text, weight: 600 }), now, end, ...stripes].join("");
}

/** The shares at the picture's moment; at the moment of the change, also those before. */
function sharesNow(subject: Subject, service: ServiceLife, from: number): string {
  const { story, theme, time, words } = subject;
  const before = reachedBefore(service, story, story.from + time);
  const ready = spanAt(service.spans, story.from + time)?.ready ?? [];
  const earlier = sharesFrom(subject, service, before, from);
  const arrow = before.length > 0 ? line("→", earlier.end, 12, { size: 11, fill: theme.soft }) : "";
  const x = before.length > 0 ? earlier.end + 20 : from;
  const now =
    ready.length === 0 ? line(words.workloads.noEndpoint, x, 12, { size: 11, fill: theme.bad }) : sharesFrom(subject, service, ready, x).svg;
  return earlier.svg + arrow + now;
}

function sharesFrom(
  { story, theme, words }: Subject,
  service: ServiceLife,
  reached: Reached,
  from: number,
): { readonly svg: string; readonly end: number } {
  const total = reached.reduce((sum, [, pods]) => sum + pods, 0);
  const colours = shareColours(service, story);
  let [svg, x] = ["", from];
  for (const [revision, pods] of reached) {
    const text = `${words.percent(pods / total)} ${story.revisions[revision]?.ref.name ?? words.workloads.nobody}`;
    svg += tag("rect", { x, y: 3, width: 10, height: 10, rx: 2, fill: fillOf(colours.get(revision) ?? "", theme) });
    svg += line(text, x + 15, 12, { size: 11, fill: theme.soft });
    x += 15 + widthOf(text, 11) + 14;
  }
  return { svg, end: x };
}

/** What the styles give to each of these classes. */
function fillOf(className: string, theme: Theme): string {
  const shares: Readonly<Record<string, string>> = {
    "ready new": theme.new,
    "ready old": theme.old,
    "ready share-0": "#c08a5a",
    "ready share-1": "#9d7cc4",
    "ready share-2": "#5aa0a8",
  };
  return shares[className] ?? "url(#picture-bad)";
}
