import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";
import { rows, watch } from "./support/watching.ts";

/** What-ifs, and the cluster to rehearse on. */

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");

after(closeBrowser);

test("a node that stops answering is noticed after 40 s, and its pods leave it after 300 s", async () => {
  const open = await watch(rehearsalOf("", web));
  await open.page.getByRole("button", { name: "What if…" }).click();
  await open.page.getByRole("button", { name: /let a node stop answering/ }).click();
  await open.page.locator("tr", { hasText: "stops answering" }).waitFor();
  const told = await rows(open);
  assert.ok(
    told.some((row) => /^0:40 \| .*unreachable/.test(row)),
    told.join("\n"),
  );
  assert.ok(
    told.some((row) => /^5:40 \| delete pod .*300 s/.test(row)),
    told.join("\n"),
  );
  await open.close();
});

test("what is changed from the start is in the manifest before the apply: there is no rollout from the number before", async () => {
  const open = await watch(rehearsalOf(web, newer));
  await open.page.getByRole("button", { name: "What if…" }).click();
  await open.page.getByRole("button", { name: "try: start with more or fewer replicas" }).click();
  await open.page.locator("tr", { hasText: "3 → 6" }).first().waitFor();
  assert.match((await rows(open))[0]!, /kubectl apply deployment\/web \| .*3 → 6/);
  assert.equal(await open.page.locator("tr", { hasText: "kubectl scale" }).count(), 0);
  await open.close();
});

test("the drawer lies beside the picture, with the strategy numbers of the manifest", async () => {
  const open = await watch(rehearsalOf(web, newer), { width: 1400 });
  await open.page.getByRole("button", { name: "What if…" }).click();
  const [chart, drawer] = [(await open.page.locator("svg.chart").boundingBox())!, (await open.page.locator(".section.what-if").boundingBox())!];
  assert.ok(drawer.x >= chart.x + chart.width && drawer.y < chart.y + chart.height);
  assert.deepEqual(
    await open.page
      .locator(".question")
      .first()
      .locator("input")
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value)),
    ["1", "0"],
  );
  await open.close();
});

test("the cluster editor fits in 400 px, and says at the input what is wrong with an amount", async () => {
  const open = await watch(rehearsalOf("", web), { width: 400 });
  await open.page.getByRole("button", { name: "3 nodes" }).click();
  assert.equal(await open.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  const cpu = open.page.getByLabel("cpu 1");
  await cpu.fill("two");
  await cpu.press("Enter");
  await open.page.locator(".pool .fault").waitFor();
  assert.equal(await cpu.getAttribute("aria-invalid"), "true");
  assert.match(await open.page.locator(".pool .fault").innerText(), /an amount such as 2, 500m or 4Gi/);
  await open.close();
});

test("what kubectl prints of a cluster can be pasted", async () => {
  const nodes = ["n1", "n2"].map((name) => ({ kind: "Node", metadata: { name }, status: { allocatable: { cpu: "4", memory: "8Gi", pods: "110" } } }));
  const open = await watch(rehearsalOf("", web));
  await open.page.getByRole("button", { name: "3 nodes" }).click();
  const paste = open.page.getByLabel(/Paste or drop/);
  await paste.fill("apiVersion: v1");
  assert.match(await open.page.locator(".paste .fault").innerText(), /no JSON/);
  await paste.fill(JSON.stringify({ apiVersion: "v1", kind: "List", items: nodes }));
  await open.page.locator(".node", { hasText: "n2" }).waitFor();
  assert.equal(await open.page.locator(".node").count(), 2);
  await open.close();
});
