import { spawnSync } from "node:child_process";
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { chromium, type FrameLocator, type Locator, type Page } from "playwright-core";
import { chromiumPath, headlessArguments } from "../../scripts/machine/chromium.ts";
import { root, run } from "../../scripts/machine/run.ts";
import { installExtension, startServer } from "../../scripts/machine/vscodeServer.ts";
import { webHost } from "./webHost.ts";

/** A real VS Code in a browser with the packaged extension, on a repository that holds a copy of `examples/`. */
export interface Workbench {
  readonly page: Page;
  /** Opens a file of the folder in the editor, as it is on the disk. */
  open(file: string): Promise<void>;
  /** Runs a command by its title, as a person would from the palette. */
  command(title: string): Promise<void>;
  /** Does something that a busy workbench may overlook or cut short, again if need be, until what it leads to is there. */
  until(seen: Locator, act: () => Promise<void>): Promise<void>;
  /** Puts the cursor before or behind the first place where the open file has this text on the disk. */
  goTo(text: string, edge?: "before" | "behind"): Promise<void>;
  /** The text of a file on the disk. */
  read(file: string): string;
  /** Takes back all edits of the open file. */
  revert(): Promise<void>;
  /** Closes all editors and forgets their edits. */
  closeEditors(): Promise<void>;
  /** Opens a file and its preview, and waits for the picture. Returns the preview's page inside its frames. */
  openPreview(file: string): Promise<FrameLocator>;
  /** Chooses in the box on top, once it is there. */
  choose(offer: string | RegExp): Promise<void>;
  /** The process of the language server. There is one. */
  server(): number;
  /** The processes of language servers that run now. */
  servers(): readonly number[];
  /** Opens the same folder in another window; it is closed with the first one. */
  another(): Promise<Workbench>;
  /** The path of a file of the folder. */
  path(file: string): string;
  /** Keeps a picture under `test/vscode/output/`. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** How a workbench is opened. */
export interface WorkbenchOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Where the extension runs: beside the server in Node, or in a worker of the browser. */
  readonly extensionHost?: "node" | "web";
  /** Files besides the examples. */
  readonly files?: Readonly<Record<string, string>>;
  /** Other packaged extensions. */
  readonly besides?: readonly string[];
  /** The display language; English if none is given. */
  readonly language?: string;
}

const output = join(import.meta.dirname, "output");
const vsix = join(root, "dist", "rehearsal.vsix");

/** Opens VS Code in a browser, with the packaged extension and a folder of examples. */
export async function openWorkbench({
  settings = {},
  extensionHost = "node",
  files = {},
  besides = [],
  language,
}: WorkbenchOptions = {}): Promise<Workbench> {
  const data = mkdtempSync(join(tmpdir(), "rehearsal-workbench-"));
  const folder = repository(join(data, "manifests"), files);
  const isWeb = extensionHost === "web";
  const packaged = join(data, isWeb ? "packaged" : "extensions");
  for (const extension of [vsix, ...besides]) installExtension(extension, data, packaged);
  if (language !== undefined) display(data, language);
  const server = await startServer({ data, settings: { "files.autoSave": "off", ...settings } });
  const proxy = isWeb ? await webHost(server.authority, globSync(join(packaged, "rehearsal.*"))[0]!) : undefined;
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: headlessArguments });
  const address = new URL(server.workbench(folder));
  if (proxy) address.host = proxy.authority;
  mkdirSync(output, { recursive: true });
  const window = async (): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(60_000); // machines that run tests may be busy
    await page.goto(address.href);
    await page.waitForSelector(".monaco-workbench .explorer-folders-view");
    return page;
  };
  const another = async (): Promise<Workbench> => {
    const page = await window();
    return workbenchOn(page, { data, folder, another, close: () => page.close() });
  };
  const close = async (): Promise<void> => {
    await browser.close();
    proxy?.stop();
    await server.stop();
    rmSync(data, { recursive: true, force: true, maxRetries: 3 });
  };
  return workbenchOn(await window(), { data, folder, another, close });
}

/** Has VS Code show itself in a language, as a language pack does, but one that translates nothing: what is in that language then is ours. */
function display(data: string, language: string): void {
  const folder = join(data, "data");
  const words = join(folder, "main.i18n.json");
  mkdirSync(join(folder, "User"), { recursive: true });
  writeFileSync(words, JSON.stringify({ version: "1.0.0", contents: {} }));
  writeFileSync(join(folder, "User", "argv.json"), JSON.stringify({ locale: language }));
  const extensions = [
    { extensionIdentifier: { id: `test.language-pack-${language}`, uuid: "00000000-0000-4000-8000-000000000000" }, version: "1.0.0" },
  ];
  const pack = { hash: "1", extensions, translations: { vscode: words }, label: language };
  writeFileSync(join(folder, "languagepacks.json"), JSON.stringify({ [language]: pack }));
}

/** A copy of the examples, committed. */
function repository(folder: string, files: Readonly<Record<string, string>>): string {
  cpSync(join(root, "examples"), folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
    ["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-qm", "Start"],
  ])
    run("git", args, { cwd: folder, quiet: true });
  return folder;
}

/** What stands around a window. */
interface Around extends Pick<Workbench, "another" | "close"> {
  /** Where VS Code keeps its data, and the extension. */
  readonly data: string;
  readonly folder: string;
}

function workbenchOn(page: Page, { data, folder, another, close }: Around): Workbench {
  let openFile = "";
  const input = page.locator(".quick-input-widget .quick-input-box input");
  /** Brings up the box on top by a key, which a busy workbench may overlook, and takes the first offer once it is the one that is meant. */
  const ask = async (key: string, text: string, offer = text): Promise<void> => {
    for (let tries = 0; tries < 10; tries++) {
      if (!(await input.isVisible())) await page.keyboard.press(key);
      const isFilled = await input.fill(text, { timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isFilled) break;
    }
    await page.locator(".quick-input-list .monaco-list-row", { hasText: offer }).first().waitFor();
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  };
  const until = async (seen: Locator, act: () => Promise<void>): Promise<void> => {
    for (let tries = 0; tries < 3; tries++) {
      await act();
      const isThere = await seen.waitFor({ timeout: 15_000 }).then(
        () => true,
        () => false,
      );
      if (isThere) return;
    }
    await seen.waitFor();
  };
  const command = (title: string): Promise<void> => ask("F1", `>${title}`, title);
  const open = async (file: string): Promise<void> => {
    await ask("Control+P", file, basename(file));
    await page.locator(".tab.active", { hasText: basename(file) }).waitFor();
    await page.locator(".monaco-editor .view-line").first().waitFor();
    openFile = file;
    await command("File: Revert File");
  };
  const openPreview = async (file: string): Promise<FrameLocator> => {
    await open(file);
    await command("Rehearsal: Preview Rollout");
    const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await preview
      .getByText(/Completes/)
      .first()
      .waitFor();
    return preview;
  };
  return {
    page,
    command,
    open,
    until,
    async goTo(text, edge = "before") {
      const before = readFileSync(join(folder, openFile), "utf8").split(text)[0]!;
      const upTo = (edge === "before" ? before : before + text).split("\n");
      await ask("Control+G", `:${upTo.length}:${upTo.at(-1)!.length + 1}`, `line ${upTo.length}`);
    },
    read: (file) => readFileSync(join(folder, file), "utf8"),
    server: () => serverOf(data),
    servers: () => serversOf(data),
    another,
    path: (file) => join(folder, file),
    revert: () => command("File: Revert File"),
    async closeEditors() {
      await page.keyboard.press("Escape");
      const dirty = page.locator(".tab.dirty").first();
      for (let tries = 0; tries < 10 && (await dirty.isVisible()); tries++) {
        const isActive = await dirty.click({ timeout: 3000 }).then(
          () => true,
          () => false, // a revert that came late has cleaned it
        );
        if (isActive) await command("View: Revert and Close Editor");
      }
      await command("View: Close All Editors");
    },
    openPreview,
    async choose(offer) {
      await page.locator(".quick-input-list .monaco-list-row", { hasText: offer }).first().click();
      await input.waitFor({ state: "hidden" });
    },
    async picture(name) {
      await page.screenshot({ path: join(output, `${name}.png`) });
    },
    close,
  };
}

/** The language server that was started from this folder. */
function serverOf(data: string): number {
  const found = serversOf(data);
  if (found.length !== 1) throw new Error(`${found.length} language servers: ${found.join()}`);
  return found[0]!;
}

function serversOf(data: string): readonly number[] {
  const { stdout } = spawnSync("ps", ["-eo", "pid=,args="], { encoding: "utf8" });
  const found = stdout.split("\n").filter((line) => line.includes(data) && /server\/node\.mjs/.test(line));
  return found.map((line) => Number.parseInt(line, 10));
}
