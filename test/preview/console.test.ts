import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import type { Rehearsal } from "../../client/preview/host/messages.ts";
import { closeBrowser, type OpenPage, openPage, type Sight } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

after(closeBrowser);

/** Opens the console of a rehearsal. */
async function consoleOf(rehearsal: Rehearsal, sight: Sight = {}): Promise<OpenPage> {
  const open = await openPage(sight);
  await open.post({ is: "rehearse", rehearsal });
  await open.page.locator("#tab-console").click();
  return open;
}

/** Types a line, and waits for what it prints. */
async function type({ page }: OpenPage, line: string): Promise<string> {
  const entries = page.locator(".console .entry");
  const count = await entries.count();
  await page.locator(".prompt input").fill(line);
  await page.locator(".prompt input").press("Enter");
  await entries.nth(count).waitFor();
  return entries.nth(count).locator("pre").first().innerText();
}

test("the console prints the cluster at the playhead", async () => {
  const open = await consoleOf(rehearsalOf(web, newer));
  const first = await type(open, "get deployment web");
  assert.match(first, /^NAME +READY +UP-TO-DATE +AVAILABLE +AGE\nweb +3\/3 +1 +3 +10m/);
  assert.match(await type(open, "kubectl get pods"), /(web-\S+ +1\/1 +Running +0 +10m\s+){3}/);
  await open.page.getByRole("slider").press("End");
  assert.match(await type(open, "get deployment web"), /web +3\/3 +3 +3 /);
  await open.close();
});

test("a command that changes something is a step, the picture follows, and undo takes it away", async () => {
  const open = await consoleOf(rehearsalOf("", web));
  const pods = open.page.locator(".pod");
  await open.page.getByRole("slider").press("End");
  assert.equal(await pods.count(), 3);
  assert.equal((await type(open, "scale deployment/web --replicas=5")).trim(), "deployment.apps/web scaled");
  await open.page.getByRole("button", { name: "What if…" }).click();
  await open.page.locator(".script li", { hasText: "kubectl scale deployment/web --replicas=5" }).waitFor();
  await open.page.waitForFunction(() => document.querySelectorAll(".pod").length === 5);
  await open.page.getByRole("button", { name: "Undo" }).click();
  await open.page.waitForFunction(() => document.querySelectorAll(".pod").length === 3);
  assert.equal(await open.page.locator(".script li").count(), 0);
  await open.close();
});

test("pasted lines are carried out one after another, and the last waits for Enter", async () => {
  const open = await consoleOf(rehearsalOf("", web));
  await open.page.locator(".prompt input").focus();
  await open.page.locator(".prompt input").evaluate((input) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "# both\n$ kubectl get ns\nget deploy\nget pods");
    input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const entries = open.page.locator(".console .entry");
  await entries.nth(1).waitFor();
  assert.deepEqual(await entries.locator(".asked code").allInnerTexts(), ["$ kubectl get ns", "$ kubectl get deploy"]);
  assert.equal(await open.page.locator(".prompt input").inputValue(), "get pods");
  await open.close();
});

test("a request from a container shows its way, each hop with its line", async () => {
  const pod =
    "apiVersion: v1\nkind: Pod\nmetadata: {name: client}\nspec: {containers: [{name: c, image: 'busybox:1.37', command: [sleep, '600']}]}\n";
  const open = await consoleOf(rehearsalOf("", `${web}---\n${pod}`));
  await open.page.getByRole("slider").press("End");
  await type(open, "exec client -- wget -qO- http://nobody");
  await open.page.locator(".console .hops li", { hasText: "nothing in the cluster has the name nobody" }).waitFor();
  await open.close();
});

test("what goes wrong stands apart, with the code; what cannot be simulated says so", async () => {
  const open = await consoleOf(rehearsalOf("", web));
  assert.equal((await type(open, "get pod nobody")).trim(), 'Error from server (NotFound): pods "nobody" not found');
  assert.equal(await open.page.locator(".console pre.stderr").count(), 1);
  assert.equal(await open.page.locator(".console .code").innerText(), "exit code 1");
  assert.match(await type(open, "attach web"), /^error: a rehearsal has no process to attach to/);
  await open.close();
});

test("explain loads the documentation when it is asked for, under the policy of the webview", async () => {
  const open = await consoleOf(rehearsalOf("", web));
  const isLoaded = () => open.page.evaluate(() => "rehearsalDocumentation" in globalThis);
  assert.equal(await isLoaded(), false);
  assert.match(await type(open, "explain deployment.spec.replicas"), /^GROUP: +apps[^]*Number of desired pods/);
  assert.equal(await isLoaded(), true);
  await open.close();
});

test("Tab completes words and names, arrows bring lines back, and Tab leaves an empty line", async () => {
  const open = await consoleOf(rehearsalOf("", web));
  const input = open.page.locator(".prompt input");
  const completed = async (line: string, then: string) => {
    await input.fill(line);
    await input.press("Tab");
    await open.page.waitForFunction((text) => document.querySelector<HTMLInputElement>(".prompt input")!.value === text, then);
  };
  await completed("descr", "describe ");
  await completed("rollout status deployments/w", "rollout status deployments/web ");
  await completed("set image deployments/web ", "set image deployments/web web=");
  await input.fill("get pod");
  await input.press("Tab");
  await open.page.locator(".choices", { hasText: "poddisruptionbudgets  pods  podtemplates" }).waitFor();
  await type(open, "get ns");
  await input.press("ArrowUp");
  assert.equal(await input.inputValue(), "get ns");
  await input.fill("");
  await input.press("Tab");
  assert.equal(await open.page.evaluate(() => document.activeElement?.tagName), "BUTTON");
  await open.close();
});

test("kubectl applies the open manifest, and waits as long as the rehearsal takes", async () => {
  const open = await consoleOf(rehearsalOf(web, newer, { files: { "web.yaml": newer.replace("replicas: 3", "replicas: 4") } }));
  assert.match(await type(open, "apply -f web.yaml"), /deployment.apps\/web configured/);
  assert.match(await type(open, "rollout status deployment/web"), /deployment "web" successfully rolled out/);
  assert.notEqual(await open.page.locator("output.now").innerText(), "0:00.0");
  assert.match(await type(open, "get deployment web"), /4\/4 +4 +4/);
  await open.close();
});

test("a Service shows where a request goes now", async () => {
  const open = await consoleOf(rehearsalOf(web, newer));
  await open.page.locator("#tab-services").click();
  const row = open.page.locator("table.services tbody tr");
  assert.match(await row.innerText(), /service\/web[^]*ClusterIP 10\.\S+[^]*3 of \d endpoints ready[^]*100%/);
  await open.close();
});

test("a terminal asks the same console", async () => {
  const open = await openPage();
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", web) });
  await open.page.locator(".panel").waitFor();
  await open.post({ is: "console", number: 7, request: { is: "run", line: "get deployments -o name" } });
  for (let waits = 0; !open.told.some(({ is }) => is === "console") && waits < 100; waits++) await open.page.waitForTimeout(50);
  const answer = open.told.find((message) => message.is === "console");
  assert.deepEqual(answer, {
    is: "console",
    number: 7,
    answer: { is: "printed", reply: { stdout: "deployment.apps/web\n", stderr: "", code: 0, changes: 0 }, time: 0 },
  });
  await open.close();
});

for (const [language, theme] of [
  ["en", "dark"],
  ["ko", "light"],
] as const)
  test(`console and services are accessible in ${language}, ${theme}`, async () => {
    const open = await consoleOf(rehearsalOf(web, newer), { language, theme, width: 480 });
    await type(open, "get pod nobody");
    await type(open, "scale deployment/web --replicas=4");
    for (const tab of ["console", "services"]) {
      await open.page.locator(`#tab-${tab}`).click();
      await open.page.waitForTimeout(300);
      await open.page.evaluate(axe);
      const found = await open.page.evaluate(async () => {
        const { violations } = await (
          window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
        ).axe.run();
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      });
      assert.deepEqual(found, []);
    }
    await open.close();
  });
