import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, afterEach, before, test } from "node:test";
import type { Locator } from "playwright-core";
import { Editor } from "../support/editor/editor.ts";
import { type ServerProcess, startServer } from "../support/session.ts";
import { Lines } from "../../server/text/lines.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

/** Some of the sessions of `test/golden/typing/` in the real VS Code, key by key beside the editor of those tests: proposals, cursor and text are the same. */
const names = ["empty-to-shop", "pod-typed", "out-of-probe", "json-without-comma"];
const sessions = names.map((name) => {
  const golden = readFileSync(join(import.meta.dirname, `../golden/typing/${name}.txt`), "utf8");
  const [, start = "", keys = "", end = ""] = golden.split(/\n?=== (?:start|keys|end)\n/);
  const isJson = name.startsWith("json-");
  return { file: `${name}.${isJson ? "json" : "yaml"}`, start, keys, end: end.replace("<|>", "") };
});

const others = {
  "pasted.yaml": "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: web:1\n    # here\n",
  "colours.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: colours\n",
  "painter.yaml":
    "apiVersion: v1\nkind: Pod\nmetadata: {name: painter}\nspec:\n  containers:\n    - name: painter\n      image: painter:1\n      envFrom: [{configMapRef: {name: colours}}]\n",
};

const pressed: Readonly<Record<string, string>> = {
  "⏎": "Enter",
  "⇥": "Tab",
  "⌫": "Backspace",
  "␛": "Escape",
  "⌃": "Control+Space",
  "↓": "ArrowDown",
};

let workbench: Workbench;
let server: ServerProcess;
before(async () => {
  server = await startServer({ command: [process.execPath, join(import.meta.dirname, "../support/editor/server.ts"), "--stdio"] });
  workbench = await openWorkbench({
    files: { ...others, ...Object.fromEntries(sessions.map(({ file, start }) => [file, start.replace("<|>", "")])) },
  });
});
afterEach(() => workbench.closeEditors());
after(async () => {
  await workbench.close();
  await server.stop();
});

for (const { file, start, keys, end } of sessions)
  test(file, async () => {
    const { page } = workbench;
    const editor = await Editor.open(server, `file:///vscode/${file}`, start);
    await workbench.open(file);
    const [before] = start.split("<|>");
    if (before !== "") await workbench.goTo(before!, "behind");
    for (const [key] of keys.matchAll(/«[^»]+»|[^]/gu)) await pressInBoth(editor, key);
    await workbench.picture(file);
    await page.keyboard.press("Escape"); // the list of proposals, if it is open
    await page.keyboard.press("Control+S");
    await page.locator(".tab.dirty").waitFor({ state: "detached" });
    assert.equal(workbench.read(file).trimEnd(), end.trimEnd());
  });

/** Presses a key in VS Code, once it shows the proposals that it should, and in the editor of the tests, and waits until both cursors are at the same place. */
async function pressInBoth(editor: Editor, key: string): Promise<void> {
  const { keyboard } = workbench.page;
  const label = /^«(.*)»$/.exec(key)?.[1];
  const press = (): Promise<void> =>
    label !== undefined
      ? list().locator(".label-name").getByText(label, { exact: true }).first().click()
      : key in pressed
        ? keyboard.press(pressed[key]!)
        : keyboard.type(key);
  const [offer] = editor.offers;
  const before = placeOf(editor);
  await editor.type(key);
  const after = placeOf(editor);
  if (offer && (label !== undefined || "⏎⇥␛↓".includes(key))) {
    await proposed(offer.label);
    await press();
  } else if ("⏎⇥".includes(key)) await workbench.until(after, () => pressWithoutList(press, before));
  else await press();
  await after.waitFor();
}

const list = (): Locator => workbench.page.locator(".suggest-widget.visible");

/** Waits until a proposal is the one that Enter accepts. A busy VS Code loses the question for proposals, and is asked again. */
async function proposed(label: string): Promise<void> {
  const focused = list().locator(".monaco-list-row.focused", { hasText: label });
  for (let tries = 0; tries < 10 && !(await comes(focused)); tries++) await workbench.page.keyboard.press("Control+Space");
  await focused.waitFor();
}

/** Presses a key that a list of proposals would take. A busy VS Code shows one late: it is put away, and what it wrote instead of the key is undone. */
async function pressWithoutList(press: () => Promise<void>, before: Locator): Promise<void> {
  const { keyboard } = workbench.page;
  if (!(await comes(list(), "hidden"))) await keyboard.press("Escape");
  for (let edits = 0; edits < 3 && !(await comes(before)); edits++) await keyboard.press("Control+Z");
  await press();
}

/** The place of the cursor, as the status bar says it; where there are several cursors, it says how many. */
function placeOf({ text, cursor }: Editor): Locator {
  const { line, character } = new Lines(text).positionAt(cursor);
  return workbench.page.locator(".statusbar-item", { hasText: new RegExp(`Ln ${line + 1}, Col ${character + 1}\\b|selections`) });
}

/** Whether something is there, or gone, before long. */
const comes = (what: Locator, state: "visible" | "hidden" = "visible"): Promise<boolean> =>
  what.waitFor({ state, timeout: 3000 }).then(
    () => true,
    () => false,
  );

test("a block that was copied elsewhere is pasted with the indentation of its place", async () => {
  const { page } = workbench;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await workbench.open("pasted.yaml");
  await page.evaluate(() => navigator.clipboard.writeText("- name: side\n  image: side:1\n"));
  await workbench.until(page.locator(".view-line", { hasText: /^\s+image:\s+side:1$/ }), async () => {
    await workbench.revert();
    await workbench.goTo("    # here", "behind");
    for (let letters = "# here".length; letters > 0; letters--) await page.keyboard.press("Backspace");
    await page.keyboard.press("Control+V");
  });
  await page.keyboard.press("Control+S");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
  assert.equal(workbench.read("pasted.yaml"), others["pasted.yaml"].replace("    # here\n", "    - name: side\n      image: side:1\n"));
});

test("a rename asks once before it changes a file that is not open", async () => {
  const { page } = workbench;
  await workbench.open("colours.yaml");
  await workbench.goTo("name: colours", "behind");
  const box = page.locator(".rename-box input");
  await workbench.until(box, () => page.keyboard.press("F2"));
  await box.fill("paints");
  await page.keyboard.press("Enter");
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("painter.yaml").waitFor();
  await workbench.picture("rename asks");
  await dialog.getByText("Rename Everywhere").click();
  await dialog.waitFor({ state: "detached" });
  await workbench.open("painter.yaml");
  await page.locator(".view-line", { hasText: "paints" }).waitFor();
});
