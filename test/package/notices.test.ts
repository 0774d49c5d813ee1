import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { bundles } from "../../scripts/build.ts";
import { root } from "../../scripts/machine/run.ts";

test("every package that is bundled is among the notices, with its version and a license", async () => {
  const notices = readFileSync(join(root, "dist", "ThirdPartyNotices.txt"), "utf8");
  // The page holds its worker as text, so that the worker is looked at by itself.
  const worker = { absWorkingDir: root, entryPoints: ["client/preview/worker.ts"], outfile: "worker.js" };
  const metafiles = await Promise.all(
    [...bundles, worker].map((options) => build({ ...options, bundle: true, write: false, metafile: true, logLevel: "silent" })),
  );
  const inputs = metafiles.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const names = new Set(inputs.flatMap((path) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []));
  assert.ok(names.has("yaml") && names.has("preact"));
  names.add("@kubernetes/client-node"); // its types hold the documentation of the API
  for (const name of names) {
    const { version } = JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as { readonly version: string };
    const [, text = ""] = notices.split(`\n${name} ${version}\n\n`);
    assert.match(text.slice(0, 2000), /licen[sc]e|permission|copyright/i, name);
  }
});
