import type { StoredObject } from "../core/objects.ts";
import { isFinished, isTerminating, type StoredPod } from "../core/pods.ts";
import type { Recording } from "./tracer.ts";

/**
 * A sample of the objects of the last rehearsal, kept until the next one is over. V8 compiles a function for the shapes of the objects that
 * it has seen, and drops the code when the last object of a shape is collected. Without the sample, each rehearsal would wait until it is compiled again.
 */
const sample = new Map<string, unknown[]>();

/** Keeps the first few objects of each kind, pods at each stage of their lives, and actions by each rule. */
export function keepShapes({ versions, actions }: Recording): void {
  sample.clear();
  for (const { object } of versions) if (object) keep(stageOf(object), object);
  for (const action of actions) keep(action.why.rule, action);
}

function keep(what: string, value: unknown): void {
  const kept = sample.get(what);
  if (!kept) sample.set(what, [value]);
  else if (kept.length < few) kept.push(value);
}

const few = 4;

function stageOf(object: StoredObject): string {
  if (object.kind !== "Pod") return object.kind;
  const pod = object as StoredPod;
  if (isTerminating(pod)) return isFinished(pod) ? "terminated" : "terminating";
  return pod.status.phase ?? "";
}
