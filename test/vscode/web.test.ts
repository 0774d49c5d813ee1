import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Worker } from "playwright-core";
import { openWorkbench, type Workbench } from "./workbench.ts";

/** The extension's `browser` entry in the web worker extension host, as on vscode.dev. */
let workbench: Workbench;
const user = `apiVersion: v1
kind: Pod
metadata:
  name: use
spec:
  containers:
    - name: use
      image: nginx:1.27
      envFrom:
        - secretRef:
            name: 
`;
before(async () => {
  workbench = await openWorkbench({ extensionHost: "web", files: { "use.yaml": user }, settings: { "terminal.integrated.gpuAcceleration": "off" } });
});
after(() => workbench.close());

test("a typo gets a squiggle, checked by a server in a worker", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.goTo("replicas: 3");
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Backspace");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
});

test("a hover says what a field is, from a script that the worker loads when it is first asked", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  await workbench.goTo("replicas: 3");
  const hover = page.locator(".monaco-hover", { hasText: "Number of desired pods" });
  await workbench.until(hover.first(), async () => {
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+I");
  });
  await page.keyboard.press("Escape");
});

test("completion knows the names of another file, which the worker has to ask for", async () => {
  const { page } = workbench;
  await workbench.open("use.yaml");
  await workbench.goTo("            name: ", "behind");
  const first = page.locator(".suggest-widget.visible .monaco-list-row").first();
  await workbench.until(first, () => page.keyboard.press("Control+Space"));
  assert.match((await first.getAttribute("aria-label")) ?? "", /database/);
  await page.keyboard.press("Escape");
});

test("a browser that ends the server's worker says nothing of it: the next one is started, and knows what was typed", async () => {
  const { page } = workbench;
  await workbench.open("web.yaml");
  const isServer = (worker: Worker): Promise<boolean> => worker.evaluate(() => / rehearsal-[\w-]+$/.test(self.name)).catch(() => false);
  const servers = async (): Promise<Worker[]> => {
    const found = await Promise.all(page.workers().map(async (worker) => ((await isServer(worker)) ? [worker] : [])));
    return found.flat();
  };
  const [server] = await servers();
  assert.ok(server, "the server's worker is found");
  await server.evaluate(() => self.close());
  await workbench.goTo("replicas: 3");
  await page.keyboard.type("x");
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Backspace");
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
});

test("the preview plays the rollout", async () => {
  await workbench.openPreview("web.yaml");
  await workbench.picture("web");
});

test("kubectl in a terminal reads, completes, changes, and takes back", async () => {
  const { page } = workbench;
  await workbench.command("Rehearsal: Open kubectl for the Preview");
  const rows = page.locator(".terminal-wrapper.active .xterm-rows");
  await rows.getByText("kubectl on the cluster as it is at the playhead").waitFor();
  await page.keyboard.type("get deploy\tw\t-o name");
  await page.keyboard.press("Enter");
  await rows.getByText("deployment.apps/web").first().waitFor();
  await page.keyboard.type("scale deployment/web --replicas=5");
  await page.keyboard.press("Enter");
  await rows.getByText("deployment.apps/web scaled").waitFor();
  await page.keyboard.type("undo");
  await page.keyboard.press("Enter");
  await rows.getByText("Undone: scale deployment/web --replicas=5").waitFor();
  await workbench.picture("web-terminal");
});
