import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, sep } from "node:path";
import type { Tree } from "../change/tree.ts";
import { copiedPath, type Plan, type Tool } from "../render/plan.ts";
import type { Machine, Rendering } from "../render/render.ts";
import { type Limits, type Ran, run } from "./run.ts";

const seconds = 20;
const mostMegabytes = 20;
const mostFiles = 5000;
const mostCopied = 64 * 1024 * 1024;

/** This machine, with the programs of the user. `time` is how long a program may take, in milliseconds; it works in a new folder below `place`. */
export function thisMachine({ time = seconds * 1000, place = tmpdir() } = {}): Machine {
  return {
    async carryOut(plan, tree, paths, signal) {
      const folder = await mkdtemp(join(place, "rehearsal-"));
      try {
        const copied = await prepare(folder, plan, tree);
        if (copied !== undefined) return { is: "tree-too-large", files: copied, most: mostFiles };
        return await runFirst(plan, folder, paths, { time, output: mostMegabytes * 1024 * 1024, signal });
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}

/** Runs the user's kubectl, which may ask their cluster. */
export async function kubectl(program: string, args: readonly string[]): Promise<Rendering> {
  const limits = { time: 30_000, output: 512 * 1024 * 1024 };
  return renderingOf("kubectl", await run({ program, args, folder: tmpdir() }, limits), limits);
}

/** Copies and writes the files of a plan. Returns their number if they are too many or too large. */
async function prepare(folder: string, { root, folders, written }: Plan, tree: Tree): Promise<number | undefined> {
  const uris = new Set((await Promise.all(folders.map((each) => tree.list(each)))).flat());
  if (uris.size > mostFiles) return uris.size;
  const files = [...uris].map(async (uri) => [copiedPath(root, uri), await tree.read(uri)] as const);
  let size = 0;
  for (const [path, content] of [...(await Promise.all(files)), ...Object.entries(written)]) {
    const place = join(folder, path);
    if (content === undefined || !place.startsWith(folder + sep)) continue;
    if ((size += content.length) > mostCopied) return uris.size;
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, content);
  }
  return undefined;
}

/** Runs the first program of a plan that is on this machine. */
async function runFirst({ commands }: Plan, folder: string, paths: Readonly<Record<Tool, string>>, limits: Limits): Promise<Rendering> {
  for (const { tool, args } of commands) {
    const ran = await run({ program: paths[tool], args, folder, variables: offline(folder) }, limits);
    const rendering = renderingOf(tool, ran, limits);
    if (rendering.is === "failed") return { ...rendering, message: rendering.message.replaceAll(`${folder}${sep}`, "") };
    if (rendering.is !== "missing") return rendering;
  }
  return { is: "missing" };
}

function renderingOf(tool: Tool, ran: Ran, { time, output }: Limits): Rendering {
  if (ran.is === "late") return { is: "late", tool, seconds: time / 1000 };
  if (ran.is === "too-much") return { is: "too-much", tool, most: output / 1024 / 1024 };
  if (ran.is !== "ended") return ran;
  if (ran.code === 0) return { is: "printed", text: ran.stdout.toString("utf8") };
  return {
    is: "failed",
    tool,
    message: ran.stderr
      .replace(/^Error: /i, "")
      .replace(around, "")
      .trim(),
  };
}

/** The prefix of kustomize's errors about the kustomization that we add around the chosen one. */
const around =
  /^accumulating resources: accumulation err='accumulating resources from '[^']*': '[^']*' must resolve to a file': (?:recursed accumulation of path '[^']*': )?/;

/** Environment variables that keep a program from proxies, repositories, plugins and clusters. */
function offline(folder: string): Readonly<Record<string, string | undefined>> {
  const nowhere = "http://127.0.0.1:9";
  const home = join(folder, "home");
  return {
    HTTP_PROXY: nowhere,
    HTTPS_PROXY: nowhere,
    http_proxy: nowhere,
    https_proxy: nowhere,
    NO_PROXY: undefined,
    no_proxy: undefined,
    GIT_ALLOW_PROTOCOL: "none",
    KUBECONFIG: join(home, "kubeconfig"),
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
    HELM_PLUGINS: join(home, "plugins"),
    KUSTOMIZE_PLUGIN_HOME: home,
  };
}
