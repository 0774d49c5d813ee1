import { useComputed, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Spot } from "../host/messages.ts";
import { IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { focusWithin, rove } from "../parts/roving.ts";
import { steady } from "../parts/steady.ts";
import { podsOfRow, type RowPods } from "../story/rowPods.ts";
import { type Series, seriesOf } from "../story/series.ts";
import { begun } from "../story/spans.ts";
import type { ActionRow, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { stepsInSight } from "../story/stepsInSight.ts";
import { Squares } from "./squares.tsx";
import { rowHeight, useRowsInSight } from "./rowsInSight.ts";
import { concernsCursor, spotOf } from "../story/spot.ts";

/** The table of actions: what was done, by which arithmetic, and where the rollout stood then. A row is a moment. */
export function Steps({ story }: { readonly story: Story }): VNode {
  const panel = usePanel();
  const { words, host, workload, allSteps, stepsTime } = panel;
  const steps = useMemo(() => stepsInSight(story, workload.value, allSteps.value), [story, workload.value, allSteps.value]);
  const here = useComputed(() => begun(steps, story.from + stepsTime.value) - 1).value;
  const scroll = useRef<HTMLDivElement>(null);
  const { first, last, onScroll } = useRowsInSight(scroll, steps, here);
  const series = useMemo(() => new Map<number, Series>(), [story]);
  const pointed = useSignal(-1);
  if (steps.length === 0) return <p class="empty">{words.steps.none}</p>;
  const spotAt = (row: number) => (steps[row] ? spotOf(steps[row]) : undefined);
  const point = (row: number) => {
    if (row === pointed.value) return;
    pointed.value = row;
    host.send({ is: "highlight", spot: spotAt(row) ?? null });
  };
  return (
    <div
      class="scroll"
      ref={scroll}
      onScroll={onScroll}
      onPointerOver={(event) => point(rowOf(event))}
      onPointerLeave={() => point(-1)}
      onClick={(event) => steps[rowOf(event)] && panel.seek(steps[rowOf(event)]!.at - story.from)}
      onKeyDown={(event) => {
        const spot = spotAt(rowOf(event));
        if (event.key === "F12" && spot) host.send({ is: "reveal", spot });
        const to = rove(event.key, here, steps.length);
        if (to === undefined) return;
        event.preventDefault();
        panel.seek(steps[to]!.at - story.from);
        requestAnimationFrame(() => focusWithin(scroll.current!, `tr[data-step="${to}"]`, 0));
      }}
    >
      <table class={`steps ${story.to - story.from < hour ? "" : "long"}`} role="grid" aria-label={words.steps.name} aria-rowcount={steps.length + 1}>
        <Head />
        <tbody>
          <Spacer rows={first} />
          {steps.slice(first, last).map((step, i) => (
            <Row
              key={first + i}
              step={step}
              story={story}
              index={first + i}
              isHere={first + i === here}
              isNow={step.at === steps[here]?.at}
              isStop={first + i === Math.max(0, here)}
              isPointed={first + i === pointed.value}
              series={step.workload < 0 ? undefined : seriesIn(series, story, step.workload)}
            />
          ))}
          <Spacer rows={steps.length - last} />
        </tbody>
      </table>
    </div>
  );
}

/** From then on times have hours. */
const hour = 3_600_000;

/** The names of the columns. */
const Head = steady((): VNode => {
  const { words } = usePanel();
  return (
    <thead>
      <tr>
        <th class="number">{words.steps.time}</th>
        <th class="does">{words.steps.does}</th>
        <th class="because">{words.steps.because}</th>
        <th class="number">{words.steps.old}</th>
        <th class="number">{words.steps.new}</th>
        <th class="number">{words.steps.ready}</th>
        <th class="squares">{words.steps.pods}</th>
      </tr>
    </thead>
  );
});

/** The row that an event is about; NaN for none. */
function rowOf({ target }: Event): number {
  return Number((target as Element).closest<HTMLElement>("tr[data-step]")?.dataset["step"] ?? Number.NaN);
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
  readonly step: ActionRow;
  readonly story: Story;
  readonly index: number;
  readonly isHere: boolean;
  /** Whether it has the same time as the current row. It then shows its whole text. */
  readonly isNow: boolean;
  readonly isStop: boolean;
  readonly isPointed: boolean;
  /** The pods of its workload over time. */
  readonly series: Series | undefined;
}

/** Many rows are of one workload. */
function seriesIn(known: Map<number, Series>, story: Story, workload: number): Series {
  const series = known.get(workload) ?? seriesOf(story, workload);
  known.set(workload, series);
  return series;
}

/** A row in words and numbers: a new story has the same in most rows. */
function Row({ step, story, index, isHere, isNow, isStop, isPointed, series }: RowProps): VNode {
  const { words, cursor } = usePanel();
  const isSized = step.workload >= 0;
  return (
    <Line
      index={index}
      looks={`${isHere ? "here" : ""} ${isNow ? "now" : ""} ${concernsCursor(step, cursor.value) ? "lit" : ""} ${step.what.is === "ask" ? "asked" : ""}`}
      isHere={isHere}
      isStop={isStop}
      time={clock(step.at - story.from)}
      does={words.does(step, story)}
      because={words.reason(step)}
      spot={isHere || isPointed ? spotOf(step) : undefined}
      counts={isSized ? [step.old, step.new, step.ready].map(String) : ["", "", ""]}
      pods={series && podsOfRow(step, series)}
      peak={series?.peak ?? 0}
    />
  );
}

interface LineProps {
  readonly index: number;
  readonly looks: string;
  readonly isHere: boolean;
  readonly isStop: boolean;
  readonly time: string;
  readonly does: string;
  readonly because: string;
  /** The YAML behind it, if a button is to lead there: only where it is needed, since many rows are added and removed during playback. */
  readonly spot: Spot | undefined;
  /** Old pods, new ones, and those that are ready. */
  readonly counts: readonly string[];
  readonly pods: readonly RowPods[] | undefined;
  readonly peak: number;
}

const Line = steady(({ index, looks, isHere, isStop, time, does, because, spot, counts, pods, peak }: LineProps): VNode => {
  const { words, host } = usePanel();
  return (
    <tr data-step={index} class={looks} tabIndex={isStop ? 0 : -1} aria-rowindex={index + 2} aria-selected={isHere}>
      <td class="number">{time}</td>
      <td class="does" title={does}>
        {does}
      </td>
      <td class="because" title={because}>
        {because}
        {spot && <IconButton icon="go-to-file" name={words.steps.reveal(spot.field)} onPress={() => host.send({ is: "reveal", spot })} />}
      </td>
      {counts.map((count, i) => (
        <td key={i} class="number">
          {count}
        </td>
      ))}
      <td class="squares">{pods && <Squares pods={pods} peak={peak} />}</td>
    </tr>
  );
});
