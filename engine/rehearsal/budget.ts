import type { TimedStep } from "./script.ts";

/** Controllers may look at things so often in all, and so often more for every object that is there or asked for: what goes round in circles ends. */
export const mostSyncs = 60_000;
const mostSyncsPerObject = 50;

/** How often controllers may look at things in a rehearsal, with so many objects there when it begins. */
export function syncsFor({ after, script }: { readonly after: readonly unknown[]; readonly script: readonly TimedStep[] }, objects: number): number {
  const wanted = after.reduce((sum: number, object) => sum + replicasOf(object), 0);
  const scaled = script.reduce((sum, { step }) => sum + ("scale" in step ? replicasOf({ spec: step.scale }) : 0), 0);
  return mostSyncs + mostSyncsPerObject * (objects + wanted + scaled);
}

/** How many pods a manifest asks for, as far as that is a number. */
function replicasOf(object: unknown): number {
  const { replicas, parallelism } =
    (object as { readonly spec?: { readonly replicas?: unknown; readonly parallelism?: unknown } } | null)?.spec ?? {};
  const count = replicas ?? parallelism;
  return typeof count === "number" && count > 0 ? Math.min(count, 1_000_000) : 1;
}
