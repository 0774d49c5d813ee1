import type { Node } from "../../schemas/generated/types.ts";
import { milliValue, parseQuantity, value } from "../../api/quantity.ts";
import type { Stored } from "../../engine/core/objects.ts";
import { isFinished, type StoredPod } from "../../engine/core/pods.ts";
import { matcher } from "../../api/selector.ts";
import type { Usage } from "../core/cluster.ts";
import { problem } from "../core/problem.ts";
import { list, notFound } from "../find/find.ts";
import { parseLabels } from "../find/labelQuery.ts";
import { resourceFor } from "../core/resources.ts";
import { allNamespacesFlag, fieldSelectorFlag, noHeadersFlag, selectorFlag } from "../line/globals.ts";
import type { Flag } from "../line/flags.ts";
import { aligned, tableTabs } from "../text/tabs.ts";
import { percent } from "../views/parts/resources.ts";
import type { Call, Verb } from "./verb.ts";

const flags: readonly Flag[] = [
  selectorFlag,
  fieldSelectorFlag,
  noHeadersFlag,
  { name: "sort-by", takes: "text", values: ["cpu", "memory"] },
  { name: "use-protocol-buffers", takes: "switch" },
  { name: "show-capacity", takes: "switch" },
  { name: "show-swap", takes: "switch" },
];

interface Row extends Usage {
  readonly cells: readonly string[];
}

/** `kubectl top pods` */
export const topPods: Verb = {
  name: "pods",
  aliases: ["pod", "po"],
  expects: "pods",
  flags: [...flags, allNamespacesFlag, { name: "containers", takes: "switch" }, { name: "sum", takes: "switch" }],
  run(call) {
    const everywhere = call.flags.on("all-namespaces");
    const pods = podsOf(call, everywhere);
    const rows = pods.flatMap((pod): Row[] => {
      const used = usageOf(call, pod);
      return used
        ? [
            {
              ...used,
              cells: [...(everywhere ? [pod.metadata.namespace] : []), pod.metadata.name, `${Math.ceil(used.cpu)}m`, mebibytes(used.memory)],
            },
          ]
        : [];
    });
    print(call, [...(everywhere ? ["NAMESPACE"] : []), "NAME", "CPU(cores)", "MEMORY(bytes)"], rows);
  },
};

/** `kubectl top nodes` */
export const topNodes: Verb = {
  name: "nodes",
  aliases: ["node", "no"],
  expects: "nodes",
  flags,
  run(call) {
    const pods = podsOf(call, true, []);
    const nodes = list(call.cluster, resourceFor("nodes"), undefined) as Stored<Node>[];
    const chosen = named(call, nodes);
    const rows = chosen.map((node): Row => {
      const here = pods.filter(({ spec }) => spec.nodeName === node.metadata.name).flatMap((pod) => usageOf(call, pod) ?? []);
      const [cpu, memory] = [here.reduce((sum, used) => sum + used.cpu, 0), here.reduce((sum, used) => sum + used.memory, 0)];
      const room = node.status.allocatable ?? {};
      const [cores, bytes] = [milliValue(parseQuantity(room["cpu"] ?? 0)!), value(parseQuantity(room["memory"] ?? 0)!)];
      return { cpu, memory, cells: [node.metadata.name, `${Math.ceil(cpu)}m`, percent(cpu, cores), mebibytes(memory), percent(memory, bytes)] };
    });
    print(call, ["NAME", "CPU(cores)", "CPU(%)", "MEMORY(bytes)", "MEMORY(%)"], rows);
  },
};

function usageOf({ cluster }: Call, pod: StoredPod): Usage | undefined {
  return isFinished(pod) ? undefined : cluster.usage?.(pod);
}

function podsOf(call: Call, everywhere: boolean, args = call.args): StoredPod[] {
  if (!call.cluster.usage) throw problem("Metrics API not available");
  const pods = list(call.cluster, resourceFor("pods"), everywhere ? undefined : call.namespace) as StoredPod[];
  if (args.length > 0) return named(call, pods);
  const query = call.flags.text("selector");
  const parsed = query === undefined ? undefined : parseLabels(query);
  const matches = parsed && "selector" in parsed ? matcher(parsed.selector) : undefined;
  return matches ? pods.filter(({ metadata }) => matches(metadata.labels)) : pods;
}

function named<T extends StoredPod | Stored<Node>>({ args }: Call, all: readonly T[]): T[] {
  const [name] = args;
  if (name === undefined) return [...all];
  const found = all.filter(({ metadata }) => metadata.name === name);
  if (found.length === 0) throw notFound(resourceFor(all[0]?.kind ?? "pods"), name);
  return found;
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / 1_048_576)}Mi`;
}

function print({ out, err, flags: given, namespace }: Call, titles: readonly string[], rows: readonly Row[]): void {
  const by = given.text("sort-by");
  if (by !== undefined && by !== "cpu" && by !== "memory") throw problem("--sort-by accepts only cpu or memory");
  const sorted = by === undefined ? rows : rows.toSorted((a, b) => b[by] - a[by]);
  const lines = [...(given.on("no-headers") ? [] : [titles]), ...sorted.map(({ cells }) => cells)].map((cells) => cells.join("\t"));
  if (rows.length === 0) return err(`No resources found in ${namespace} namespace.\n`);
  err("a rehearsal does not measure usage: these are the values in the scenario\n");
  out(aligned(`${lines.join("\n")}\n`, tableTabs));
}
