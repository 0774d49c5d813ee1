import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { type Admission, admit } from "../../api/admit/admit.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/rules");
const pages = readdirSync(folder)
  .filter((file) => file.endsWith(".md"))
  .map((file) => file.replace(/\.md$/, ""));

const sources = ["api", "server"].flatMap((name) =>
  readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(root, name, file), "utf8")),
);
const quoted = new Set(sources.flatMap((text) => [...text.matchAll(/"([a-z0-9-]+)"/g)].map(([, word]) => word!)));

/** Codes that are plainly given as such; others come from a call or a table. */
const codes = new Set(sources.flatMap((text) => [...text.matchAll(/\bcode: "([a-z0-9-]+)"/g)].map(([, code]) => code!)));

test("every code has a page", () => {
  assert.deepEqual(
    [...codes].filter((code) => !pages.includes(code)),
    [],
  );
});

test("every page tells of a code that is given somewhere", () => {
  assert.deepEqual(
    pages.filter((page) => !quoted.has(page)),
    [],
  );
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
