import assert from "node:assert/strict";
import { after, test } from "node:test";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { traceOfTown } from "./fixtures/town.ts";
import { closeBrowser, openPage } from "./support/browser.ts";

after(closeBrowser);

test("a saved trace that is too large to be shown says so, and the one before stays", async () => {
  const { page, close } = await openPage({ trace: writeTrace(traceOfTown({ nodes: 3, pods: 3 })) });
  await page.waitForSelector("svg.chart");
  await page.evaluate(() => {
    const file = new File([""], "production.json");
    Object.defineProperty(file, "size", { value: 537_000_000 });
    const drop = new Event("drop", { bubbles: true, cancelable: true });
    Object.defineProperty(drop, "dataTransfer", { value: { files: [file] } });
    document.dispatchEvent(drop);
  });
  assert.match(
    await page.locator(".problem").innerText(),
    /^production\.json is too large to show \(537 MB\): the limit for a saved trace is 200 MB/,
  );
  assert.equal(await page.locator("svg.chart").count(), 1);
  await close();
});
