import assert from "node:assert/strict";
import { mkdirSync, rmdirSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(async () => {
  workbench = await openWorkbench({ settings: { "window.autoDetectColorScheme": true, "terminal.integrated.gpuAcceleration": "off" } });
});
afterEach(() => workbench.closeEditors());
after(() => workbench.close());

test("a typo gets a squiggle, a hover that says what was meant, and the page of its rule", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await workbench.goTo("replicas: 3");
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: /\breplicas\b/ }).first();
  await workbench.until(hover, () => workbench.command("Show or Focus Hover"));
  await workbench.picture("typo");
  await hover.getByText("unknown-field").click();
  const rulePage = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await rulePage.getByRole("heading", { name: "unknown-field" }).waitFor();
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.revert();
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
});

test("the light bulb mends one fault, and fix all mends the rest", async () => {
  const { page } = workbench;
  await workbench.open("typos.yaml");
  await page.locator(".squiggly-error").first().waitFor();
  await workbench.goTo("replica: 3");
  await workbench.until(page.locator(".action-widget").first(), () => page.keyboard.press("Control+."));
  await workbench.picture("quick-fix");
  await page.keyboard.press("Enter");
  await page.locator(".view-line").getByText("replicas", { exact: true }).waitFor();
  const mended = page.locator(".view-line").getByText("Always", { exact: true });
  await workbench.until(mended, () => workbench.command("Fix All")); // news of problems cut short what was asked before
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

test("a Service's selector leads to the pods' label, and a rename takes all of them along", async () => {
  const { page } = workbench;
  await workbench.open("database.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await workbench.goTo("    app: database", "behind");
  await workbench.until(page.locator(".breadcrumbs-control").getByText("labels"), () => page.keyboard.press("F12"));
  await workbench.picture("definition");
  const box = page.locator(".rename-box input");
  await workbench.until(box, () => page.keyboard.press("F2"));
  await box.fill("db");
  await page.keyboard.press("Enter");
  await page
    .locator(".view-line")
    .filter({ hasText: /app:\s+db$/ })
    .first()
    .waitFor();
  assert.equal(
    await page
      .locator(".view-line")
      .filter({ hasText: /app:\s+database$/ })
      .count(),
    0,
  );
  await workbench.picture("rename");
  await workbench.revert();
});

test("a schedule is said in words, and the outline names the objects", async () => {
  const { page } = workbench;
  await workbench.open("batch.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await page.locator(".view-line", { hasText: "schedule" }).getByText("30 3 * * *").first().hover();
  await page.locator(".monaco-hover:not(.hidden)", { hasText: "03:30" }).first().waitFor();
  await workbench.picture("schedule");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget .quick-input-box input").fill("@nightly");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "nightly-report" }).first().waitFor();
  await workbench.picture("outline");
  await page.keyboard.press("Escape");
});

test("the preview follows an edit and keeps its place; a step leads to its line; all of it survives a reload", async () => {
  const { page } = workbench;
  const preview = await workbench.openPreview("web.yaml");
  await workbench.goTo("image: nginx:1.27", "behind");
  await page.keyboard.type(".1");
  await preview
    .getByText(/never fewer than 3 of 3/)
    .first()
    .waitFor();
  const row = preview.locator('tr[data-step="3"]');
  await row.click();
  const now = preview.locator("output.now");
  const moment = await now.innerText();
  assert.notEqual(moment, "0:00.0");
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.goTo("image: nginx:1.27", "behind");
  await page.keyboard.press("End");
  await page.keyboard.type("2");
  await preview.getByText("nginx:1.27.12").first().waitFor();
  assert.equal(await now.innerText(), moment);
  await workbench.until(page.locator(".breadcrumbs-control").getByText("replicas"), () => row.press("F12"));
  await workbench.picture("preview");
  await workbench.command("Developer: Reload Window");
  await now.filter({ hasText: moment }).waitFor();
  await workbench.picture("reloaded");
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.revert();
});

test("kubectl in a terminal talks to the open preview: it reads, completes, changes, and takes back", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await workbench.command("Rehearsal: Open kubectl for the Preview");
  const rows = page.locator(".terminal-wrapper.active .xterm-rows");
  await rows.getByText("No preview is open").waitFor();
  const frame = await workbench.openPreview("web.yaml");
  await workbench.command("Terminal: Focus Terminal");
  await page.keyboard.press("Enter");
  await page.keyboard.type("get deploy\tw\t-o name");
  await page.keyboard.press("Enter");
  await rows.getByText("deployment.apps/web").first().waitFor();
  await page.keyboard.type("scale deployment/web --replicas=5");
  await page.keyboard.press("Enter");
  await rows.getByText("deployment.apps/web scaled").waitFor();
  await page.keyboard.type("rollout status deployment/web");
  await page.keyboard.press("Enter");
  await rows.getByText("successfully rolled out").waitFor();
  await frame.locator(".pod").nth(4).waitFor();
  await workbench.picture("terminal");
  await page.keyboard.type("undo");
  await page.keyboard.press("Enter");
  await rows.getByText("Undone: scale deployment/web --replicas=5").waitFor();
});

test("the preview wears the theme: dark, light and high contrast", async () => {
  const { page } = workbench;
  const preview = await workbench.openPreview("canary.yaml");
  for (const [look, media] of [
    ["vscode-dark", { colorScheme: "dark" }],
    ["vscode-light", { colorScheme: "light" }],
    ["vscode-high-contrast", { colorScheme: "dark", forcedColors: "active" }],
  ] as const) {
    await page.emulateMedia(media);
    await preview.locator(`body.${look}`).waitFor();
    await page.waitForTimeout(500);
    await workbench.picture(look);
  }
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
});

test("the server is killed while a person types, and in the middle of a rename: nothing is lost, and no box tells of it", async () => {
  const { page } = workbench;
  await workbench.open("database.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  await workbench.goTo("replicas: 3", "behind");
  const text = " # typed while the server comes and goes";
  for (const [i, key] of text.split("").entries()) {
    if (i % 12 === 6) process.kill(workbench.server(), "SIGKILL");
    await page.keyboard.type(key);
    if (i % 12 === 11) await page.locator(".codelens-decoration").first().waitFor();
  }
  await page.keyboard.press("Home");
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Backspace");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await workbench.goTo("    app: database", "behind");
  const box = page.locator(".rename-box input");
  await workbench.until(box, () => page.keyboard.press("F2"));
  await box.fill("db");
  const server = workbench.server();
  process.kill(server, "SIGSTOP"); // it cannot have answered before it ends
  await page.keyboard.press("Enter");
  await page.waitForTimeout(300);
  process.kill(server, "SIGKILL");
  await page
    .locator(".view-line")
    .filter({ hasText: /app:\s+db$/ })
    .first()
    .waitFor();
  await workbench.picture("killed");
  await workbench.goTo("    app: database", "behind");
  await workbench.until(box, () => page.keyboard.press("F2"));
  await box.fill("store");
  const open = workbench.server();
  process.kill(open, "SIGKILL"); // the box is open, and stays
  await nextServer(open);
  await page.keyboard.press("Enter");
  await page
    .locator(".view-line")
    .filter({ hasText: /app:\s+store$/ })
    .first()
    .waitFor();
  assert.equal(await page.locator(".notification-toast").count(), 0);
  await page.keyboard.press("Control+S");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
  const saved = workbench.read("database.yaml");
  assert.ok(saved.includes(`replicas: 3${text}\n`), saved);
  assert.doesNotMatch(saved, /app: database/);
});

test("a scenario that cannot be saved says why, stays in the preview, and is saved when there is a place", async () => {
  const { page } = workbench;
  const preview = await workbench.openPreview("web.yaml");
  await preview.getByRole("button", { name: "What if…" }).click();
  await preview.getByRole("button", { name: /drain a node/ }).click();
  mkdirSync(workbench.path("web.rehearsal.yaml"));
  const save = preview.getByRole("button", { name: "Save scenario" });
  await save.click();
  await page.locator(".notification-toast", { hasText: "web.rehearsal.yaml could not be saved" }).waitFor();
  await workbench.picture("not-saved");
  rmdirSync(workbench.path("web.rehearsal.yaml"));
  await save.click();
  await page.locator(".statusbar-item", { hasText: "Saved web.rehearsal.yaml" }).waitFor();
  assert.match(workbench.read("web.rehearsal.yaml"), /evict/);
});

test("two windows on one folder: each has a server of its own, and what one saves, the other checks", async () => {
  await workbench.open("typos.yaml");
  const other = await workbench.another();
  await other.open("canary.yaml");
  await other.page.locator(".codelens-decoration").first().waitFor();
  await workbench.open("canary.yaml");
  await workbench.goTo("replicas:", "before");
  await workbench.page.keyboard.type("x");
  await workbench.page.locator(".squiggly-error").first().waitFor();
  await workbench.page.keyboard.press("Control+S");
  await other.page.locator(".squiggly-error").first().waitFor();
  await workbench.page.keyboard.press("Backspace");
  await workbench.page.keyboard.press("Control+S");
  await other.page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  await other.close();
});
test("one press in the preview writes what would let a pod in, and mends what is refused", async () => {
  const { page } = workbench;
  const preview = await workbench.openPreview("web.yaml");
  await workbench.goTo("cpu: 250m", "behind");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("0m");
  await preview.locator(".pod.pending").first().click();
  await preview.getByRole("button", { name: "Edit the YAML" }).first().click();
  await preview.locator(".pod.pending").first().waitFor({ state: "detached" });
  await workbench.picture("written");
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.goTo("replicas: 3");
  await page.keyboard.type("x");
  await preview
    .locator("button", { has: preview.locator(".codicon-lightbulb") })
    .first()
    .click();
  await page.locator(".view-line").getByText("replicas", { exact: true }).waitFor();
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await workbench.revert();
});

/** Waits until another server runs in place of one that ended. */
async function nextServer(ended: number): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    await workbench.page.waitForTimeout(100);
    if (workbench.servers().some((one) => one !== ended)) return;
  }
  throw new Error("No other server came within a minute.");
}
