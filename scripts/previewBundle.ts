import { createHash } from "node:crypto";
import { type BuildOptions, build } from "esbuild";
import { inlineWorker } from "./inlineWorker.ts";
import { root } from "./machine/run.ts";

/** How the panel's page is bundled; its font stays a file of its own beside the styles, and the documentation one that is loaded when it is asked for. */
export const previewBundle: BuildOptions = {
  absWorkingDir: root,
  entryPoints: ["client/preview/main.tsx", "client/preview/documentation.ts"],
  outdir: "dist/preview",
  bundle: true,
  minify: true,
  platform: "browser",
  format: "iife",
  target: "es2022",
  charset: "utf8",
  jsx: "automatic",
  jsxImportSource: "preact",
  loader: { ".ttf": "file" },
  assetNames: "[name]",
  plugins: [inlineWorker],
};

/** The two files of the preview page, as text. */
export interface PageParts {
  readonly script: string;
  readonly styles: string;
}

/** The page's script and styles as text, with everything inside that they need. */
export async function pageParts(entry: string): Promise<PageParts> {
  const { outputFiles } = await build({ ...previewBundle, entryPoints: [entry], loader: { ".ttf": "dataurl" }, write: false });
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), styles: text(".css") };
}

/** The page alone, as one file to open in any browser: a saved trace is dropped on it, or put into its element `trace`. */
export async function standalonePage(): Promise<string> {
  const { script: written, styles } = await pageParts("client/preview/standalone.tsx");
  const script = written.replaceAll("</script", "<\\/script");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${policyOf(script, styles)}">
<title>Rehearsal</title>
<style>${styles}</style>
</head>
<body>
<main id="rehearsal"></main>
<script id="trace" type="application/json"></script>
<script>${script}</script>
</body>
</html>
`;
}

/** What that page may do: run this one script and draw. There is no network, no other script and nothing that is evaluated. */
function policyOf(script: string, styles: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(styles)}`,
    "font-src data:",
    "img-src blob: data:",
    "worker-src blob:",
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
}
