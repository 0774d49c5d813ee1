import { admit } from "../../api/admit/admit.ts";
import { isObject, type KubernetesObject } from "../../api/object.ts";
import { nowhere, type Surroundings } from "../../api/surroundings.ts";
import { type Decision, type Preemption, type RefusedNodes, type ScoreTable, totalOf } from "../../engine/core/decision.ts";
import { createScheduler, type Scheduler } from "../../engine/scheduler/scheduler.ts";
import type { Pod } from "../../schemas/generated/types.ts";

/** The question of `ask place`: a small cluster, and pods to be placed one after the other. */
interface Scenario {
  readonly id: unknown;
  readonly objects: readonly KubernetesObject[];
  readonly pods: readonly KubernetesObject[];
  /** Carries out preemptions with exactly one candidate, and places the pod again. */
  readonly evict: boolean;
  /** Answers with total scores instead of each plugin's score. */
  readonly totals: boolean;
}

/** Where the scheduler puts the pods of a scenario, and why: `{ id, objects, pods }` in, `{ id, decisions }` out. */
export function ask(question: Record<string, unknown>): object {
  const scenario = readScenario(question);
  const stored = store([...scenario.objects, ...scenario.pods]);
  const waiting = stored.slice(scenario.objects.length).filter((pod) => !isFinished(pod));
  const scheduler = createScheduler();
  for (const object of stored) scheduler.set(object);
  return { id: scenario.id, decisions: decideInTurn(waiting, scheduler, scenario) };
}

function readScenario({ id, objects, pods, evict, totals }: Record<string, unknown>): Scenario {
  if (!isObjects(objects) || !isObjects(pods)) throw new TypeError("objects and pods must be lists of objects.");
  return { id, objects, pods, evict: evict === true, totals: totals === true };
}

function isObjects(value: unknown): value is KubernetesObject[] {
  return Array.isArray(value) && value.every(isObject);
}

/** The objects as the API server would store them. Each is admitted with the others as its surroundings. */
function store(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const list: Surroundings["list"] = (kind) => objects.filter((object) => object.kind === kind);
  const find: Surroundings["find"] = (kind, name) => list(kind).find(({ metadata }) => metadata?.name === name);
  return objects.map((object) => asItRuns(object, admit(object, undefined, { ...nowhere, find, list }).object));
}

/** Restores the status and metadata of an object: a new object would have none, but these are from a running cluster. */
function asItRuns(
  object: KubernetesObject & { readonly status?: object },
  admitted: KubernetesObject & { readonly status?: object },
): KubernetesObject {
  const metadata = { ...admitted.metadata, ...object.metadata };
  return { ...admitted, metadata, ...(object.status && { status: { ...admitted.status, ...object.status } }) };
}

function isFinished({ status }: Pod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

function decideInTurn(pods: readonly Pod[], scheduler: Scheduler, scenario: Scenario): object[] {
  let started = 0;
  const decide = (pod: Pod): Record<string, unknown> => {
    const decision = scheduler.schedule(pod);
    if (decision.is === "placed") scheduler.assume(startedLast(pod, ++started), decision.node);
    const then = decision.is === "unplaced" && scenario.evict ? evict(pod, decision.preemption, scheduler) : undefined;
    return { ...written(decision, scenario), ...(then && { then: decide(then) }) };
  };
  return pods.map(decide);
}

/** The pod as it starts, later than all running pods. */
function startedLast(pod: Pod, after: number): Pod {
  return { ...pod, status: { ...pod.status, startTime: new Date(Date.UTC(2030, 0, 1) + after * 1000).toISOString() } };
}

/** Carries out a preemption with exactly one candidate. Returns the pod with the freed node as `nominatedNodeName`. */
function evict(pod: Pod, preemption: Preemption | undefined, scheduler: Scheduler): Pod | undefined {
  const [nominatedNodeName, ...others] = preemption?.nominated ?? [];
  if (nominatedNodeName === undefined || others.length > 0) return undefined;
  scheduler.carryOut(pod, nominatedNodeName, preemption!);
  return { ...pod, status: { ...pod.status, nominatedNodeName } };
}

/** A decision in the format of the recorded ones. */
function written(decision: Decision, { totals }: Scenario): Record<string, unknown> {
  switch (decision.is) {
    case "skipped":
      return { pod: decision.pod, node: decision.node, skipped: decision.because, message: decision.message };
    case "placed": {
      const { pod, node, scores, refused } = decision;
      return { pod, node, ...(totals ? { totals: totalsOf(scores!) } : { scores: scoresOf(scores!) }), refused: writtenRefusals(refused) };
    }
    case "unplaced": {
      const { pod, message, refused, preemption } = decision;
      return { pod, refused: writtenRefusals(refused), message, preemption: preemption && writtenPreemption(preemption) };
    }
  }
}

/** The refused nodes in the format of the recorded answers. */
function writtenRefusals(refused: readonly RefusedNodes[] = []): readonly object[] | undefined {
  return listOrNothing(refused.map(({ plugin, code, reasons, nodes }) => ({ plugin, code, reasons, nodes })));
}

function listOrNothing<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list?.length === 0 ? undefined : list;
}

function writtenPreemption({ nominated, candidates }: Preemption): object {
  const entries = candidates.map(({ node, victims, pdbViolations }) => [
    node,
    { victims: victims.map(({ name }) => name), pdbViolations: pdbViolations || undefined },
  ]);
  return { nominated, candidates: Object.fromEntries(entries) };
}

function totalsOf(scores: ScoreTable): object {
  return Object.fromEntries(scores.nodes.map((node, row) => [node, totalOf(scores, row)]));
}

/** Zeros are left out. */
function scoresOf({ nodes, plugins, weighted }: ScoreTable): object {
  const row = (node: number): object =>
    Object.fromEntries(plugins.map((plugin, i) => [plugin, weighted[node * plugins.length + i]!]).filter(([, score]) => score !== 0));
  return Object.fromEntries(nodes.map((node, i) => [node, row(i)]));
}
