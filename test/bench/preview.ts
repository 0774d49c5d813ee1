/**
 * How smoothly the page scrubs, in a real browser: what each frame costs its main thread (script, style, layout, paint) while the playhead is dragged.
 * In processor time, so that a busy machine does not blur it.
 */
import type { CDPSession, Page } from "playwright-core";
import { writeTrace } from "../../client/preview/traceText.ts";
import { type Town, traceOfTown } from "../preview/fixtures/town.ts";
import { closeBrowser, openPage } from "../preview/support/browser.ts";
import { example, rehearsalOf } from "../preview/support/rehearsals.ts";
import { below, percentile } from "./report.ts";

const frames = 120;

/** Drags the playhead through the story, a little further with each frame. */
async function scrub(page: Page, session: CDPSession): Promise<number[]> {
  const times: number[] = [];
  let before = await taskMillis(session);
  for (let i = 0; i < frames; i++) {
    await page.evaluate(dragTo, i / frames);
    const now = await taskMillis(session);
    times.push(now - before);
    before = now;
  }
  return times;
}

async function dragTo(share: number): Promise<void> {
  const chart = document.querySelector("svg.chart")!;
  const { left, top, width } = chart.getBoundingClientRect();
  chart.setPointerCapture = () => {};
  const place = { bubbles: true, clientX: left + 60 + share * (width - 180), clientY: top + 60, button: 0, pointerId: 1 };
  if (share === 0) chart.dispatchEvent(new PointerEvent("pointerdown", place));
  chart.dispatchEvent(new PointerEvent("pointermove", place));
  await new Promise(requestAnimationFrame);
  await new Promise((painted) => setTimeout(painted));
}

async function taskMillis(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
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
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  await scrub(open.page, session);
  const times = await scrub(open.page, session);
  below(`${name}, scrubbing, a frame, median`, percentile(times, 50), limit, "ms");
  below(`${name}, scrubbing, a frame, p95`, percentile(times, 95), limit, "ms");
  await open.close();
}

await edit("examples/web.yaml", example("web.yaml"), 100);
await measure("300 pods on 30 nodes", { nodes: 30, pods: 300 }, 16.6);
await measure("20,000 pods on 5,000 nodes", { nodes: 5000, pods: 20_000 }, 33.3);
await closeBrowser();
