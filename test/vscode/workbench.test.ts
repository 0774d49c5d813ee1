import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench();
});
after(() => workbench.close());

const lineOf = (text: string): number =>
  readFileSync(join(workbench.folder, "web.yaml"), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text)) + 1;

test("a typo gets a squiggle, a problem and a hover that says what was meant", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.goTo(lineOf("replicas: 3"), 3);
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  await page.locator(".view-line", { hasText: "xreplicas" }).getByText("xreplicas").first().hover();
  const hover = page.locator(".monaco-hover:not(.hidden) .hover-contents").first();
  await hover.waitFor();
  assert.match(await page.locator(".monaco-hover:not(.hidden)").first().innerText(), /replicas/);
  await workbench.picture("typo");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
});

test("completion offers the fields that fit, with what they mean", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.goTo(lineOf("replicas: 3"), 14);
  await page.keyboard.press("Enter");
  await page.keyboard.type("minR");
  const first = page.locator(".suggest-widget.visible .monaco-list-row").first();
  await first.waitFor();
  assert.match((await first.getAttribute("aria-label")) ?? "", /minReadySeconds/);
  await workbench.picture("completion");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+Z");
  await page.keyboard.press("Control+Z");
});

test("the preview follows an edit of the image and says when the rollout completes", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.command("Rehearsal: Preview Rollout");
  const preview = workbench.preview();
  await preview
    .getByText(/Completes/)
    .first()
    .waitFor();
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.goTo(lineOf("image: nginx:1.27"), 28);
  await page.keyboard.press("End");
  await page.keyboard.type(".1");
  await preview
    .getByText(/never fewer than 3 of 3/)
    .first()
    .waitFor();
  await workbench.picture("preview");
});
