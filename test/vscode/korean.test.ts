import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openWorkbench, type Workbench } from "./workbench.ts";

let workbench: Workbench;
before(
  async () =>
    (workbench = await openWorkbench({
      language: "ko",
      files: { "typo.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {prots: []}\n" },
    })),
);
after(() => workbench.close());

test("in a Korean VS Code commands, the status, what is wrong and the preview are Korean", async () => {
  const { page } = workbench;
  await workbench.open("typo.yaml");
  await page.locator(".squiggly-error").first().waitFor();
  await page
    .getByLabel(/^롤아웃 미리 보기/)
    .first()
    .waitFor();
  await page.locator("#status\\.languageStatus").click();
  await page.getByText("가장 새로운 버전").first().waitFor();
  await page.keyboard.press("Escape");
  await workbench.goTo("prots", "before");
  await page.keyboard.press("F8");
  const problem = page.locator(".zone-widget .message");
  await problem.first().waitFor();
  assert.match(await problem.first().innerText(), /[가-힣]/);
  await workbench.picture("korean");
  await page.keyboard.press("Escape");
  await workbench.command("Rehearsal: 롤아웃 미리 보기");
  const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await preview.locator("html[lang=ko]").waitFor();
  await workbench.picture("korean preview");
});
