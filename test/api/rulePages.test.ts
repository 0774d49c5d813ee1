import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { type Admission, admit } from "../../api/admit/admit.ts";
import { checks } from "../../server/rehearsal/checks/index.ts";
import { rules } from "../../server/rules/index.ts";
import { kustomizationCodes } from "../../server/features/kustomization/check.ts";
import { configurationCode, scenarioCode } from "../../server/ownFile/codes.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/rules");
const pages = readdirSync(folder)
  .filter((file) => file.endsWith(".md"))
  .map((file) => file.replace(/\.md$/, ""));

/** The members of a union of texts, as its file lists them. */
function unionIn(file: string, name: string): string[] {
  const members = new RegExp(`^export type ${name} =([^;]*);`, "m").exec(readFileSync(join(root, file), "utf8"))![1]!;
  return [...members.matchAll(/"([a-z-]+)"/g)].map(([, code]) => code!);
}

test("every code has a page, and every page is about a code", () => {
  const codes = new Set([
    ...unionIn("api/code.ts", "CauseCode"),
    ...unionIn("server/syntax/tree.ts", "ProblemCode"),
    ...rules.map(({ code }) => code),
    ...checks.map(({ code }) => code),
    scenarioCode,
    configurationCode,
    ...kustomizationCodes,
  ]);
  assert.deepEqual(pages.toSorted(), [...codes].sort());
});

/** The manifest under a heading such as `Refused:`. */
function example(text: string, heading: string): string | undefined {
  return new RegExp(`^${heading}:\\n\\n\`\`\`yaml\\n(.*?)\`\`\``, "ms").exec(text)?.[1];
}

const read = (manifest: string): unknown => parse(manifest, { uniqueKeys: false });

for (const page of pages) {
  const text = readFileSync(join(folder, `${page}.md`), "utf8");
  const [refused, accepted, created] = ["(?:Refused|With a warning)", "Accepted", "As created"].map((heading) => example(text, heading));
  const skip = refused === undefined || page === "duplicate-field" ? "told by the text, or by several objects" : false;
  test(`${page}: the page's examples are as it says`, { skip }, () => {
    const old = created === undefined ? undefined : admit(read(created)).object;
    const codesOf = ({ causes, warnings }: Admission): string[] => [...causes, ...warnings].map(({ code }) => code);
    assert.ok(codesOf(admit(read(refused!), old)).includes(page), codesOf(admit(read(refused!), old)).join() || "nothing");
    const { causes, warnings } = admit(read(accepted!), old);
    assert.deepEqual([...causes, ...warnings.filter(({ code }) => code === page)], []);
  });
}

test("the settings propose every code", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    contributes: { configuration: { properties: Record<string, { propertyNames?: { enum: string[] } }> } };
  };
  assert.deepEqual(manifest.contributes.configuration.properties["rehearsal.rules"]!.propertyNames!.enum, pages.toSorted());
});
