/** What a person waits for in the real VS Code: from opening a manifest to its first squiggle, and from a keystroke to the new picture. */
import type { Frame, Page } from "playwright-core";
import { openWorkbench, type Workbench } from "../vscode/workbench.ts";
import { below, percentile } from "./report.ts";

const [warmUp, keystrokes] = [5, 40];

const workbench = await openWorkbench();
try {
  below("a manifest opened, to the first squiggle", await firstSquiggle(workbench), 5000, "ms");
  const moments = await keystrokesToPictures(workbench);
  const whole = moments.map(({ pressed, drawn }) => drawn - pressed);
  below("a keystroke, to the new picture, p50", percentile(whole, 50), 100, "ms");
  below("a keystroke, to the new picture, p95", percentile(whole, 95), 100, "ms");
  const toPage = moments.map(({ pressed, told }) => told - pressed);
  below("  of it until the page is told, p50", percentile(toPage, 50), 100, "ms");
} finally {
  await workbench.close();
}

/** Of one keystroke, by the browser's clock: when it was pressed, when VS Code had brought the new objects to the page, and the frame after they were drawn. */
interface Moments {
  readonly pressed: number;
  readonly told: number;
  readonly drawn: number;
}

/** With the extension and its server still asleep, but VS Code itself awake. */
async function firstSquiggle({ page, open }: Workbench): Promise<number> {
  await page.locator(".statusbar-item", { hasText: "master" }).first().waitFor();
  const start = performance.now();
  await Promise.all([open("typos.yaml"), page.locator(".squiggly-error").first().waitFor()]);
  return performance.now() - start;
}

/** Types a tag digit by digit, each after a rest as people have it. */
async function keystrokesToPictures({ page, open, command, goTo, preview }: Workbench): Promise<Moments[]> {
  await open("web.yaml");
  await command("Rehearsal: Preview Rollout");
  await preview()
    .getByText(/Completes/)
    .first()
    .waitFor();
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await goTo("image: nginx:1.27", "behind");
  await page.evaluate(followKeys);
  const frame = await previewFrame(page);
  let image = "nginx:1.27";
  const moments: Moments[] = [];
  for (let i = 0; i < warmUp + keystrokes; i++) {
    await page.waitForTimeout(250);
    const key = i === 0 ? "." : String(i % 10);
    image += key;
    const drawn = frame.evaluate(whenDrawn, image);
    await page.keyboard.type(key);
    moments.push({ ...(await drawn), pressed: await page.evaluate(lastKey) });
  }
  return moments.slice(warmUp);
}

async function previewFrame(page: Page): Promise<Frame> {
  for (const frame of page.frames()) if ((await frame.locator("main#rehearsal").count()) > 0) return frame;
  throw new Error("The preview is not open.");
}

function followKeys(): void {
  addEventListener("keydown", ({ timeStamp }) => (document.body.dataset["lastKey"] = String(performance.timeOrigin + timeStamp)), true);
}

function lastKey(): number {
  return Number(document.body.dataset["lastKey"]);
}

/** When the page was told of a new text, and the moment after it has painted a picture of this image. */
function whenDrawn(image: string): Promise<{ told: number; drawn: number }> {
  const now = (): number => performance.timeOrigin + performance.now();
  return new Promise((done) => {
    let told = 0;
    const hear = ({ data }: MessageEvent<{ is?: string }>): void => {
      if (data.is === "rehearse") told = now();
    };
    addEventListener("message", hear);
    const look = (): void => {
      if (!document.body.textContent.includes(`${image} `)) return void requestAnimationFrame(look);
      removeEventListener("message", hear);
      requestAnimationFrame(() => done({ told, drawn: now() }));
    };
    look();
  });
}
