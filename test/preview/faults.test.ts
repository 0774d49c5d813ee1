import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, type OpenPage, openPage } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");

after(closeBrowser);

/** A page that keeps its workers where a test can end them, as a browser does that has no memory left: the page is not told. */
async function opened(): Promise<OpenPage> {
  const open = await openPage({
    before: () => {
      const [all, known]: [Worker[], Worker[]] = [[], []];
      Object.assign(window, { workers: all, known });
      window.Worker = class extends Worker {
        constructor(...options: ConstructorParameters<typeof Worker>) {
          super(...options);
          all.push(this);
          this.addEventListener("message", ({ data }: MessageEvent<object>) => "lock" in data && known.push(this));
        }
      };
    },
  });
  return open;
}

/** Ends all workers that there are. */
async function endWorkers({ page }: OpenPage): Promise<void> {
  await page.evaluate(() => {
    for (const worker of (window as unknown as { readonly workers: Worker[] }).workers) worker.terminate();
  });
}

test("a worker that is gone: the page says so, simulates again in a new one, and answers questions", async () => {
  const open = await opened();
  const { page } = open;
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer) });
  await page.locator(".panel").waitFor();
  const said = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const seen = new MutationObserver(() => {
          const text = document.querySelector(".problem")?.textContent;
          if (text) resolve(text);
        });
        seen.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await endWorkers(open);
  assert.match(await said, /has stopped the simulation/);
  await page.locator(".problem").waitFor({ state: "detached" });
  await page.getByRole("slider").press("End");
  await page.locator(".pod").first().click();
  await page.locator("table.scores").waitFor();
  await open.close();
});

test("a worker that is gone in the middle of a simulation: the picture comes from the next one", async () => {
  const open = await opened();
  const { page } = open;
  await page.waitForFunction(() => (window as unknown as { readonly known: Worker[] }).known.length > 0);
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer.replace("replicas: 3", "replicas: 3000")) });
  await page.locator(".welcome, .problem").first().waitFor();
  await endWorkers(open);
  await page.locator(".panel").waitFor();
  await open.close();
});
