import { podMark, versionOf } from "../nodes/podClass.ts";
import type { Moment, NodeMoment, PodMoment } from "../story/moment.ts";
import { takenOf, versions } from "../nodes/taken.ts";
import { lookOf } from "../story/series.ts";
import { bytesOf, cores } from "../words/format.ts";
import type { Subject } from "./chart.ts";
import { paint } from "./looks.ts";
import { line, type Piece, tag, widthOf } from "./svg.ts";

const [gap, padding, square, between] = [10, 10, 20, 4];
const narrowest = 190;
/** The most nodes in a picture; the trace has all of them. */
const mostNodes = 60;

/** The nodes at the picture's moment, each with what is taken of it and its pods; and the pods that have no node. */
export function nodes(subject: Subject, moment: Moment, width: number): Piece {
  const shown = shownOf(subject, moment);
  const columns = Math.max(1, Math.min(shown.length, Math.floor((width + gap) / (narrowest + gap))));
  const cell = (width - gap * (columns - 1)) / columns;
  let [svg, y] = ["", 0];
  for (let first = 0; first < shown.length; first += columns) {
    const row = shown.slice(first, first + columns);
    const tall = Math.max(...row.map(({ pods }) => tileHeight(pods.length, cell)));
    svg += row.map((node, i) => tag("g", { transform: `translate(${i * (cell + gap)} ${y})` }, tile(subject, node, cell, tall))).join("");
    y += tall + gap;
  }
  const hidden = moment.nodes.length - shown.length;
  if (hidden > 0) {
    svg += line(`${subject.words.menu.nodes(moment.nodes.length)}: ${subject.words.more(hidden)}`, 0, y + 12, { fill: subject.theme.soft });
    y += 18;
  }
  const rest = pending(subject, moment.pending, width);
  return { height: y + rest.height, svg: svg + tag("g", { transform: `translate(0 ${y})` }, rest.svg) };
}

/** If there are many nodes, those with pods of the workload in focus come first, in the order of the cluster. */
function shownOf({ story, workload }: Subject, { nodes: all }: Moment): readonly NodeMoment[] {
  if (all.length <= mostNodes) return all;
  const concerned = new Set(all.filter(({ pods }) => pods.some(({ index }) => story.pods[index]!.workload === workload)).slice(0, mostNodes));
  const others = all.filter((node) => !concerned.has(node)).slice(0, mostNodes - concerned.size);
  return all.filter((node) => concerned.has(node) || others.includes(node));
}

function tileHeight(pods: number, width: number): number {
  return padding + 18 + 2 * 22 + Math.max(1, Math.ceil(pods / inRow(width - 2 * padding))) * (square + between) + padding - between;
}

function inRow(width: number): number {
  return Math.max(1, Math.floor((width + between) / (square + between)));
}

function tile(subject: Subject, node: NodeMoment, width: number, height: number): string {
  const { story, theme, words } = subject;
  const { name, zone } = story.nodes[node.index]!;
  const { span } = node;
  const badges = [zone, span.cordoned ? words.nodes.cordoned : "", ...span.taints].filter((text) => text !== undefined && text !== "").join(" · ");
  const inner = width - 2 * padding;
  const parts = [
    tag("rect", {
      x: 0.5,
      y: 0.5,
      width: width - 1,
      height: height - 1,
      rx: 6,
      fill: theme.card,
      stroke: theme.line,
      "stroke-dasharray": span.cordoned ? "4 3" : undefined,
    }),
    line(name, padding, padding + 10, { fill: theme.text, weight: 600 }),
    line(badges, padding + widthOf(name, 12, 600) + 8, padding + 10, { size: 11, fill: theme.soft }),
    meter(subject, node, { name: words.nodes.cpu, text: `${cores(node.cpu)} / ${cores(span.cpu)}`, of: span.cpu, part: "cpu" }, inner),
    meter(subject, node, { name: words.nodes.memory, text: bytesOf(node.memory, span.memory), of: span.memory, part: "memory" }, inner),
    tag("g", { transform: `translate(${padding} ${padding + 18 + 2 * 22})` }, squares(subject, node.pods, inner)),
  ];
  return parts.join("");
}

interface Meter {
  readonly name: string;
  readonly text: string;
  readonly of: number;
  readonly part: "cpu" | "memory";
}

/** How much of one resource is taken, version by version. */
function meter({ story, theme, workload }: Subject, node: NodeMoment, { name, text, of, part }: Meter, width: number): string {
  const top = padding + 18 + (part === "cpu" ? 0 : 22);
  const taken = takenOf(node, story, workload)[part];
  const parts = [
    line(name, padding, top + 9, { size: 11, fill: theme.soft }),
    line(text, padding + width, top + 9, { size: 11, fill: theme.text, anchor: "end" }),
    tag("rect", { x: padding, y: top + 13, width, height: 4, rx: 2, fill: theme.track }),
  ];
  let from = 0;
  for (const version of versions) {
    const long = of > 0 ? Math.min(width - from, (width * taken[version]) / of) : 0;
    if (long > 0) parts.push(tag("rect", { x: padding + from, y: top + 13, width: long, height: 4, fill: theme[version] }));
    from += long;
  }
  return parts.join("");
}

/** Pods as squares: the colour is the version, the texture the state. */
function squares({ story, theme, workload }: Subject, pods: readonly PodMoment[], width: number): string {
  const columns = inRow(width);
  return pods
    .map(({ index, span }, i) => {
      const [x, y] = [(i % columns) * (square + between), Math.floor(i / columns) * (square + between)];
      if (span.state === "gone") return "";
      const look = lookOf(span.state);
      const isFull = look === "ready" || look === "done";
      const mark = span.state === "succeeded" ? "✓" : span.state === "held" ? "‖" : look === "failing" ? "✕" : podMark(story, index, workload);
      return (
        tag("rect", {
          x: x + 0.5,
          y: y + 0.5,
          width: square - 1,
          height: square - 1,
          rx: 4,
          ...paint(look, versionOf(story, story.pods[index]!, workload), theme),
        }) + line(mark, x + square / 2, y + square / 2 + 4, { size: 10, fill: isFull ? theme.onPod : theme.text, weight: 600, anchor: "middle" })
      );
    })
    .join("");
}

function pending(subject: Subject, pods: readonly PodMoment[], width: number): Piece {
  if (pods.length === 0) return { height: 0, svg: "" };
  const { theme, words } = subject;
  const { reason = "", brief = reason } = pods.find(({ span }) => span.reason)?.span ?? {};
  const title = words.nodes.pending(pods.length);
  const rows = Math.ceil(pods.length / inRow(width - 2 * padding));
  const height = padding + 18 + rows * (square + between) + padding;
  const svg = [
    tag("rect", { x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 6, fill: "none", stroke: theme.warn, "stroke-dasharray": "4 3" }),
    line(title, padding, padding + 10, { fill: theme.text, weight: 600 }),
    line(brief, padding + widthOf(title, 12, 600) + 10, padding + 10, { size: 11, fill: theme.soft }),
    tag("g", { transform: `translate(${padding} ${padding + 18})` }, squares(subject, pods, width - 2 * padding)),
  ];
  return { height: height + gap, svg: svg.join("") };
}
