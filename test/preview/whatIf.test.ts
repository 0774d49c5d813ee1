import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, type OpenPage } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";
import { rows, watch } from "./support/watching.ts";

/** What-ifs, and the cluster to rehearse on. */

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");

after(closeBrowser);

test("a node that stops answering is noticed after 40 s, and its pods leave it after 300 s", async () => {
  const open = await watch(rehearsalOf("", web));
  await open.page.getByRole("button", { name: "What if…" }).click();
  await open.page.getByRole("button", { name: /make a node stop responding/ }).click();
  await open.page.locator("tr", { hasText: "stops responding" }).waitFor();
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
  await open.page.getByRole("button", { name: "try: change the number of replicas" }).click();
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
  assert.match(await open.page.locator(".pool .fault").innerText(), /a quantity such as 2, 500m or 4Gi/);
  await open.close();
});

test("what kubectl prints of a cluster can be pasted", async () => {
  const nodes = ["n1", "n2"].map((name) => ({ kind: "Node", metadata: { name }, status: { allocatable: { cpu: "4", memory: "8Gi", pods: "110" } } }));
  const open = await watch(rehearsalOf("", web));
  await open.page.getByRole("button", { name: "3 nodes" }).click();
  const paste = open.page.getByLabel(/Paste or drop/);
  await paste.fill("apiVersion: v1");
  assert.match(await open.page.locator(".paste .fault").innerText(), /not JSON/);
  await paste.fill(JSON.stringify({ apiVersion: "v1", kind: "List", items: nodes }));
  await open.page.locator(".node", { hasText: "n2" }).waitFor();
  assert.equal(await open.page.locator(".node").count(), 2);
  await open.close();
});

/** Asks a question of the drawer, its blanks filled in order. */
async function ask(open: OpenPage, name: string, ...values: readonly string[]): Promise<void> {
  const question = open.page.locator(".question", { hasText: name });
  const blanks = await question.locator("input, select").all();
  for (const [i, value] of values.entries()) {
    const isList = (await blanks[i]!.evaluate((element) => element.tagName)) === "SELECT";
    await (isList ? blanks[i]!.selectOption(value) : blanks[i]!.fill(value));
  }
  await question.getByRole("button").last().click();
}

test("a zone is lost, a node labelled, tainted and added", async () => {
  const open = await watch(rehearsalOf("", web.replace("replicas: 3", "replicas: 6")));
  await open.page.getByRole("button", { name: "What if…" }).click();
  await ask(open, "label a node", "node-b", "disk=ssd");
  await open.page.locator("tr", { hasText: "kubectl label node node-b disk=ssd" }).waitFor();
  await ask(open, "taint a node", "node-c", "dedicated=batch:NoExecute");
  await open.page.locator("tr", { hasText: "kubectl taint node node-c dedicated=batch:NoExecute" }).waitFor();
  await ask(open, "add a node", "node-z", "8", "16Gi");
  await open.page.locator("tr", { hasText: "add node node-z" }).waitFor();
  await open.page.locator(".node", { hasText: "node-z" }).first().waitFor();
  await ask(open, "make a whole zone stop responding", "zone-a");
  await open.page.locator("tr", { hasText: "node node-a stops responding" }).waitFor();
  assert.equal(await open.page.locator("ol.script li").count(), 5);
  await open.close();
});

test("a load that rises and falls is one line of the scenario, and a curve under the picture on its scale", async () => {
  const autoscaler = `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: web }\nspec:\n  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }\n  minReplicas: 3\n  maxReplicas: 6\n  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]\n`;
  const open = await watch(rehearsalOf("", web + autoscaler));
  await open.page.getByRole("button", { name: "What if…" }).click();
  await ask(open, "raise its load and lower it again", "2", "60", "120");
  await open.page.locator(".strip.load svg.curve").waitFor();
  assert.match(await open.page.locator(".strip.load").innerText(), /Load on web\s+.* of at most 2 CPU, for all pods/);
  assert.match(await open.page.locator("ol.script").innerText(), /^0:\d\d\s+load on web: 0\.25 → 2 → 0 CPU, until [34]:\d\d$/);
  assert.ok((await rows(open)).some((row) => /scale new .* → 6/.test(row)));
  assert.equal(await open.page.locator(".strip.load svg.curve").getAttribute("width"), await open.page.locator("svg.chart").getAttribute("width"));
  await open.page.getByRole("button", { name: /Remove: load on web/ }).click();
  await open.page.locator(".strip.load").waitFor({ state: "detached" });
  await open.close();
});

test("what happens to nodes and loads is told in Korean, too", async () => {
  const steps = [
    { at: 1000, step: { failNode: "node-a" } },
    { at: 2000, step: { metrics: { web: { cpu: { total: 500 } } } } },
  ];
  const open = await watch(rehearsalOf("", web, { scenario: { steps } }), { language: "ko" });
  const told = (await rows(open)).join("\n");
  assert.match(told, /노드 node-a가 응답을 멈춤/);
  assert.match(told, /web의 부하: CPU 500m/);
  await open.close();
});

test("storage classes and conditions of nodes are part of the cluster", async () => {
  const claim =
    "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { storageClassName: fast, accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n---\n";
  const volumes = "      volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]\n      containers:";
  const open = await watch(rehearsalOf("", claim + web.replace("      containers:", volumes)));
  const headline = open.page.locator(".verdict h1");
  assert.match(await headline.innerText(), /^Never completes: .*no storage class fast/);
  await open.page.getByRole("button", { name: "3 nodes", exact: true }).click();
  const classes = open.page.getByLabel("storage classes; the first is the default");
  await classes.fill("standard, fast");
  await classes.press("Enter");
  await open.page.locator(".verdict.good").waitFor();
  const conditions = open.page.getByLabel("conditions 1");
  await conditions.fill("NotReady");
  await conditions.press("Enter");
  await open.page.locator(".verdict.bad").waitFor();
  assert.match(await headline.innerText(), /^Never completes: no node for 3 pods$/);
  await open.close();
});
