import { allOf } from "../../api/words/sentence.ts";
import { keyOf, type Millis, refOf } from "../../engine/core/objects.ts";
import { boundsOf } from "../../engine/rehearsal/bounds.ts";
import { clusterOfObjects, clusterOfPools, smallPools } from "../../engine/rehearsal/pools.ts";
import type { Scenario } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { performLine } from "../../kubectl/rehearsal/perform.ts";
import { valueAt } from "../text/values.ts";
import { type FindingsSentence, lasting, say } from "../words/rehearsal/say.ts";
import { undone } from "./checks/candidates.ts";
import type { Concern } from "./concern.ts";
import { type Effect, effectsOf } from "./effects.ts";
import { checks } from "./checks/index.ts";
import { type Change, Rehearsed } from "./rehearsed.ts";

/** The result of a change: it completes; it completes, but users notice; it never completes. */
export type Result = "completes" | "hurts" | "never";

/** A concern with the code of its check. */
export interface CodedConcern extends Concern {
  readonly code: string;
  readonly severity: "warning" | "information";
}

/** The result of rehearsing a change. Plain data. */
export interface Findings {
  readonly result: Result;
  readonly headline: FindingsSentence;
  readonly concerns: readonly CodedConcern[];
  /** The effects of the change, by object. */
  readonly effects: readonly Effect[];
  /** How long it took, and the fewest ready pods of a workload that existed before. */
  readonly millis: Millis;
  readonly least?: { readonly ready: number; readonly wants: number };
}

/** The scenario of a change. */
export function scenarioOf({ before, after, cluster, script = [], kubelet }: Change): Scenario {
  const manifests = [...before, ...after];
  return {
    before,
    after,
    cluster: cluster === undefined ? clusterOfPools({ pools: smallPools }, manifests) : clusterOfObjects(cluster, manifests),
    script,
    from: start,
    kubectl: performLine,
    syncs: mostSyncs + mostSyncsPerObject * manifests.reduce((sum: number, manifest) => sum + podsWanted(manifest), 0),
    ...(kubelet && { kubelet }),
  };
}

/** When a rehearsal begins: a Monday morning. */
const start = Date.UTC(2026, 0, 5, 9, 0, 0);

/** The limit of syncs. A background rehearsal ends earlier than the panel's. */
const mostSyncs = 4000;
const mostSyncsPerObject = 100;

function podsWanted(manifest: unknown): number {
  const replicas = valueAt(manifest, ["spec", "replicas"]) ?? valueAt(manifest, ["spec", "parallelism"]);
  return typeof replicas === "number" && replicas > 0 ? Math.min(replicas, 5000) : 1;
}

/** The findings in the trace of a change. */
export function findingsOf(change: Change, trace: Trace): Findings {
  const rehearsed = new Rehearsed(change, trace);
  const concerns = eachOnce(
    withoutEchoes(checks.flatMap(({ code, find }) => [...find(rehearsed)].map((concern) => coded(code, withUndo(concern, rehearsed))))),
  );
  const result = resultOf(rehearsed, concerns);
  const millis = trace.outcome.at - trace.from;
  const least = leastOf(rehearsed);
  const stopped = new Set(concerns.flatMap(({ state, isMild, about }) => (state === "never" && !isMild ? [keyOf(about)] : [])));
  const effects = effectsOf(rehearsed, stopped);
  return { result, headline: headlineOf(result, concerns, millis), concerns, effects, millis, ...(least && { least }) };
}

/** Removes duplicates for objects that several files define. */
function eachOnce(concerns: readonly CodedConcern[]): CodedConcern[] {
  const seen = new Set<string>();
  return concerns.filter(({ code, about, spot }) => {
    const key = JSON.stringify([code, about, spot]);
    return !seen.has(key) && seen.add(key);
  });
}

/** Adds restoring the field as the last candidate. */
function withUndo(concern: Concern, rehearsed: Rehearsed): Concern {
  return { ...concern, fixes: [...(concern.fixes ?? []), ...undone(concern.spot, rehearsed)] };
}

function coded(code: string, concern: Concern): CodedConcern {
  const { assumed = [], isMild, message } = concern;
  const severity = assumed.length > 0 || isMild ? "information" : "warning";
  return { ...concern, code, severity, ...(assumed.length > 0 && { message: say("assuming", { finding: message, assumed: allOf(assumed) }) }) };
}

/** Keeps the first check's reason why a workload never completes, and leaves out more general findings and consequences. */
function withoutEchoes(concerns: readonly CodedConcern[]): CodedConcern[] {
  const stopped = new Set<string>();
  return concerns.filter(({ code, state, about }) => {
    const key = keyOf(about);
    if (stopped.has(key) && echoes.has(code)) return false;
    if (state === "never" && !standalone.has(code)) stopped.add(key);
    return true;
  });
}

/** Checks that are left out after an earlier finding about the same workload. */
const echoes: ReadonlySet<string> = new Set([
  "never-completes",
  "never-ready",
  "all-pods-down",
  "container-keeps-ending",
  "no-room-on-nodes",
  "no-node-matches",
  "quota-refuses-pods",
  "liveness-before-readiness",
  "one-zone",
]);

/** Checks after which other findings about the same workload are kept. */
const standalone: ReadonlySet<string> = new Set(["schedule-never-fires"]);

function resultOf({ verdict, trace }: Rehearsed, concerns: readonly CodedConcern[]): Result {
  const counts = concerns.filter(({ severity }) => severity === "warning");
  if (counts.some(({ state }) => state === "never") || concerns.some(({ state, isMild }) => state === "never" && !isMild)) return "never";
  if (verdict.state === "fails" && trace.outcome.is !== "complete") return "never";
  return counts.length > 0 || verdict.state === "suffers" || verdict.state === "fails" ? "hurts" : "completes";
}

function headlineOf(result: Result, concerns: readonly CodedConcern[], millis: Millis): FindingsSentence {
  const time = lasting(millis);
  const worst =
    concerns.find(({ state }) => state === "never" && result === "never") ?? concerns.find(({ severity }) => severity === "warning") ?? concerns[0];
  if (result === "completes" || !worst) return say("verdict-completes", { time });
  return result === "never" ? say("verdict-never", { finding: worst.message }) : say("verdict-hurts", { time, finding: worst.message });
}

/** The fewest ready pods of the first workload that had some before. */
function leastOf({ workloads, scene }: Rehearsed): Findings["least"] {
  for (const workload of workloads) {
    const gauge = scene.course.workloads.get(keyOf(refOf(workload)));
    if (!gauge || gauge.before === 0 || gauge.least === Infinity) continue;
    return { ready: gauge.least, wants: boundsOf(workload).wants };
  }
  return undefined;
}
