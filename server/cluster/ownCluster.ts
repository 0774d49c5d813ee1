import { isObject } from "../../api/object.ts";
import { valueAt, withoutAt } from "../text/values.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** The nodes and pods of the user's cluster with its classes, quotas and limits, as `kubectl` printed them. */
export interface OwnCluster {
  /** The kubectl context that was used. */
  readonly context: string;
  readonly objects: readonly unknown[];
}

/** Runs the user's `kubectl` with some arguments. Returns its output, or its error. */
export type AskKubectl = (args: readonly string[]) => Promise<{ readonly text: string } | { readonly problem: ServerSentence }>;

/** Classes, quotas and limits, which not every user may read. */
const bounds = "storageclasses,priorityclasses,resourcequotas,limitranges";

/** Reads the nodes and pods of the current context's cluster, and its classes, quotas and limits if the user may. */
export async function readOwnCluster(ask: AskKubectl): Promise<OwnCluster | { readonly problem: ServerSentence }> {
  const context = await ask(["config", "current-context"]);
  if ("problem" in context) return context;
  const get = (kinds: string) => ask(["get", kinds, "--all-namespaces", "--output", "json", "--request-timeout", "15s"]);
  const all = await get(`nodes,pods,${bounds}`);
  const printed = "problem" in all ? await get("nodes,pods") : all;
  if ("problem" in printed) return printed;
  const items = itemsOf(printed.text);
  return items ? { context: context.text.trim(), objects: items.map(withoutSecrets) } : { problem: say("kubectl-no-list") };
}

function itemsOf(text: string): readonly unknown[] | undefined {
  try {
    const items = valueAt(JSON.parse(text), ["items"]);
    return Array.isArray(items) ? items : undefined;
  } catch {
    return undefined;
  }
}

const noise: readonly (readonly string[])[] = [
  ["metadata", "managedFields"],
  ["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"],
];

/** An object without data that a rehearsal does not need and a file should not contain: managed fields, data of Secrets, values of variables. */
export function withoutSecrets(object: unknown): unknown {
  const quiet = noise.reduce((left, path) => (valueAt(left, path) === undefined ? left : withoutAt(left, path)), object);
  const kind = valueAt(object, ["kind"]);
  if (kind === "Secret") return ["data", "stringData"].reduce<unknown>((left, field) => withoutAt(left, [field]), quiet);
  if (kind !== "Pod" || !isObject(quiet) || !isObject(quiet["spec"])) return quiet;
  const spec = Object.fromEntries(
    Object.entries(quiet["spec"]).map(([field, value]) => [field, /[cC]ontainers$/.test(field) ? withoutValues(value) : value]),
  );
  return { ...quiet, spec };
}

function withoutValues(containers: unknown): unknown {
  if (!Array.isArray(containers)) return containers;
  return containers.map((container: unknown) => {
    const variables = valueAt(container, ["env"]);
    return isObject(container) && Array.isArray(variables)
      ? { ...container, env: variables.map((one: unknown) => withoutAt(one, ["value"])) }
      : container;
  });
}
