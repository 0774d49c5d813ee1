import { useComputed, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { IconButton } from "../parts/button.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { focusWithin, rove } from "../parts/roving.ts";
import { begun } from "../story/spans.ts";
import type { Step, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { stepsInSight } from "./inSight.ts";
import { concernsCursor, spotOf } from "./spot.ts";

const rowHeight = 40;
/** The table scrolls within this height. */
const mostHeight = 430;
/** Rows drawn above and below those in sight. */
const margin = 8;

/** The table of actions: what was done, by which arithmetic, and where the rollout stood then. A row is a moment. */
export function Steps({ story }: { readonly story: Story }): VNode {
  const panel = usePanel();
  const { words, workload, allSteps, time } = panel;
  const steps = useMemo(() => stepsInSight(story, workload.value, allSteps.value), [story, workload.value, allSteps.value]);
  const here = useComputed(() => begun(steps, story.from + time.value) - 1).value;
  const scroll = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const first = Math.max(0, Math.floor(top.value / rowHeight) - margin);
  const last = Math.min(steps.length, Math.ceil((top.value + mostHeight) / rowHeight) + margin);
  useEffect(() => keepInSight(scroll.current, top.peek(), here), [here, steps]);
  const most = useMemo(() => steps.reduce((sum, step) => Math.max(sum, step.old + step.new), 0), [steps]);
  if (steps.length === 0) return <p class="empty">{words.steps.none}</p>;
  return (
    <div
      class="scroll"
      ref={scroll}
      onScroll={(event) => (top.value = event.currentTarget.scrollTop)}
      onKeyDown={(event) => {
        const to = rove(event.key, here, steps.length);
        if (to === undefined) return;
        event.preventDefault();
        panel.seek(steps[to]!.at - story.from);
        requestAnimationFrame(() => focusWithin(scroll.current!, `tr[data-step="${to}"]`, 0));
      }}
    >
      <table class="steps" role="grid" aria-label={words.steps.name} aria-rowcount={steps.length + 1}>
        <colgroup>
          {["time", "does", "because", "count", "count", "count", "squares"].map((name, i) => (
            <col key={i} class={name} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th class="number">{words.steps.time}</th>
            <th>{words.steps.does}</th>
            <th>{words.steps.because}</th>
            <th class="number">{words.steps.old}</th>
            <th class="number">{words.steps.new}</th>
            <th class="number">{words.steps.ready}</th>
            <th class="squares">{words.steps.pods}</th>
          </tr>
        </thead>
        <tbody>
          <Spacer rows={first} />
          {steps.slice(first, last).map((step, i) => (
            <Row
              key={first + i}
              step={step}
              story={story}
              index={first + i}
              isHere={first + i === here}
              isStop={first + i === Math.max(0, here)}
              most={most}
            />
          ))}
          <Spacer rows={steps.length - last} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ rows }: { readonly rows: number }): VNode | null {
  if (rows === 0) return null;
  return (
    <tr class="spacer" aria-hidden="true">
      <td colSpan={7} style={{ height: `${rows * rowHeight}px` }} />
    </tr>
  );
}

interface RowProps {
  readonly step: Step;
  readonly story: Story;
  readonly index: number;
  readonly isHere: boolean;
  readonly isStop: boolean;
  readonly most: number;
}

function Row({ step, story, index, isHere, isStop, most }: RowProps): VNode {
  const panel = usePanel();
  const { words, host, cursor } = panel;
  const spot = spotOf(step);
  const isSized = step.workload >= 0;
  return (
    <tr
      data-step={index}
      class={`${isHere ? "here" : ""} ${concernsCursor(step, cursor.value) ? "lit" : ""} ${step.what.is === "ask" ? "asked" : ""}`}
      tabIndex={isStop ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={isHere}
      onClick={() => panel.seek(step.at - story.from)}
      {...lighting(host, spot)}
      onKeyDown={(event) => event.key === "F12" && spot && host.send({ is: "reveal", spot })}
    >
      <td class="number">{clock(step.at - story.from)}</td>
      <td class="does">
        <span title={words.does(step, story)}>{words.does(step, story)}</span>
      </td>
      <td class="because">
        <span title={words.because(step.why)}>{words.because(step.why)}</span>
        {spot && <IconButton icon="go-to-file" name={words.steps.reveal(spot.field)} onPress={() => host.send({ is: "reveal", spot })} />}
      </td>
      <td class="number">{isSized && step.old}</td>
      <td class="number">{isSized && step.new}</td>
      <td class="number">{isSized && step.ready}</td>
      <td class="squares">
        <Squares old={step.old} newer={step.new} most={most} />
      </td>
    </tr>
  );
}

/** Old and new pods as little squares, or as a bar where they are many. */
function Squares({ old, newer, most }: { readonly old: number; readonly newer: number; readonly most: number }): VNode {
  const [width, size] = [76, most <= 9 ? 8 : 76 / most];
  const gap = most <= 9 ? 1 : 0;
  const squares = (count: number, start: number, name: string) =>
    most <= 9 ? (
      Array.from({ length: count }, (_, i) => (
        <rect key={`${name} ${i}`} class={`ready ${name}`} x={(start + i) * size} y="0" width={size - gap} height="9" rx="1.5" />
      ))
    ) : (
      <rect class={`ready ${name}`} x={start * size} y="0" width={count * size} height="9" />
    );
  return (
    <svg width={width} height="9" aria-hidden="true">
      {squares(old, 0, "old")}
      {squares(newer, old, "new")}
    </svg>
  );
}

/** Scrolls a row that is out of sight to the middle, so that while time flows it need not be done with every row. `top` is where the table is scrolled to. */
function keepInSight(box: HTMLElement | null, top: number, row: number): void {
  if (!box || row < 0) return;
  const [start, end] = [row * rowHeight, (row + 2) * rowHeight];
  if (start < top || end > top + mostHeight) box.scrollTop = Math.max(0, start - mostHeight / 2);
}
