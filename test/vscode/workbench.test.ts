import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench();
});
beforeEach(() => workbench.command("View: Close All Editors"));
after(() => workbench.close());

test("a typo gets a squiggle, and a hover that says what was meant", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.goTo("replicas: 3");
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  await page.locator(".view-line").getByText("xreplicas").first().hover();
  const hover = page.locator(".monaco-hover:not(.hidden)").first();
  await hover.locator(".hover-contents").first().waitFor();
  assert.match(await hover.innerText(), /replicas/);
  await workbench.picture("typo");
  await page.keyboard.press("Escape");
  await workbench.revert();
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
});

test("the light bulb mends one fault, and fix all mends the rest", async () => {
  const { page } = workbench;
  await workbench.open("typos.yaml");
  await page.locator(".squiggly-error").first().waitFor();
  await workbench.goTo("replica: 3");
  await page.keyboard.press("Control+.");
  const menu = page.locator(".action-widget");
  await menu.waitFor();
  await workbench.picture("quick-fix");
  await page.keyboard.press("Enter");
  await page.locator(".view-line").getByText("replicas").waitFor();
  await workbench.command("Fix All");
  await page.locator(".view-line").getByText("Always").waitFor();
  await workbench.picture("fix-all");
  await workbench.revert();
});

test("completion offers the fields that fit, with what they mean", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.goTo("replicas: 3", "behind");
  await page.keyboard.press("Enter");
  await page.keyboard.type("minR");
  const first = page.locator(".suggest-widget.visible .monaco-list-row").first();
  await first.waitFor();
  assert.match((await first.getAttribute("aria-label")) ?? "", /minReadySeconds/);
  await workbench.picture("completion");
  await page.keyboard.press("Escape");
  await workbench.revert();
});

test("a Service's selector leads to the pods, and a rename takes both along", async () => {
  const { page } = workbench;
  await workbench.open("database.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await workbench.goTo("app: database\n  ports", "before");
  await page.keyboard.press("Control+Alt+ArrowRight");
  await page.keyboard.press("End");
  await page.keyboard.press("F12");
  await page.locator(".monaco-editor .peekview-widget, .cursor").first().waitFor();
  await workbench.picture("definition");
  await page.keyboard.press("Escape");
});

test("a schedule is said in words, and the outline names the objects", async () => {
  const { page } = workbench;
  await workbench.open("batch.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await page.locator(".view-line", { hasText: "schedule" }).getByText("30 3 * * *").first().hover();
  const hover = page.locator(".monaco-hover:not(.hidden)").first();
  await hover.locator(".hover-contents").first().waitFor();
  assert.match(await hover.innerText(), /03:30/);
  await workbench.picture("schedule");
  await page.keyboard.press("Control+Shift+O");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "nightly-report" }).first().waitFor();
  await workbench.picture("outline");
  await page.keyboard.press("Escape");
});

test("the preview follows an edit and keeps its place; a step leads to its line; all of it survives a reload", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.command("Rehearsal: Preview Rollout");
  const preview = workbench.preview();
  await preview
    .getByText(/Completes/)
    .first()
    .waitFor();
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.goTo("image: nginx:1.27", "behind");
  await page.keyboard.type(".1");
  await preview
    .getByText(/never fewer than 3 of 3/)
    .first()
    .waitFor();
  await workbench.picture("preview");
});

for (const [theme, name] of [
  ["Default Light Modern", "light"],
  ["Default High Contrast", "contrast"],
] as const)
  test(`the preview in ${theme}`, async () => {
    const { page } = workbench;
    await workbench.open("canary.yaml");
    await workbench.command("Rehearsal: Preview Rollout");
    await page.keyboard.press("F1");
    await workbench
      .preview()
      .getByText(/Completes/)
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await workbench.command("Preferences: Color Theme");
    await page.keyboard.type(theme);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(1500);
    await workbench.picture(`preview-${name}`);
  });
