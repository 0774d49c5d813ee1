import { build } from "esbuild";
import { join } from "node:path";
import { inlineWorker } from "../../../scripts/inlineWorker.ts";

const root = join(import.meta.dirname, "../../..");

export interface Bundle {
  readonly script: string;
  readonly styles: string;
}

/** The page bundled as for the package, with its icons inside, so that it needs no server. */
export async function bundlePage(entry: string): Promise<Bundle> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outdir: "out",
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".ttf": "dataurl" },
    plugins: [inlineWorker],
  });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), styles: text(".css") };
}
