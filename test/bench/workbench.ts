/**
 * What a person waits for in the real VS Code: from opening a manifest to its first squiggle, and from a keystroke to the new picture.
 * The picture is held against an extension that only echoes the text into a webview, which is what VS Code itself takes.
 */
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { root } from "../../scripts/machine/run.ts";
import { openWorkbench, type Workbench } from "../vscode/workbench.ts";
import { below, percentile } from "./report.ts";

const [rounds, warmUp, keystrokes] = [3, 10, 30];

const workbench = await openWorkbench({ besides: [await echo()] });
try {
  below("a manifest opened, to the first squiggle", await firstSquiggle(workbench), 5000, "ms");
  const [bare, ours]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(...(await keystrokesIn(workbench, "Echo: Open", "main#echo")));
    ours.push(...(await keystrokesIn(workbench, "Rehearsal: Preview Rollout", "main#rehearsal")));
  }
  for (const p of [50, 95]) {
    const [picture, text] = [percentile(ours, p), percentile(bare, p)];
    below(`a keystroke, to the new picture, p${p}`, picture, 100, "ms");
    below(`  to a webview that only shows the text, p${p}`, text, 100, "ms");
    below(`  so that the picture itself takes, p${p}`, picture - text, 100, "ms");
  }
} finally {
  await workbench.close();
}

/** The extension that echoes, packaged. */
async function echo(): Promise<string> {
  const [source, folder] = [join(import.meta.dirname, "echo"), join(root, "dist", "test", "echo")];
  mkdirSync(folder, { recursive: true });
  cpSync(join(source, "package.json"), join(folder, "package.json"));
  const [entry, outfile] = [join(source, "extension.ts"), join(folder, "extension.cjs")];
  await build({ bundle: true, platform: "node", format: "cjs", external: ["vscode"], entryPoints: [entry], outfile });
  const packagePath = `${folder}.vsix`;
  await createVSIX({ cwd: folder, packagePath, dependencies: false, skipLicense: true, allowMissingRepository: true });
  return packagePath;
}

/** With the extension and its server still asleep, but VS Code itself awake. */
async function firstSquiggle({ page, open }: Workbench): Promise<number> {
  await page.locator(".statusbar-item", { hasText: "master" }).first().waitFor();
  const start = performance.now();
  await Promise.all([open("typos.yaml"), page.locator(".squiggly-error").first().waitFor()]);
  return performance.now() - start;
}

/** Types a tag digit by digit, each after a rest as people have it, and says how long each took to be painted in the webview that a command opens. */
async function keystrokesIn({ page, closeEditors, open, command, goTo }: Workbench, title: string, main: string): Promise<number[]> {
  await closeEditors();
  await open("web.yaml");
  await command(title);
  const frame = await frameWith(page, main);
  await page.waitForTimeout(2000);
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await goTo("image: nginx:1.27", "behind");
  await page.evaluate(followKeys);
  let image = "nginx:1.27";
  const waits: number[] = [];
  for (let i = 0; i < warmUp + keystrokes; i++) {
    await page.waitForTimeout(250);
    const key = i === 0 ? "." : String(i % 10);
    image += key;
    const drawn = frame.evaluate(whenDrawn, image);
    await page.keyboard.type(key);
    waits.push((await drawn) - (await page.evaluate(lastKey)));
  }
  return waits.slice(warmUp);
}

async function frameWith(page: Page, main: string): Promise<Frame> {
  for (let tries = 0; tries < 100; tries++) {
    for (const frame of page.frames()) if ((await frame.locator(main).count()) > 0) return frame;
    await page.waitForTimeout(100);
  }
  throw new Error(`There is no webview with ${main}.`);
}

function followKeys(): void {
  addEventListener("keydown", ({ timeStamp }) => (document.body.dataset["lastKey"] = String(performance.timeOrigin + timeStamp)), true);
}

function lastKey(): number {
  return Number(document.body.dataset["lastKey"]);
}

/** The moment after this image was painted, by the browser's clock: the task that follows the frame in which it was laid out. */
function whenDrawn(image: string): Promise<number> {
  return new Promise((done) => {
    const observer = new MutationObserver(() => {
      if (!new RegExp(`${image.replaceAll(".", "\\.")}\\s`).test(document.body.textContent)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}
