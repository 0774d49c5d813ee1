import { after, before, test } from "node:test";
import type { FrameLocator, Locator } from "playwright-core";
import { renderer } from "../support/renderers.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: store
spec:
  replicas: 2
  selector: {matchLabels: {app: store}}
  template:
    metadata: {labels: {app: store}}
    spec:
      containers:
        - name: store
          image: example.com/store:1
          envFrom: [{configMapRef: {name: colours}}]
`;
const files = {
  "shop/storefront.yaml": deployment,
  "shop/colours.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: colours}\ndata: {sky: blue}\n",
  "shop/worker.yaml": deployment.replaceAll("store", "worker"),
  "shop/kustomization.yaml": "resources: [storefront.yaml, colours.yaml]\n",
  "overlay/kustomization.yaml": "namePrefix: prod-\nresources: [../shop]\npatches: [{path: more.yaml}]\n",
  "overlay/more.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: store}\nspec: {replicas: 4}\n",
};
const kustomize = renderer("kustomize");

let workbench: Workbench;
before(async () => {
  const tools = "path" in kustomize ? { kustomize: kustomize.path } : {};
  workbench = await openWorkbench({ settings: { "rehearsal.tools": tools }, files });
});
after(() => workbench.close());

const preview = (): FrameLocator => workbench.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
const workloads = (): Locator => preview().locator("select.focus option");

test("a file brings what it refers to; the folder has all workloads; an edit in any file of it is followed", async () => {
  const { page } = workbench;
  await workbench.open("shop/storefront.yaml");
  await workbench.command("Rehearsal: Preview Rollout");
  await preview().getByText("storefront.yaml and related objects").click();
  await workbench.choose(/shop.*folder/);
  await preview().getByText("folder shop").waitFor();
  await workloads().nth(1).waitFor({ state: "attached" });
  await page.locator(".tab", { hasText: "storefront.yaml" }).first().click(); // so that the next file opens beside the preview
  await workbench.open("shop/worker.yaml");
  await workbench.goTo("worker:1", "behind");
  await page.keyboard.type("2");
  await preview().locator("select.focus").selectOption("deployment/worker");
  await preview().getByText("worker:12").first().waitFor();
  await workbench.picture("folder");
  await workbench.revert();
});

test(
  "an overlay is built with kustomize; a step leads to the file that made it; what was built can be read",
  { skip: "skip" in kustomize && kustomize.skip },
  async () => {
    const { page } = workbench;
    await workbench.open("overlay/more.yaml");
    await workbench.goTo("replicas: 4", "behind");
    await page.keyboard.type("0");
    await workbench.until(preview().getByText("kustomization overlay"), async () => {
      await page.keyboard.press("Escape");
      await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "overlay" }).first().click({ button: "right" });
      await page.locator(".monaco-menu .action-label", { hasText: "Preview Rollout" }).hover();
      await page.keyboard.press("Enter"); // a menu that has just opened may overlook a press of the mouse
    });
    await workloads().filter({ hasText: "prod-store" }).first().waitFor({ state: "attached" });
    await preview().getByText(/40/).first().waitFor();
    await workbench.picture("overlay");
    await preview().getByRole("button", { name: "Open rendered manifests" }).click();
    await page.locator(".tab.active", { hasText: "kustomization.yaml" }).waitFor();
    await page.locator(".view-line").getByText("prod-colours").first().waitFor();
    await workbench.picture("rendered");
  },
);
