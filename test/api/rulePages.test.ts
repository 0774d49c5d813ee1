import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "yaml";
import { type Admission, admit } from "../../api/admit.ts";

const root = join(import.meta.dirname, "../..");
const folder = join(root, "docs/rules");
const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ""));

/** Every code that the sources give to a finding. */
function codes(): Set<string> {
  const sources = ["api", "server"].flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(join(root, name, file), "utf8")),
  );
  const given = sources.flatMap((text) => [...text.matchAll(/\bcode: "([a-z0-9-]+)"/g)]);
  const plain = readFileSync(join(root, "api/cause.ts"), "utf8").matchAll(/^ {2}\w+: "([a-z]+-[a-z-]+)",$/gm);
  return new Set([...given, ...plain].map(([, code]) => code!));
}

test("every code has a page, and every page a code", () => {
  const used = codes();
  assert.deepEqual(
    { without: [...used].filter((code) => !pages.includes(code)), unused: pages.filter((page) => !used.has(page)) },
    { without: [], unused: [] },
  );
});

/** The manifest under a heading such as `Refused:`. */
function example(text: string, heading: string): string | undefined {
  return new RegExp(`^${heading}:\\n\\n\`\`\`yaml\\n(.*?)\`\`\``, "ms").exec(text)?.[1];
}

const read = (manifest: string): unknown => parse(manifest, { uniqueKeys: false });

for (const page of pages) {
  const text = readFileSync(join(folder, `${page}.md`), "utf8");
  const [refused, accepted, created] = ["Refused", "Accepted", "As created"].map((heading) => example(text, heading));
  const skip = refused === undefined || page === "duplicate-field" ? "told by the text, or by several objects" : false;
  test(`${page}: the page's examples are refused and accepted`, { skip }, () => {
    const old = created === undefined ? undefined : admit(read(created)).object;
    const codesOf = ({ causes }: Admission): string[] => causes.map(({ code }) => code);
    assert.ok(codesOf(admit(read(refused!), old)).includes(page), codesOf(admit(read(refused!), old)).join() || "nothing");
    assert.deepEqual(codesOf(admit(read(accepted!), old)), []);
  });
}
