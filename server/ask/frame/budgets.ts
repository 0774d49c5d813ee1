import type { ControllerRevision, PodDisruptionBudget } from "../../../schemas/generated/types.ts";
import { natural } from "../../../engine/core/natural.ts";
import type { Stored } from "../../../engine/core/objects.ts";
import { type FrameTable, pick, table } from "./part.ts";

/** PodDisruptionBudgets: the disruptions that they allow now, and why. */
export const budgets: FrameTable = ({ names }) =>
  table(names, "PodDisruptionBudget", ({ status }: Stored<PodDisruptionBudget>) =>
    pick(status, ["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"]),
  );

/** The history of StatefulSets and DaemonSets, with its numbers. */
export const revisions: FrameTable = ({ names }) =>
  names
    .all("ControllerRevision")
    .map(({ key, object }) => `${key} rev ${(object as Stored<ControllerRevision>).revision}`)
    .sort(natural);
