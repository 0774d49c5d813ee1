import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { writeTrace } from "../../engine/incoming/trace.ts";
import { type Town, traceOfTown } from "./fixtures/town.ts";
import { closeBrowser, type OpenPage, openPage } from "./support/browser.ts";

const golden = join(import.meta.dirname, "../golden/preview");

after(closeBrowser);

/** The picture in words: every band, bound and marker with its path, every pod with its look and place. */
function describe({ page }: OpenPage): Promise<string> {
  return page.evaluate(async () => {
    // What is out of sight follows the playhead when it rests, a frame or two later.
    await new Promise((rested) => setTimeout(rested, 300));
    for (let frames = 0; frames < 3; frames++) await new Promise((drawn) => requestAnimationFrame(drawn));
    const all = (selector: string) => [...document.querySelectorAll(selector)];
    const round = (path: string | null) => (path ?? "").replace(/\d+\.\d+/g, (number) => String(Math.round(Number(number))));
    return [
      (document.querySelector(".verdict .sentence") as HTMLElement).innerText,
      ...all(".areas path").map((path) => `${path.getAttribute("class")}: ${round(path.getAttribute("d"))}`),
      ...all(".bounds path").map((path) => `${path.getAttribute("class")}: ${round(path.getAttribute("d"))}`),
      ...all(".markers path").map((mark) => `${mark.getAttribute("class")} ${round(mark.getAttribute("d")!.split("m")[0]!)}`),
      ...all(".node").map(
        (node) =>
          `${node.querySelector("b")?.textContent}: ${[...node.querySelectorAll(".pod")].map((pod) => `${pod.textContent} ${pod.className.trim()}`).join(", ")}`,
      ),
      ...all("table.steps tr.here").map((row) => `here: ${(row as HTMLElement).innerText.replace(/\s+/g, " ")}`),
      "",
    ].join("\n");
  });
}

/** Holds the picture against the one that was looked at before; `UPDATE=1` keeps the new one. */
function compare(name: string, picture: string): void {
  const file = join(golden, `${name}.txt`);
  if (process.env["UPDATE"] || !existsSync(file)) {
    mkdirSync(golden, { recursive: true });
    writeFileSync(file, picture);
  }
  assert.equal(picture, readFileSync(file, "utf8"), `${name}.txt: if the new picture is right, run again with UPDATE=1`);
}

const moments: readonly (readonly [name: string, town: Town, keys: readonly string[]])[] = [
  ["start", { nodes: 3, pods: 4 }, []],
  ["middle", { nodes: 3, pods: 4 }, ["PageDown", "PageDown", "ArrowRight"]],
  ["end", { nodes: 3, pods: 4 }, ["End"]],
  ["thirtyNodes", { nodes: 30, pods: 300 }, ["End", "PageUp", "PageUp", "PageUp"]],
];

for (const [name, town, keys] of moments) {
  test(`the picture at a key moment: ${name}`, async () => {
    const open = await openPage({ trace: writeTrace(traceOfTown(town)) });
    await open.page.locator(".panel").waitFor();
    for (const key of keys) await open.page.getByRole("slider").press(key);
    compare(name, await describe(open));
    await open.close();
  });
}
