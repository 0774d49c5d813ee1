import { listed } from "../../api/words/sentence.ts";
import { isObject } from "../../api/object.ts";
import type { Step } from "./script.ts";
import type { Loads } from "./trace.ts";
import { say, type VerdictSentence } from "./verdict/words/say.ts";

/** The sentence of a step that has no `kubectl` command; nothing for other steps. */
export function stepSentence(step: Step): VerdictSentence | undefined {
  if ("stuck" in step) return say("step-no-image", { of: step.stuck });
  if ("unstuck" in step) return say("step-image", { of: step.unstuck });
  if ("removeNode" in step) return say("step-node-lost", { node: step.removeNode });
  if ("failNode" in step) return say("step-node-fails", { node: step.failNode });
  if ("unreachable" in step) return say("step-node-unreachable", { node: step.unreachable });
  if ("addNode" in step) return say("step-node-added", { node: step.addNode.name });
  if ("metrics" in step) return say("step-loads", { loads: listed(Object.entries(step.metrics).map(([of, said]) => loadSentence(of, said))) });
  return undefined;
}

/** The CPU that a step states as a load; amounts for single pods count together. */
export function loadsOf(step: Step): Loads {
  if (!("metrics" in step)) return {};
  const amounts = Object.entries(step.metrics).map(([of, said]) => [of, cpuOf(said)] as const);
  const loads = amounts.flatMap(([of, amount]) => {
    if (Array.isArray(amount)) return [[of, amount.reduce((sum: number, one) => sum + (typeof one === "number" ? one : 0), 0)] as const];
    return isObject(amount) && typeof amount["total"] === "number" ? [[of, amount["total"]] as const] : [];
  });
  const each = amounts.filter((pair): pair is [string, number] => typeof pair[1] === "number");
  return { ...(loads.length > 0 && { loads: Object.fromEntries(loads) }), ...(each.length > 0 && { loadsEach: Object.fromEntries(each) }) };
}

/** A short sentence for a load: of all pods of an owner together, or of each. */
function loadSentence(of: string, said: unknown): VerdictSentence {
  const amount = cpuOf(said);
  if (isObject(amount) && typeof amount["total"] === "number") return say("step-load", { of, cpu: amount["total"] });
  return typeof amount === "number" ? say("step-load-each", { of, cpu: amount }) : say("step-load-other", { of, amounts: JSON.stringify(said) });
}

function cpuOf(said: unknown): unknown {
  return isObject(said) && "cpu" in said ? said["cpu"] : said;
}
