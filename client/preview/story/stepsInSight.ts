import type { Step, Story } from "./story.ts";

const podLife = new Set(["pull", "start", "ready", "gone"]);

/**
 * The steps worth a row: what is about the workload, or was asked for by a person. Unless all are wanted, what a kubelet does in the ordinary course of things
 * and the single pods that a ReplicaSet makes of its new size are left out.
 */
export function stepsInSight(story: Story, workload: number, all: boolean): Step[] {
  return story.steps.filter((step) => {
    if (step.what.is === "ask") return true;
    if (step.workload !== workload && workload >= 0) return false;
    return all || !isRoutine(step);
  });
}

function isRoutine({ what, by, about }: Step): boolean {
  return podLife.has(what.is) || (about.kind === "Pod" && (what.is === "update" || by === "replicaset-controller"));
}
