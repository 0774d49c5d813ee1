import { dirname, resolve } from "node:path";
import { build, type BuildResult, type Plugin } from "esbuild";

/**
 * `import source from "worker:./worker.ts"` gives the bundled worker as text. A webview may not load a worker from its own resources,
 * nor a page from a file; both may start one from a blob of text, without any request.
 */
export const inlineWorker: Plugin = {
  name: "inline-worker",
  setup({ onResolve, onLoad, initialOptions: { minify = false } }) {
    onResolve({ filter: /^worker:/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.slice("worker:".length)),
      namespace: "worker",
    }));
    onLoad({ filter: /.*/, namespace: "worker" }, async ({ path }) => {
      const bundle = await bundledWorker(path, minify);
      return { contents: bundle.outputFiles[0]!.text, loader: "text", watchFiles: Object.keys(bundle.metafile.inputs).map((file) => resolve(file)) };
    });
  },
};

/** A worker with all that it imports, as one text. */
export function bundledWorker(path: string, minify: boolean): Promise<BuildResult<{ metafile: true; write: false }>> {
  return build({
    entryPoints: [path],
    bundle: true,
    write: false,
    metafile: true,
    minify,
    format: "iife",
    target: "es2023",
    charset: "utf8",
  });
}
