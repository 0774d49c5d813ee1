import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser } from "./support/browser.ts";
import { example, rehearsalOf } from "./support/rehearsals.ts";
import { rows, watch } from "./support/watching.ts";

/** What a newcomer meets on the first screen. */

const web = example("web.yaml");
const newer = web.replace("nginx:1.27", "nginx:1.28");

after(closeBrowser);

test("the pointer over the picture shows the numbers of that moment", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const box = (await open.page.locator("svg.chart").boundingBox())!;
  await open.page.mouse.move(box.x + box.width / 2, box.y + 60);
  assert.match(await open.page.locator(".hover-numbers").innerText(), /^0:\d\d\.\d\s+\d\s+old, ready\s+\d\s+new, ready\s+1\s+new, starting$/);
  await open.page.mouse.move(box.x + box.width / 2, box.y + box.height + 200);
  assert.equal(await open.page.locator(".hover-numbers").count(), 0);
  await open.close();
});

test("marks have names, and so do the buttons that are but icons, where there is room", async () => {
  const open = await watch(rehearsalOf(web, newer));
  assert.match(await open.page.locator(".legend").innerText(), /pods are added\s+pods are removed\s+your request/);
  for (const word of ["play", "worst moment", "copy", "Save"]) assert.ok(await open.page.locator(".word", { hasText: word }).isVisible(), word);
  await open.page.setViewportSize({ width: 420, height: 860 });
  assert.equal(await open.page.locator(".word", { hasText: "play" }).isVisible(), false);
  await open.close();
});

test("a menu closes on Escape, on a press elsewhere, and once something was chosen", async () => {
  const open = await watch(rehearsalOf(web, newer));
  const menu = open.page.locator("details.menu");
  const isOpen = () => menu.evaluate((element) => (element as HTMLDetailsElement).open);
  const summary = menu.locator("summary");
  for (const leave of [
    () => open.page.keyboard.press("Escape"),
    () => open.page.locator("h1").click(),
    () => menu.getByRole("button", { name: "Keyboard shortcuts" }).click(),
  ]) {
    await summary.click();
    assert.equal(await isOpen(), true);
    await leave();
    assert.equal(await isOpen(), false);
  }
  await open.close();
});

test("a first rollout says that nothing runs before, and counts what was applied in one row", async () => {
  const open = await watch(rehearsalOf("", web));
  assert.match(await open.page.locator(".verdict .chips").innerText(), /first rollout: nothing is running yet/);
  assert.doesNotMatch(await open.page.locator(".verdict .sentence").innerText(), /peak/);
  assert.match((await rows(open))[0]!, /^0:00 \| kubectl apply \| 2 objects: 2 new/);
  await open.page.getByRole("button", { name: "every step" }).click();
  assert.match((await rows(open))[0]!, /kubectl apply deployment\/web/);
  await open.close();
});

test("the first row tells what the edit changed", async () => {
  const open = await watch(rehearsalOf(web, newer.replace("cpu: 250m", "cpu: 500m")));
  assert.match((await rows(open))[0]!, /kubectl apply deployment\/web \| .*nginx:1\.27 → nginx:1\.28.*cpu.* 250m → 500m/);
  await open.close();
});

test("an edit keeps the successor of the selected pod selected, and the page where it is", async () => {
  const open = await watch(rehearsalOf(web, newer), { height: 500 });
  await open.page.locator("tr", { hasText: "scale new 1 → 2" }).click();
  await open.page.locator(".pod.new.ready").first().click();
  const selected = open.page.locator('.pod[aria-pressed="true"]');
  const before = { name: await selected.getAttribute("title"), top: await open.page.evaluate(() => scrollY) };
  await open.post({ is: "rehearse", rehearsal: rehearsalOf(web, newer.replace("1.28", "1.29"), { version: 2 }) });
  await open.page.getByText("nginx:1.29").first().waitFor();
  assert.notEqual(await selected.getAttribute("title"), before.name);
  assert.match((await selected.getAttribute("title"))!, /ready \(nginx:1\.29\)/);
  assert.equal(await open.page.evaluate(() => scrollY), before.top);
  await open.close();
});

test("a Service that goes from blue to green shows whom its traffic went to, and goes to", async () => {
  const coloured = (colour: string) => web.replace(/kind: Service[^]*/, "").replaceAll("web", colour);
  const [blue, green] = ["blue", "green"].map((colour) => coloured(colour).replace(/---\s*(apiVersion: v1\s*)?$/, ""));
  const service = (colour: string) =>
    `apiVersion: v1\nkind: Service\nmetadata: { name: shop }\nspec: { selector: { app: ${colour} }, ports: [{ port: 80 }] }\n`;
  const text = (colour: string) => [blue, green, service(colour)].join("\n---\n");
  const open = await watch(rehearsalOf(text("blue"), text("green")));
  const strip = open.page.locator(".strip", { hasText: "Traffic to shop" });
  const colours = await strip.locator("svg.shares rect").evaluateAll((all) => all.map((one) => one.getAttribute("class")));
  assert.deepEqual(colours, ["ready old", "ready new"]);
  assert.match(await strip.innerText(), /100% green-/);
  await open.close();
});

test("a list of many rows uses the height there is, and no more", async () => {
  const open = await watch(rehearsalOf(web, newer.replace("replicas: 3", "replicas: 30")), { height: 1200 });
  await open.page.getByRole("button", { name: "every step" }).click();
  const list = open.page.locator(".details .scroll").first();
  const { height, inside } = await list.evaluate((element) => ({ height: element.clientHeight, inside: element.scrollHeight }));
  assert.ok(inside > height && height >= 650, `${inside} in ${height}`);
  await open.close();
});

test("a document that is refused is not applied, the rest is, and the picture shows that", async () => {
  const broken = newer.replace("image: nginx:1.28", "image: nginx:1.28\n          imagePullPolicy: always");
  const refused = [{ uri: "", document: 0, kind: "Deployment", name: "web", line: 20, message: "always", isRead: true } as const];
  const more = "\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: extra }\nspec: { containers: [{ name: a, image: nginx }] }\n";
  const open = await watch(rehearsalOf(web, broken + more, { refused }));
  assert.match(
    await open.page.locator(".verdict h1").innerText(),
    /^Fails: 1 of 3 objects refused: Deployment\.apps "web" is invalid: .*imagePullPolicy/,
  );
  assert.equal(await open.page.locator(".problem").count(), 0);
  assert.match((await rows(open))[0]!, /3 objects: 1 new, 1 unchanged, 1 refused/);
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", broken.replace(/---[^]*/, ""), { refused, version: 2 }) });
  assert.match(await open.page.locator(".problem").innerText(), /^Line 21, Deployment web: always/);
  await open.close();
});

test("what changed opens first, and neither a hook nor a Job that helps", async () => {
  const hook =
    "\n---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: a-hook, annotations: { helm.sh/hook: pre-install } }\nspec: { selector: { matchLabels: { app: a } }, template: { metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a }] } } }\n";
  const job =
    "\n---\napiVersion: batch/v1\nkind: Job\nmetadata: { name: admission }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: 'registry.example/a:1' }] } } }\n";
  const open = await watch(rehearsalOf("", hook + job + "\n---\n" + web));
  const names = await open.page.locator(".overview-lane b").allInnerTexts();
  assert.equal(names[0], "web");
  assert.equal(await open.page.locator('.overview-lane[aria-pressed="true"] b').innerText(), "web");
  await open.close();
});

test("beside a kept run the axes are one scale, with the same stretches left out", async () => {
  const nightly = (image: string) =>
    `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: nightly }\nspec:\n  schedule: '0 3 * * *'\n  jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: main, image: 'registry.example/${image}' }] } } } }\n`;
  const open = await watch(rehearsalOf("", nightly("a:1")));
  await open.page.getByRole("button", { name: "Keep to compare" }).click();
  await open.post({ is: "rehearse", rehearsal: rehearsalOf("", nightly("b:2"), { version: 2 }) });
  await open.page.locator("svg.chart.still").waitFor();
  const axes = (chart: string) =>
    open.page.locator(`${chart} .axes`).evaluate((axes) => ({
      left: axes.querySelector("line")!.getBoundingClientRect().left,
      right: axes.querySelector("line")!.getBoundingClientRect().right,
      cuts: [...axes.querySelectorAll("g.cut rect")].map((cut) => Math.round(cut.getBoundingClientRect().left)),
    }));
  const [kept, now] = [await axes("svg.chart.still"), await axes("svg.chart:not(.still)")];
  assert.deepEqual(kept, now);
  assert.equal(now.cuts.length, 1);
  await open.close();
});
