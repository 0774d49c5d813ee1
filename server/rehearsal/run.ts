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

/** What a change comes to: it completes; it completes, and somebody notices; it never does. */
export type Result = "completes" | "hurts" | "never";

/** A concern with the code of its check. */
export interface CodedConcern extends Concern {
  readonly code: string;
  readonly severity: "warning" | "information";
}

/** What a rehearsal of a change showed. Plain data. */
export interface Findings {
  readonly result: Result;
  readonly headline: FindingsSentence;
  readonly concerns: readonly CodedConcern[];
  /** What the change does, object by object. */
  readonly effects: readonly Effect[];
  /** How long it took, and how many pods were ready at the least, where a workload was there before. */
  readonly millis: Millis;
  readonly least?: { readonly ready: number; readonly wants: number };
}

/** What a change is rehearsed as. */
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

/** A rehearsal in the background ends earlier than that of the panel: what goes on for longer than this never settles. */
const mostSyncs = 4000;
const mostSyncsPerObject = 100;

function podsWanted(manifest: unknown): number {
  const replicas = valueAt(manifest, ["spec", "replicas"]) ?? valueAt(manifest, ["spec", "parallelism"]);
  return typeof replicas === "number" && replicas > 0 ? Math.min(replicas, 5000) : 1;
}

/** What a trace of a change shows. */
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

/** An object that several files define is looked at once. */
function eachOnce(concerns: readonly CodedConcern[]): CodedConcern[] {
  const seen = new Set<string>();
  return concerns.filter(({ code, about, spot }) => {
    const key = JSON.stringify([code, about, spot]);
    return !seen.has(key) && seen.add(key);
  });
}

/** The last thing to try is the field as it was. */
function withUndo(concern: Concern, rehearsed: Rehearsed): Concern {
  return { ...concern, fixes: [...(concern.fixes ?? []), ...undone(concern.spot, rehearsed)] };
}

function coded(code: string, concern: Concern): CodedConcern {
  const { assumed = [], isMild, message } = concern;
  const severity = assumed.length > 0 || isMild ? "information" : "warning";
  return { ...concern, code, severity, ...(assumed.length > 0 && { message: say("assuming", { finding: message, assumed: allOf(assumed) }) }) };
}

/** The first check that knows why a workload never completes has said it: the more general ones are left out, and what follows from it. */
function withoutEchoes(concerns: readonly CodedConcern[]): CodedConcern[] {
  const stopped = new Set<string>();
  return concerns.filter(({ code, state, about }) => {
    const key = keyOf(about);
    if (stopped.has(key) && echoes.has(code)) return false;
    if (state === "never" && !standalone.has(code)) stopped.add(key);
    return true;
  });
}

/** Checks that say less than one before them, about the same workload. */
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

/** Checks after which others still have something to say of the same workload. */
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
