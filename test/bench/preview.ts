/**
 * How smoothly the page scrubs, in a real browser: what each frame costs its main thread (script, style, layout, paint) while the playhead is dragged.
 * In processor time, so that a busy machine does not blur it.
 */
import type { CDPSession } from "playwright-core";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { type Town, traceOfTown } from "../preview/fixtures/town.ts";
import { closeBrowser, openPage } from "../preview/support/browser.ts";
import { example, rehearsalOf } from "../preview/support/rehearsals.ts";
import { below, percentile } from "./report.ts";

const frames = 120;

/** Drags the playhead through the story, a little further with each frame. */
async function scrub(frames: number): Promise<void> {
  const chart = document.querySelector("svg.chart")!;
  chart.setPointerCapture = () => {};
  const { left, top, width } = chart.getBoundingClientRect();
  const act = (type: string, share: number) =>
    chart.dispatchEvent(
      new PointerEvent(type, { bubbles: true, clientX: left + 60 + share * (width - 180), clientY: top + 60, button: 0, pointerId: 1 }),
    );
  act("pointerdown", 0);
  for (let i = 0; i < frames; i++) {
    await new Promise(requestAnimationFrame);
    await new Promise((painted) => setTimeout(painted));
    act("pointermove", i / frames);
  }
  act("pointerup", 1);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** In microseconds of the thread's own clock. */
  readonly tdur?: number;
}

/** What each frame costs the page's main thread, in milliseconds of the processor: all its tasks up to the one that commits the frame. */
async function frameTimes(session: CDPSession, act: () => Promise<void>): Promise<number[]> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send("Tracing.start", { traceConfig: { includedCategories: ["disabled-by-default-devtools.timeline", "devtools.timeline.frame"] } });
  await act();
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.end");
  await complete;
  const { pid, tid } = events.find(({ name }) => name === "InvalidateLayout")!;
  const onMain = (name: string) =>
    events.filter((event) => event.name === name && event.pid === pid && event.tid === tid).sort((a, b) => a.ts - b.ts);
  const [tasks, commits] = [onMain("RunTask"), onMain("Commit")];
  let begun = -Infinity;
  return commits.map(({ ts: committed }) => {
    const own = tasks.filter(({ ts }) => ts > begun && ts <= committed);
    begun = committed;
    return own.reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
  });
}

/** From the text's objects to the picture on the screen: as the extension host sees it, an edit after the other. */
async function edit(name: string, before: string, limit: number): Promise<void> {
  const open = await openPage();
  const times: number[] = [];
  for (let version = 1; version <= 40; version++) {
    const start = performance.now();
    await open.post({ is: "rehearse", rehearsal: rehearsalOf(before, before.replace(/(image: [^:]+:)\S+/, `$1${version}`), { version }) });
    while (!open.told.some((message) => message.is === "drawn" && message.version === version))
      await new Promise((resolve) => setTimeout(resolve, 1));
    if (version > 10) times.push(performance.now() - start);
  }
  below(`${name}, an edit to its picture, median`, percentile(times, 50), limit, "ms");
  below(`${name}, an edit to its picture, p95`, percentile(times, 95), limit, "ms");
  await open.close();
}

async function measure(name: string, town: Town, limit: number): Promise<void> {
  const open = await openPage({ trace: writeTrace(traceOfTown(town)) });
  await open.page.waitForSelector(".panel", { timeout: 60_000 });
  const session = await open.page.context().newCDPSession(open.page);
  await open.page.evaluate(scrub, frames);
  const times = await frameTimes(session, () => open.page.evaluate(scrub, frames));
  below(`${name}, scrubbing, a frame, median`, percentile(times, 50), limit, "ms");
  below(`${name}, scrubbing, a frame, p95`, percentile(times, 95), limit, "ms");
  await open.close();
}

await edit("examples/web.yaml", example("web.yaml"), 100);
await measure("300 pods on 30 nodes", { nodes: 30, pods: 300 }, 16.6);
await measure("20,000 pods on 5,000 nodes", { nodes: 5000, pods: 20_000 }, 33.3);
await closeBrowser();
