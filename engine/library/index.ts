/** A Kubernetes in memory as a library: what a cluster does with manifests, step by step. */
export type { Node, Pod } from "../../schemas/generated/types.ts";
export type { Key, Millis, Ref, StoredObject } from "../core/objects.ts";
export type { Why } from "../core/why.ts";
export { readScenario } from "../incoming/scenarioFile.ts";
export { readTrace, writeTrace } from "../incoming/trace.ts";
export { clusterOfObjects, clusterOfPools, smallPools } from "../rehearsal/pools.ts";
export { playable } from "../rehearsal/planned.ts";
export type { NodePool, Planned, ScenarioFile } from "../rehearsal/scenario.ts";
export type { Step, TimedStep } from "../rehearsal/script.ts";
export { type Scenario, simulate } from "../rehearsal/simulate.ts";
export type { Action, Outcome, Placement, Trace, TracedEvent, Version } from "../rehearsal/trace.ts";
export { type Verdict, verdictOf } from "../rehearsal/verdict/verdict.ts";
