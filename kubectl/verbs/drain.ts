import { controllerOf, refOf } from "../../engine/core/objects.ts";
import { isFinished, type StoredPod } from "../../engine/core/pods.ts";
import { Problem } from "../core/problem.ts";
import { compare } from "../text/format.ts";
import { goDuration } from "../text/age.ts";
import type { Found } from "../find/find.ts";
import { dryRunFlag, selectorFlag, chunkFlag } from "../line/globals.ts";
import { matcher } from "../../api/selector.ts";
import { parseLabels } from "../find/labelQuery.ts";
import { asked, type DryRun, dryRunOf, dryWords } from "./change.ts";
import { cordonAll, nodesOf } from "./nodes.ts";
import type { Call, Verb } from "./verb.ts";

/** How long kubectl waits before it tries again to evict a pod. */
const retryMillis = 5000;

/** `kubectl drain` */
export const drain: Verb = {
  name: "drain",
  expects: "nodes",
  flags: [
    dryRunFlag,
    selectorFlag,
    chunkFlag,
    { name: "delete-emptydir-data", takes: "switch" },
    { name: "delete-local-data", takes: "switch", deprecated: "This option is deprecated and will be deleted. Use --delete-emptydir-data." },
    { name: "disable-eviction", takes: "switch" },
    { name: "force", takes: "switch" },
    { name: "grace-period", takes: "integer" },
    { name: "ignore-daemonsets", takes: "switch" },
    { name: "ignore-errors", takes: "switch" },
    { name: "pod-selector", takes: "text" },
    { name: "skip-wait-for-delete-timeout", takes: "integer" },
    { name: "timeout", takes: "duration" },
  ],
  run(call) {
    const nodes = nodesOf(call);
    const dry = dryRunOf(call);
    cordonAll(call, nodes, true);
    const failed: { readonly name: string; readonly problems: readonly string[] }[] = [];
    for (const node of nodes) {
      const { name } = node.object.metadata;
      const problems = drainOne(call, node, dry);
      if (problems.length === 0) {
        call.out(`node/${name} drained${dryWords(dry)}\n`);
        continue;
      }
      call.err(`error: unable to drain node ${JSON.stringify(name)} due to error: ${aggregated(problems)}, continuing command...\n`);
      failed.push({ name, problems });
    }
    if (failed.length === 0) return;
    call.err(`There are pending nodes to be drained:\n${failed.map(({ name }) => ` ${name}\n`).join("")}`);
    throw new Problem(failed.flatMap(({ problems }) => problems.map((one) => `${one}\n`)).join(""));
  },
};

function aggregated(problems: readonly string[]): string {
  return problems.length > 1 ? `[${problems.join(", ")}]` : problems[0]!;
}

/** What keeps a pod from being evicted, or what is only worth a warning. */
type Verdict =
  | { readonly is: "go"; readonly warning?: string }
  | { readonly is: "stay"; readonly warning: string }
  | { readonly is: "refused"; readonly why: string };

function drainOne(call: Call, { object: node }: Found, dry: DryRun): string[] {
  const { cluster, flags } = call;
  const selector = flags.text("pod-selector");
  const query = selector === undefined ? undefined : parseLabels(selector);
  const matches = query && "selector" in query ? matcher(query.selector) : undefined;
  const pods = cluster.store
    .list<StoredPod>("Pod")
    .filter(({ spec, metadata }) => spec.nodeName === node.metadata.name && (matches?.(metadata.labels) ?? true))
    .toSorted((a, b) => compare(a.metadata.namespace, b.metadata.namespace) || compare(a.metadata.name, b.metadata.name));
  const judged = pods.map((pod) => ({ pod, verdict: verdictOn(call, pod) }));
  const refused = new Map<string, string[]>();
  const warned = new Map<string, string[]>();
  for (const { pod, verdict } of judged) {
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (verdict.is === "refused") refused.set(verdict.why, [...(refused.get(verdict.why) ?? []), name]);
    else if (verdict.warning !== undefined) warned.set(verdict.warning, [...(warned.get(verdict.warning) ?? []), name]);
  }
  if (refused.size > 0) return [...refused].map(([why, names]) => `cannot delete ${why}: ${names.join(", ")}`).sort(compare);
  if (warned.size > 0) call.err(`Warning: ${[...warned].map(([warning, names]) => `${warning}: ${names.join(", ")}`).join("; ")}\n`);
  return evictAll(
    call,
    judged.filter(({ verdict }) => verdict.is === "go").map(({ pod }) => pod),
    node.metadata.name,
    dry,
  );
}

function verdictOn({ flags, cluster }: Call, pod: StoredPod): Verdict {
  if (pod.metadata.annotations?.["kubernetes.io/config.mirror"] !== undefined) return { is: "stay", warning: "ignoring mirror Pods" };
  if (isFinished(pod)) return { is: "go" };
  const owner = controllerOf(pod);
  if (owner?.kind === "DaemonSet" && cluster.store.byUid(owner.uid ?? "")) {
    if (!flags.on("ignore-daemonsets")) return { is: "refused", why: "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)" };
    return { is: "stay", warning: "ignoring DaemonSet-managed Pods" };
  }
  const hasData = pod.spec.volumes?.some(({ emptyDir }) => emptyDir !== undefined) ?? false;
  if (hasData && !flags.on("delete-emptydir-data") && !flags.on("delete-local-data"))
    return { is: "refused", why: "Pods with local storage (use --delete-emptydir-data to override)" };
  if (!owner && !flags.on("force")) return { is: "refused", why: "Pods that declare no controller (use --force to override)" };
  if (!owner) return { is: "go", warning: "deleting Pods that declare no controller" };
  return hasData ? { is: "go", warning: "deleting Pods with local storage" } : { is: "go" };
}

function evictAll(call: Call, pods: readonly StoredPod[], node: string, dry: DryRun): string[] {
  const { cluster, flags } = call;
  const timeout = flags.millis("timeout") || Infinity;
  const end = cluster.now + timeout;
  let waiting = [...pods];
  const going: StoredPod[] = [];
  const problems: string[] = [];
  while (waiting.length > 0) {
    const refused: StoredPod[] = [];
    for (const pod of waiting) {
      call.out(`evicting pod ${pod.metadata.namespace}/${pod.metadata.name}${dryWords(dry)}\n`);
      if (dry === "none" && !evicted(call, pod)) refused.push(pod);
      else if (dry === "none") going.push(pod);
    }
    waiting = refused;
    if (waiting.length === 0) break;
    const until = cluster.now + retryMillis;
    while (cluster.now < Math.min(until, end) && cluster.pass(Math.min(until, end)));
    if (cluster.now < until) break;
  }
  for (const { metadata } of waiting) {
    problems.push(
      `error when evicting pods/${JSON.stringify(metadata.name)} -n ${JSON.stringify(metadata.namespace)}: global timeout reached: ${goDuration(timeout)}`,
    );
  }
  awaitEnd(call, going, end, timeout, problems);
  if (problems.length > 0) call.err(`There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${aggregated(problems)}\n`);
  if (problems.length > 0) for (const { metadata } of waiting) call.err(`pod/${metadata.name}\n`);
  return problems;
}

/** False where a disruption budget does not allow it now. */
function evicted(call: Call, pod: StoredPod): boolean {
  const { name, namespace } = pod.metadata;
  const answer = call.cluster.perform({ do: "evict", pod: refOf(pod), why: asked });
  if (answer.ok || answer.reason === "NotFound") return true;
  call.err(
    `error when evicting pods/${JSON.stringify(name)} -n ${JSON.stringify(namespace)} (will retry after ${goDuration(retryMillis)}): ${answer.message}\n`,
  );
  return false;
}

function awaitEnd(call: Call, pods: readonly StoredPod[], end: number, timeout: number, problems: string[]): void {
  const { cluster } = call;
  for (const pod of pods) {
    const isThere = (): boolean => {
      const now = cluster.store.get<StoredPod>(refOf(pod));
      return now !== undefined && now.metadata.uid === pod.metadata.uid;
    };
    while (isThere() && cluster.now < end && cluster.pass(end));
    const { name, namespace } = pod.metadata;
    if (!isThere() || timeout === Infinity) call.out(`pod/${name} evicted\n`);
    else
      problems.push(
        `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: global timeout reached: ${goDuration(timeout)}`,
      );
  }
}
