import type { Folded, ActionRow, Story } from "./story.ts";

const podLife = new Set(["pull", "start", "ready", "stop", "gone"]);

/**
 * The steps worth a row: what is about the workload, or was asked for by a person. Unless all are wanted, what a kubelet does in the ordinary course of things
 * and the single pods that a ReplicaSet makes of its new size are left out, and all objects that were applied are one row.
 */
export function stepsInSight(story: Story, workload: number, all: boolean): ActionRow[] {
  const steps = story.steps.filter((step) => {
    if (step.what.is === "ask") return true;
    if (step.workload !== workload && workload >= 0) return false;
    return all || !isRoutine(step);
  });
  return all ? steps : withoutRepeats(story, endsOfLoads(steps), workload);
}

/** Of loads that are stated one after the other only the first and the last. */
function endsOfLoads(steps: readonly ActionRow[]): ActionRow[] {
  const isLoad = (step: ActionRow | undefined) => step?.what.is === "ask" && (step.what.loads ?? step.what.loadsEach) !== undefined;
  return steps.filter((step, i) => !(isLoad(step) && isLoad(steps[i - 1]) && isLoad(steps[i + 1])));
}

function isRoutine({ what, by, about }: ActionRow): boolean {
  return podLife.has(what.is) || (about.kind === "Pod" && (what.is === "update" || by === "replicaset-controller"));
}

/** What `kubectl apply` did to several objects as one row: that of the workload, if it is among them. */
function withoutRepeats(story: Story, steps: readonly ActionRow[], workload: number): ActionRow[] {
  const rows = steps.filter(({ applied }) => applied !== undefined);
  if (rows.length < 2) return [...steps];
  const own = rows.find((step) => step.workload === workload) ?? rows[0]!;
  const row: ActionRow = { ...own, what: { is: "ask", command: "kubectl apply" }, folded: foldedOf(story) };
  return [row, ...steps.filter(({ applied }) => applied === undefined)];
}

function foldedOf({ applied }: Story): Folded {
  const count = (is: string) => applied.filter((one) => one.is === is).length;
  return {
    all: applied.length,
    created: count("created"),
    configured: count("configured"),
    unchanged: count("unchanged"),
    refused: count("refused"),
  };
}
