import { controllerOf, refOf } from "../../engine/core/objects.ts";
import { isFinished, type StoredPod } from "../../engine/core/pods.ts";
import type { Refused } from "../../engine/core/command.ts";
import { Problem } from "../core/problem.ts";
import { byText } from "../../api/byText.ts";
import { goDuration } from "../text/age.ts";
import type { Found } from "../find/find.ts";
import { dryRunFlag, selectorFlag, chunkFlag } from "../line/globals.ts";
import { matcher } from "../../api/selector.ts";
import { parseLabels } from "../find/labelQuery.ts";
import { asked } from "../../engine/rehearsal/script/named.ts";
import { type DryRun, dryRunOf, dryWords } from "./change.ts";
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

/** Why a pod cannot be evicted, or only a warning. */
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
    .toSorted((a, b) => byText(a.metadata.namespace, b.metadata.namespace) || byText(a.metadata.name, b.metadata.name));
  const judged = pods.map((pod) => ({ pod, verdict: verdictOn(call, pod) }));
  const refused = new Map<string, string[]>();
  const warned = new Map<string, string[]>();
  for (const { pod, verdict } of judged) {
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (verdict.is === "refused") refused.set(verdict.why, [...(refused.get(verdict.why) ?? []), name]);
    else if (verdict.warning !== undefined) warned.set(verdict.warning, [...(warned.get(verdict.warning) ?? []), name]);
  }
  if (refused.size > 0) return [...refused].map(([why, names]) => `cannot delete ${why}: ${names.join(", ")}`).sort(byText);
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
  const going: StoredPod[] = [];
  const problems: string[] = [];
  let waiting: readonly StoredPod[] = pods;
  while (waiting.length > 0) {
    waiting = waiting.filter((pod) => {
      if (dry !== "none" || !flags.on("disable-eviction")) call.out(`evicting pod ${pod.metadata.namespace}/${pod.metadata.name}${dryWords(dry)}\n`);
      if (dry !== "none") return false;
      const refusal = flags.on("disable-eviction") ? removed(call, pod) : evicted(call, pod);
      if (refusal === undefined) going.push(pod);
      else if (refusal.reason !== "TooManyRequests") problems.push(`${failing(pod)}: ${refusal.message}`);
      else call.err(`${failing(pod)} (will retry after ${goDuration(retryMillis)}): ${refusal.message}\n`);
      return refusal?.reason === "TooManyRequests";
    });
    if (waiting.length === 0 || !waits(call, end)) break;
  }
  for (const pod of waiting) problems.push(`${failing(pod)}: ${timeout < Infinity ? `global timeout reached: ${goDuration(timeout)}` : endless}`);
  awaitEnd(call, going, { end, timeout, problems });
  if (problems.length === 0) return problems;
  call.err(`There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${aggregated(problems)}\n`);
  for (const { metadata } of pods.filter((pod) => !going.includes(pod))) call.err(`pod/${metadata.name}\n`);
  return problems;
}

/** kubectl itself would never stop trying. */
const endless = "nothing changes any more in this rehearsal, so kubectl would retry forever";
/** A rehearsal without an end is left after this. */
const longest = 3_600_000;

/** Waits until the next retry. Returns false if the time is over, or if nothing will change. */
function waits({ cluster }: Call, end: number): boolean {
  const last = Math.min(end, cluster.end ?? cluster.now + longest);
  const until = cluster.now + retryMillis;
  while (cluster.now < Math.min(until, last) && cluster.pass(Math.min(until, last)));
  return cluster.now >= until && cluster.now < last;
}

function failing({ metadata }: StoredPod): string {
  return `error when evicting pods/${JSON.stringify(metadata.name)} -n ${JSON.stringify(metadata.namespace)}`;
}

/** Nothing, or why it cannot be evicted: `TooManyRequests` where a disruption budget does not allow it now. */
function evicted({ cluster }: Call, pod: StoredPod): Refused | undefined {
  const answer = cluster.perform({ do: "evict", pod: refOf(pod), why: asked });
  return answer.ok || answer.reason === "NotFound" ? undefined : answer;
}

function removed({ cluster }: Call, pod: StoredPod): Refused | undefined {
  const answer = cluster.perform({ do: "delete", ref: refOf(pod), why: asked });
  return answer.ok || answer.reason === "NotFound" ? undefined : answer;
}

interface Waiting {
  readonly end: number;
  readonly timeout: number;
  readonly problems: string[];
}

function awaitEnd(call: Call, pods: readonly StoredPod[], { end, timeout, problems }: Waiting): void {
  const { cluster, flags } = call;
  const what = flags.on("disable-eviction") ? "deleted" : "evicted";
  for (const pod of pods) {
    const isThere = (): boolean => {
      const now = cluster.store.get<StoredPod>(refOf(pod));
      return now !== undefined && now.metadata.uid === pod.metadata.uid;
    };
    while (isThere() && cluster.now < end && cluster.pass(end));
    const { name, namespace } = pod.metadata;
    if (!isThere() || timeout === Infinity) call.out(`pod/${name} ${what}\n`);
    else
      problems.push(
        `error when waiting for pod ${JSON.stringify(name)} in namespace ${JSON.stringify(namespace)} to terminate: global timeout reached: ${goDuration(timeout)}`,
      );
  }
}
