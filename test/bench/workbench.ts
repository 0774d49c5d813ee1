/**
 * What a person waits for in the real VS Code: from opening a manifest to its first squiggle, and from a keystroke to the new picture.
 * The picture is held against an extension that only echoes the text into a webview, which is what VS Code itself takes; both are typed beside in turns.
 */
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { root } from "../../scripts/machine/run.ts";
import { openWorkbench, type Workbench } from "../vscode/workbench.ts";
import { followMessages, type Marks, whenDrawn } from "./echo/marks.ts";
import { spentBelow } from "./echo/processes.ts";
import { below, percentile } from "./report.ts";

const [rounds, warmUp, keystrokes] = [4, 8, 24];

/** From a key to the next, in milliseconds, so that what VS Code does when typing pauses comes at the same time beside both; and at least so long after a picture. */
const [pace, rest] = [450, 50];

/** Where the extension that echoes notes when the extension host heard of a keystroke. */
const heardFile = join(root, "dist", "test", "heard.txt");
process.env["REHEARSAL_HEARD"] = heardFile;

/** A keystroke on its way to a picture. */
interface Stroke extends Marks {
  readonly pressed: number;
  readonly heard: number;
}

/** What was typed beside one webview: the keystrokes, and what they took of the processor by process and thread. */
interface Typed {
  readonly strokes: Stroke[];
  readonly spent: Map<string, number>;
}

/** The stops on the way, from each to the next. A page without a worker goes on at once. */
const stops: readonly (readonly [string, (stroke: Stroke) => number])[] = [
  ["key to extension host", ({ heard, pressed }) => heard - pressed],
  ["extension host to page", ({ message, heard }) => message! - heard],
  ["page to worker", ({ message, asked = message }) => asked! - message!],
  ["in the worker", ({ message, asked = message, answered = asked }) => answered! - asked!],
  ["to the new document", ({ message, answered = message, changed }) => changed - answered!],
  ["to the screen", ({ changed, painted }) => painted - changed],
  ["all", ({ pressed, painted }) => painted - pressed],
];

const workbench = await openWorkbench({ besides: [await echo()] });
try {
  below("a manifest opened, to the first squiggle", await firstSquiggle(workbench), 5000, "ms");
  const [bare, ours] = [typed(), typed()];
  for (let round = 0; round < rounds; round++) {
    await keystrokesIn(workbench, "Echo: Open", "main#echo", bare);
    await keystrokesIn(workbench, "Rehearsal: Preview Rollout", "main#rehearsal", ours);
  }
  print("  ms, p50 and p95", ["text", "", "picture", ""]);
  for (const [name, of] of stops)
    print(
      name,
      [bare, ours].flatMap(({ strokes }) => [50, 95].map((p) => percentile(strokes.map(of), p).toFixed(1))),
    );
  const ahead = ours.strokes.filter(({ read = Infinity, answered = 0 }) => answered < read).length;
  print("  pictures ahead of the language server", [`${ahead} of ${ours.strokes.length}`]);
  print("  ms of the processor, a keystroke", ["text", "picture"]);
  for (const thread of mostSpent(ours))
    print(
      thread,
      [bare, ours].map(({ spent, strokes }) => ((spent.get(thread) ?? 0) / strokes.length).toFixed(1)),
    );
  for (const p of [50, 95]) {
    const [text, picture] = [bare, ours].map(({ strokes }) => percentile(strokes.map(stops.at(-1)![1]), p));
    below(`a keystroke, to the new picture, p${p}; 1.25 times the text`, picture!, 1.25 * text!, "ms");
  }
} finally {
  await workbench.close();
}

function typed(): Typed {
  return { strokes: [], spent: new Map() };
}

function print(name: string, figures: readonly string[]): void {
  console.log(`  ${name.padEnd(52)} ${figures.map((figure) => figure.padStart(8)).join(" ")}`);
}

/** The threads that took most. */
function mostSpent({ spent }: Typed): string[] {
  const sorted = [...spent].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, 12).map(([thread]) => thread);
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

/** Types a tag digit by digit, each after a rest as people have it, and notes when each got where until it was painted in the webview that a command opens. */
async function keystrokesIn(workbench: Workbench, title: string, main: string, { strokes, spent }: Typed): Promise<void> {
  const { page, closeEditors, open, command, goTo } = workbench;
  await closeEditors();
  await open("web.yaml");
  await command(title);
  const frame = await frameWith(page, main);
  await page.waitForTimeout(2000);
  await followMessages(frame);
  await page.locator(".tab", { hasText: "web.yaml" }).first().click();
  await goTo("image: nginx:1.27", "behind");
  await page.evaluate(followKeys);
  let image = "nginx:1.27";
  let [before, next] = [new Map<string, number>(), 0];
  for (let i = 0; i < warmUp + keystrokes; i++) {
    await page.waitForTimeout(Math.max(rest, next - Date.now()));
    next = Date.now() + pace;
    if (i === warmUp) before = spentBelow();
    const key = i === 0 ? "." : String(i % 10);
    image += key;
    const drawn = whenDrawn(frame, image);
    await page.keyboard.type(key);
    const marks = await drawn;
    const heard = Number(readFileSync(heardFile, "utf8").trim().split("\n").at(-1));
    if (i >= warmUp) strokes.push({ pressed: await page.evaluate(lastKey), heard, ...marks });
  }
  await page.waitForTimeout(Math.max(rest, next - Date.now()));
  for (const [thread, now] of spentBelow()) spent.set(thread, (spent.get(thread) ?? 0) + now - (before.get(thread) ?? 0));
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
