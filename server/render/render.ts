import type { Version } from "../../api/version.ts";
import type { Choice } from "../change/choice.ts";
import type { Tree } from "../change/tree.ts";
import { type ServerSentence, say } from "../words/say.ts";
import { planChart } from "./helm.ts";
import { planKustomization } from "./kustomize.ts";
import { readBuilt, readTemplated, type Rendered } from "./origins.ts";
import type { Plan, Tool } from "./plan.ts";

/** A choice whose manifests a program renders. */
export type RenderedChoice = Extract<Choice, { readonly is: "kustomization" | "chart" }>;

/** Runs the user's programs: it prepares a folder, runs the first available program of a plan, and removes the folder. */
export interface Machine {
  readonly carryOut: (plan: Plan, tree: Tree, paths: Readonly<Record<Tool, string>>, signal: AbortSignal) => Promise<Rendering>;
}

/** The result of a plan. */
export type Rendering =
  | { readonly is: "printed"; readonly text: string }
  | { readonly is: "missing" }
  | { readonly is: "failed"; readonly tool: Tool; readonly message: string }
  | { readonly is: "late"; readonly tool: Tool; readonly seconds: number }
  | { readonly is: "too-much"; readonly tool: Tool; readonly most: number }
  | { readonly is: "tree-too-large"; readonly files: number; readonly most: number }
  | { readonly is: "stopped" };

/** What a renderer needs besides the choice. */
export interface Workplace {
  readonly machine: Machine;
  readonly paths: Readonly<Record<Tool, string>>;
  readonly version: Version;
  readonly signal: AbortSignal;
}

/** Renders a kustomization or a chart of a tree with the user's own program. */
export async function render(choice: RenderedChoice, tree: Tree, place: Workplace): Promise<Rendered | { readonly problem: ServerSentence }> {
  const isChart = choice.is === "chart";
  const plan = isChart ? await planChart(tree, choice.uri, choice.values, place.version) : await planKustomization(tree, choice.uri);
  if ("problem" in plan) return plan;
  const rendering = await place.machine.carryOut(plan, tree, place.paths, place.signal);
  if (rendering.is !== "printed") return { problem: problemOf(rendering, isChart ? say("helm-missing") : say("kustomize-missing")) };
  const uri = renderedUri(choice);
  return isChart ? readTemplated(uri, rendering.text, choice.uri) : readBuilt(uri, rendering.text, plan);
}

/** The scheme of rendered documents, which are in no file. */
export const renderedScheme = "rehearsal-rendered";

/** The URI of the rendered manifests of a choice. Kustomize and Helm read no file of this name. */
export function renderedUri({ is, uri }: RenderedChoice): string {
  return `${renderedScheme}:${uri.slice(uri.indexOf(":") + 1).replace(/^\/\/[^/]*/, "")}/rendered-${is}.yaml`;
}

/** Why a program printed nothing; `missing` is the sentence for a missing program. */
export function problemOf(rendering: Exclude<Rendering, { readonly is: "printed" }>, missing: ServerSentence): ServerSentence {
  switch (rendering.is) {
    case "missing":
      return missing;
    case "failed":
      return say("renderer-failed", { tool: rendering.tool, message: rendering.message });
    case "late":
      return say("renderer-late", { tool: rendering.tool, seconds: rendering.seconds });
    case "too-much":
      return say("renderer-too-much", { tool: rendering.tool, most: rendering.most });
    case "tree-too-large":
      return say("renderer-tree-too-large", { files: rendering.files, most: rendering.most });
    case "stopped":
      return say("renderer-stopped");
  }
}
