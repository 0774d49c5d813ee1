import { memoize } from "../../../api/memoize.ts";
import { keyOf } from "../../../engine/core/objects.ts";
import type { State } from "../../../engine/rehearsal/verdict/finding.ts";
import type { Story } from "./story.ts";

/** How a workload of a story fares: how it comes out, and what the apply did to it. */
export interface Fare {
  readonly state: State;
  readonly applied: Story["applied"][number]["is"] | undefined;
  /** Whether it only serves the others: a hook, or a Job or a pod by hand beside workloads that stay. */
  readonly helps: boolean;
}

/** How each workload fares, by its index. */
export const faresOf = memoize((story: Story): readonly Fare[] => {
  const states = new Map(story.verdict.workloads.map(({ ref, state }) => [keyOf(ref), state]));
  const applied = new Map(story.applied.map(({ ref, is }) => [keyOf(ref), is]));
  const stays = story.workloads.some(({ kind, isHook }) => !isPassing(kind) && !isHook);
  return story.workloads.map(({ ref, kind, isHook }) => ({
    state: states.get(keyOf(ref)) ?? "works",
    applied: applied.get(keyOf(ref)),
    helps: isHook || (stays && isPassing(kind)),
  }));
});

function isPassing(kind: string): boolean {
  return kind === "Job" || kind === "Pod";
}

const states: readonly State[] = ["fails", "unfinished", "suffers", "works"];
const changes: readonly Fare["applied"][] = ["refused", "configured", "created", "unchanged", undefined];

/** The workloads by their indices: those in trouble first, then those that change, then as they come in the file. */
export function byTrouble(story: Story): readonly number[] {
  const fares = faresOf(story);
  const rank = ({ state, applied, helps }: Fare) => 100 * states.indexOf(state) + 10 * changes.indexOf(applied) + Number(helps);
  return story.workloads.map((_, index) => index).sort((a, b) => rank(fares[a]!) - rank(fares[b]!) || a - b);
}
