import { listFiles } from "@vscode/vsce";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const pagesIn = (folder: string): string[] => readdirSync(join(root, folder)).filter((file) => file.endsWith(".md"));

const rulePages = pagesIn("docs/rules").map((file) => ({ english: `docs/rules/${file}`, korean: `docs/rules/ko/${file}` }));
const walkthrough = pagesIn("docs/walkthrough")
  .filter((file) => !file.includes(".nls."))
  .map((file) => ({ english: `docs/walkthrough/${file}`, korean: `docs/walkthrough/${file.replace(/\.md$/, ".nls.ko.md")}` }));

test("every page has a Korean page with the same code", () => {
  const codeOf = (text: string): string[] => text.match(/^```[\s\S]*?^```/gm) ?? [];
  for (const { english, korean } of [...rulePages, ...walkthrough]) assert.deepEqual(codeOf(read(korean)), codeOf(read(english)), korean);
});

test("every paragraph of a page has its paragraph in Korean", () => {
  const paragraphs = (text: string): string[] =>
    text
      .replaceAll(/^```[\s\S]*?^```$/gm, "code")
      .trim()
      .split(/\n{2,}/);
  for (const { english, korean } of [...rulePages, ...walkthrough]) {
    const [ours, theirs] = [paragraphs(read(korean)), paragraphs(read(english))];
    assert.equal(ours.length, theirs.length, korean);
    const untranslated = ours.slice(1).filter((paragraph) => paragraph !== "code" && !/[가-힣]/.test(paragraph));
    assert.deepEqual(untranslated, [], korean);
  }
});

test("no Korean page is left over", () => {
  assert.deepEqual(pagesIn("docs/rules/ko").sort(), pagesIn("docs/rules").sort());
});

test("the extension carries every page in both languages", async () => {
  const packed = new Set(await listFiles({ cwd: root }));
  assert.deepEqual(
    [...rulePages, ...walkthrough].flatMap(({ english, korean }) => [english, korean]).filter((file) => !packed.has(file)),
    [],
  );
});

test("every text of the manifest of the extension is there in English and in Korean", () => {
  const named = [...new Set([...read("package.json").matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key!))].sort();
  for (const file of ["package.nls.json", "package.nls.ko.json"])
    assert.deepEqual(Object.keys(JSON.parse(read(file)) as Record<string, string>).sort(), named, file);
});
