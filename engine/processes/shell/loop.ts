import type { Task } from "../machine.ts";
import { type Context, forever, type Shell, step, type Steps } from "./shell.ts";

/** For how many iterations a loop is checked for one that changes nothing. */
const watchedTurns = 20;

/**
 * Runs the body as long as the test succeeds.
 * After an iteration that changes nothing the loop is not followed further, since all later ones are equal.
 */
export function* loop({ shell }: Context, test: () => Steps<boolean>, body: () => Task): Task {
  const { machine, own } = shell;
  let code = 0;
  for (let turn = 0; ; turn++) {
    yield* step(shell);
    const before = turn < watchedTurns ? snapshotOf(shell) : undefined;
    const goesOn = yield* test();
    if (!own.flow && !goesOn) return code;
    if (!own.flow) code = yield* body();
    if (own.flow && leavesLoop(shell)) return code;
    if (!before || machine.othersMayAct() || snapshotOf(shell).state !== before.state) continue;
    const every = machine.now - before.at;
    if (every > 0) machine.repeatLines(before.lines, every);
    own.pause = every;
    return yield* forever();
  }
}

/** Whether `break`, `continue` or the end of the shell leaves this loop, too. */
export function leavesLoop({ own }: Shell): boolean {
  const { flow } = own;
  if (flow?.is !== "break" && flow?.is !== "continue") return true;
  own.flow = flow.levels > 1 ? { ...flow, levels: flow.levels - 1 } : undefined;
  return flow.is === "break" || flow.levels > 1;
}

/** Everything that an iteration could change, except the content of files that are never read. */
function snapshotOf({ machine, variables, own, options, jobs, hosts }: Shell): {
  readonly at: number;
  readonly lines: number;
  readonly state: string;
} {
  const { files } = machine;
  const appeared = hosts.appear.filter((at) => at <= machine.now).length;
  const state = [appeared, [...variables], own.directory, [...options], jobs.length, files.reads, files.appeared, own.parameters];
  return { at: machine.now, lines: machine.lines.length, state: JSON.stringify(state) };
}
