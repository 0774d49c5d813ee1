import assert from "node:assert/strict";
import { basename } from "node:path";
import { test } from "node:test";
import { filesOf, recordings, scoreFile } from "./recordings.ts";

for (const recording of recordings) {
  for (const path of filesOf(recording, import.meta.dirname)) {
    test(`${recording.kind}: our answers are those of the real control plane (${basename(path)})`, async () => {
      const { differences } = await scoreFile(recording, path);
      assert.deepEqual(differences, []);
    });
  }
}
