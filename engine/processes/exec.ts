import type { PodSpec } from "../../schemas/generated/types.ts";
import { outcomeOf, type Process, runOf, type Seconds } from "./behaviour.ts";
import { processesOf } from "./behaviourOf.ts";
import { type Executed, executedAt } from "./follow.ts";
import { type Known, subjectOf } from "./subject.ts";

/** What a command does that `kubectl exec` runs in a container, at a second of its n-th run. */
export function executedIn(spec: PodSpec, name: string, command: readonly string[], at: Seconds, known: Known = {}, start = 0): Executed | undefined {
  const container = [...(spec.initContainers ?? []), ...(spec.containers ?? [])].find((each) => each.name === name);
  const process = processesOf(spec, known).get(name);
  if (!container || !process) return undefined;
  const run = runOf(process.behaviour, start);
  const { disk, surroundings } = subjectOf(spec, container, known);
  const found = executedAt(at, command, run, { ...disk, unknown: isUnknown(process) }, surroundings);
  const isStated = run.exec !== undefined && Object.hasOwn(run.exec, command.join(" "));
  return isStated ? { ...found, ...outcomeOf(run, command, at) } : found;
}

function isUnknown({ source, remarks }: Process): boolean {
  return source.is === "assumed" || source.is === "stated" || remarks.some(({ is }) => is === "unreadable" || is === "unreadableWork");
}
