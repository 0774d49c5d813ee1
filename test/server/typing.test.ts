import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Editor } from "../support/editor/editor.ts";
import { type ServerProcess, startServer } from "../support/session.ts";

/** Sessions at the keyboard: `test/golden/typing/` holds what was there, the keys, and what they made of it, with the cursor. UPDATE=1 writes the end. */
const folder = join(import.meta.dirname, "../golden/typing");
let server: ServerProcess;
before(async () => {
  server = await startServer({ command: [process.execPath, join(import.meta.dirname, "../support/editor/server.ts"), "--stdio"] });
});
after(() => server.stop());

for (const name of readdirSync(folder)) {
  const [title = "", start = "", keys = "", end = ""] = readFileSync(join(folder, name), "utf8").split(/\n?=== (?:start|keys|end)\n/);
  test(`${name}: ${title}`, async () => {
    const language = name.startsWith("json-") ? "json" : "yaml";
    const editor = await Editor.open(server, `file:///typing/${name}.${language}`, start);
    const before = new Set(editor.shown);
    await editor.type(keys);
    const text = editor.withCursor;
    await editor.rest();
    if (process.env["UPDATE"])
      writeFileSync(join(folder, name), `${title}\n=== start\n${start}${start === "" ? "" : "\n"}=== keys\n${keys}\n=== end\n${text}\n`);
    else assert.equal(`${text}\n`, end);
    const settled = new Set(editor.shown);
    assert.deepEqual(
      [...editor.seen].filter((one) => !settled.has(one) && !before.has(one)),
      [],
      "shown while typing, and not true in the end",
    );
  });
}
