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
  assert.match(await open.page.locator(".legend").innerText(), /pods are added\s+pods are removed\s+you ask/);
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
    () => menu.getByRole("button", { name: "Keyboard" }).click(),
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
  assert.match(await open.page.locator(".verdict .chips").innerText(), /first rollout: nothing runs before/);
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
