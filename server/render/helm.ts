import { valueAt } from "../text/values.ts";
import { nameOf } from "../text/uris.ts";
import { say } from "../words/say.ts";
import type { Tree } from "../change/tree.ts";
import type { Version } from "../../api/version.ts";
import { copiedPath, dataIn, type Plan, type Unrenderable } from "./plan.ts";

/** How Helm renders a chart: without hooks, which do not stay in a cluster, and for a version of Kubernetes. */
export async function planChart(tree: Tree, folder: string, values: readonly string[], version: Version): Promise<Plan | Unrenderable> {
  const chart = (await dataIn(tree, `${folder}/Chart.yaml`)) ?? (await dataIn(tree, `${folder}/Chart.yml`));
  if (chart === undefined) return { problem: say("chart-missing", { folder: nameOf(folder) }) };
  const missing = await missingDependencies(tree, folder, chart);
  if (missing.length > 0) return { problem: say("chart-needs-download", { chart: nameOf(folder), names: missing.join(", ") }) };
  const written: Record<string, Uint8Array> = {};
  for (const [i, uri] of values.entries()) {
    const content = await tree.read(uri);
    if (!content) continue; // a values file that did not exist in the earlier commit
    written[`values/${i}.yaml`] = content;
  }
  const options = Object.keys(written).flatMap((path) => ["--values", path]);
  const release = releaseName(valueAt(chart, ["name"]));
  const args = ["template", release, copiedPath(folder, folder), ...options, "--no-hooks", "--include-crds", "--kube-version", `${version}.0`];
  return { root: folder, folders: [folder], written, commands: [{ tool: "helm", args }] };
}

/** The dependencies of a chart that are missing in its folder. */
async function missingDependencies(tree: Tree, folder: string, chart: unknown): Promise<string[]> {
  const held = valueAt(chart, ["dependencies"]) ?? valueAt(await dataIn(tree, `${folder}/requirements.yaml`), ["dependencies"]);
  const wanted = (Array.isArray(held) ? held : []).map((one: unknown) => valueAt(one, ["name"])).filter((name) => typeof name === "string");
  if (wanted.length === 0) return [];
  const there = (await tree.list(`${folder}/charts`)).map((uri) => uri.slice(`${folder}/charts/`.length));
  return wanted.filter((name) => !there.some((path) => path.startsWith(`${name}/`) || (path.startsWith(`${name}-`) && path.endsWith(".tgz"))));
}

function releaseName(chart: unknown): string {
  const name = String(chart)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 50);
  return name === "" || typeof chart !== "string" ? "release" : name;
}
