import type { TimedStep } from "./script.ts";

/** The limit of controller syncs in a rehearsal, and what each existing or requested object adds to it. It ends rehearsals that would never settle. */
export const mostSyncs = 60_000;
const mostSyncsPerObject = 50;

/** The limit of controller syncs for a scenario with this many objects at its start. */
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
