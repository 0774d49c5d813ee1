/**
 * Makes `dist/` from the sources:
 *   client/node.cjs       the extension in VS Code on a desktop or a server, with `languageClient.cjs` beside it
 *   client/web.cjs        the extension in a browser; and the same as `web.cjs.js`, since an older VS Code adds a `.js` to every `browser` entry
 *   server/node.mjs       the language server over stdio or IPC, also the package's `bin`
 *   server/rehearserThread.mjs  the thread in which that one rehearses changes in the background
 *   server/worker.js      the language server in a web worker
 *   server/background.js  what that one loads to rehearse changes in the background
 *   cli/main.mjs          the command line `rehearsal`, with a part for each command that is loaded when it runs
 *   library/              `rehearsal/api` and `rehearsal/engine`, for those who build on them
 *   schemas/              what editors are told of scenario files
 *   preview/              the panel's page, with its worker inside, its styles, and the documentation for `kubectl explain` and for the server in a web worker; `standalone.html` runs alone on a saved trace
 */
import { type BuildOptions, type Plugin, build } from "esbuild";
import { copyFileSync, cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./machine/run.ts";
import { previewBundle, standalonePage } from "./previewBundle.ts";

const dist = join(root, "dist");
const common: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  sourcemap: false,
  target: "es2022",
  logLevel: "warning",
  charset: "utf8",
  legalComments: "none",
};

/** Requires of CommonJS packages inside an ES module bundle for Node. */
const requireBanner = 'import { createRequire as rehearsalRequire } from "node:module"; const require = rehearsalRequire(import.meta.url);';

/** Programs for Node in several files, which share what several of them need. */
const nodeModules: BuildOptions = {
  outExtension: { ".js": ".mjs" },
  splitting: true,
  platform: "node",
  format: "esm",
  banner: { js: requireBanner },
  mainFields: ["module", "main"],
};

/**
 * `vscode` as a module that says it is one. Every file of the bundle and of its packages that imports it would copy the whole API otherwise, name by name,
 * since `require("vscode")` looks like a plain CommonJS object: a third of the time to load.
 */
const vscodeApi: Plugin = {
  name: "vscode-api",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === "vscode-api" ? { path: "vscode", external: true } : { path: "vscode", namespace: "vscode-api" },
    );
    onLoad({ filter: /.*/, namespace: "vscode-api" }, () => ({ contents: 'module.exports = { __proto__: require("vscode"), __esModule: true };' }));
  },
};

/** The client of the language server is a file of its own beside the extension, which is loaded when the server is started. */
const languageClientApart: Plugin = {
  name: "language-client-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^vscode-languageclient\/node$/ }, () => ({ path: "./languageClient.cjs", external: true }));
  },
};

/** Everything that is bundled. */
export const bundles: readonly BuildOptions[] = [
  { entryPoints: ["client/node.ts"], outfile: "dist/client/node.cjs", platform: "node", format: "cjs", plugins: [vscodeApi, languageClientApart] },
  {
    entryPoints: ["vscode-languageclient/node"],
    outfile: "dist/client/languageClient.cjs",
    platform: "node",
    format: "cjs",
    plugins: [vscodeApi],
  },
  { entryPoints: ["client/web.ts"], outfile: "dist/client/web.cjs", platform: "browser", format: "cjs", plugins: [vscodeApi] },
  {
    entryPoints: { node: "server/lsp/node.ts", rehearserThread: "server/machine/rehearserThread.ts" },
    outdir: "dist/server",
    ...nodeModules,
  },
  {
    entryPoints: { main: "cli/main.ts" },
    outdir: "dist/cli",
    ...nodeModules,
  },
  {
    entryPoints: { api: "api/library/index.ts", engine: "engine/library/index.ts" },
    outdir: "dist/library",
    outExtension: { ".js": ".mjs" },
    splitting: true,
    platform: "neutral",
    format: "esm",
    mainFields: ["module", "main"],
  },
  { entryPoints: ["server/lsp/background.ts"], outfile: "dist/server/background.js", platform: "browser", format: "iife" },
  { entryPoints: ["server/lsp/worker.ts"], outfile: "dist/server/worker.js", platform: "browser", format: "iife" },
  previewBundle,
];

/** Makes `schemas/generated/`, which is not kept in the repository. */
export function generateSources(): void {
  run(process.execPath, ["schemas/generate.ts"], { quiet: true });
}

/** Bundles everything, from nothing. */
export async function buildAll(): Promise<void> {
  generateSources();
  for (const part of ["client", "server", "cli", "library", "preview", "schemas"]) rmSync(join(dist, part), { recursive: true, force: true });
  await Promise.all(bundles.map((options) => build({ ...common, ...options })));
  copyFileSync(join(dist, "client", "web.cjs"), join(dist, "client", "web.cjs.js"));
  writeFileSync(join(dist, "preview", "standalone.html"), await standalonePage());
  for (const file of ["configuration.schema.json", "scenario.schema.json", "script.schema.json"])
    cpSync(join(root, "schemas", "generated", file), join(dist, "schemas", file));
}

if (import.meta.main) await buildAll();
