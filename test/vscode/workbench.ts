import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Frame, type FrameLocator, type Page } from "playwright-core";
import { chromiumPath, headlessArguments } from "../../scripts/machine/chromium.ts";
import { root, run } from "../../scripts/machine/run.ts";
import { installExtension, type RunningServer, startServer } from "../../scripts/machine/vscodeServer.ts";

/** A real VS Code in a browser with the packaged extension, on a repository that holds a copy of `examples/`. */
export interface Workbench {
  readonly page: Page;
  readonly folder: string;
  /** Opens a file of the folder in the editor. */
  open(file: string): Promise<void>;
  /** Runs a command by its title, as a person would from the palette. */
  command(title: string): Promise<void>;
  /** Puts the cursor behind the first place where the file has this text, by searching for it. */
  goTo(line: number, column: number): Promise<void>;
  /** The preview's page inside its frames. */
  preview(): FrameLocator;
  /** Keeps a picture under `test/vscode/output/`. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export type { Frame };

const output = join(import.meta.dirname, "output");

export async function openWorkbench(settings: Readonly<Record<string, unknown>> = {}): Promise<Workbench> {
  const data = mkdtempSync(join(tmpdir(), "rehearsal-workbench-"));
  const folder = join(data, "manifests");
  cpSync(join(root, "examples"), folder, { recursive: true });
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "Start"],
  ])
    run("git", args, { cwd: folder, quiet: true });
  installExtension(join(root, "dist", "rehearsal.vsix"), data);
  const server = await startServer({ data, settings });
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: headlessArguments });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(60_000); // machines that run tests may be busy
  await page.goto(server.workbench(folder));
  await page.waitForSelector(".monaco-workbench .explorer-folders-view");
  mkdirSync(output, { recursive: true });
  return workbenchOn(page, folder, () => closeAll(browser, server, data));
}

function workbenchOn(page: Page, folder: string, close: () => Promise<void>): Workbench {
  /** Types into the box on top and takes the first offer, once it is the one that is meant. */
  const quickInput = async (text: string, offer = text): Promise<void> => {
    const input = page.locator(".quick-input-widget .quick-input-box input");
    await input.waitFor();
    await input.fill(text);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: offer }).first().waitFor();
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  };
  return {
    page,
    folder,
    async open(file) {
      await page.keyboard.press("Control+P");
      await quickInput(file);
      await page.locator(".tab.active", { hasText: file }).waitFor();
      await page.locator(".monaco-editor .view-line").first().waitFor();
    },
    async command(title) {
      await page.keyboard.press("F1");
      await quickInput(`>${title}`, title);
    },
    async goTo(line, column) {
      await page.keyboard.press("Control+G");
      await quickInput(`:${line}:${column}`, `line ${line}`);
    },
    preview: () => page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame"),
    async picture(name) {
      await page.screenshot({ path: join(output, `${name}.png`) });
    },
    close,
  };
}

async function closeAll(browser: Browser, server: RunningServer, data: string): Promise<void> {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}
