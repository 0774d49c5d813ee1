import type { Seconds, Stop } from "../behaviour.ts";
import { readable } from "../text.ts";
import type { Machine, Task } from "../machine.ts";
import { type Container, type Context, forever, type Steps } from "../shell/shell.ts";
import { type Call, type Programs } from "./program.ts";

/** Process 1 ignores signals for which it has no handler. */
export const ignoresSigterm: Stop = { ignores: true };

/** Programs that only take time. */
export const timePrograms: Programs = {
  sleep(call) {
    const seconds = sleepSeconds(call.args);
    if (seconds === undefined) return undefined;
    if (seconds === "wrong") {
      call.complain(`invalid time interval '${call.args.join(" ")}'`);
      return 1;
    }
    return takes(call.context, seconds, 0);
  },
  usleep: ({ args: [micros = "0"], context }) => takes(context, Number(micros) / 1e6 || 0, 0),
  pause: ({ context }) => takes(context, Infinity, 0, { code: 0 }),
};

/** A program that runs for some seconds. */
export function* takes(context: Context, seconds: Seconds, code: number, stop = ignoresSigterm): Task {
  const { machine, container } = context.shell;
  asFirst(container, context, stop);
  const until = machine.now + seconds;
  if (seconds > 0) yield until;
  if (until === Infinity) return yield* forever();
  return code;
}

/** Sets what SIGTERM does if the program is process 1 of the container. */
export function asFirst(container: Container, { last }: Context, stop: Stop): void {
  if (last) container.first = { is: "program", stop };
}

/** How long `sleep` sleeps: the sum of its arguments. */
function sleepSeconds(args: readonly string[]): Seconds | "wrong" | undefined {
  if (args.length === 0) return "wrong";
  let sum = 0;
  for (const each of args) {
    if (each === "infinity" || each === "inf") sum = Infinity;
    else {
      const [, number, unit = "s"] = /^(\d*\.?\d+)([smhd]?)$/.exec(each) ?? [];
      if (number === undefined) return /[\uE000]/.test(each) ? undefined : "wrong";
      sum += Number(number) * { s: 1, m: 60, h: 3600, d: 86_400 }[unit || "s"]!;
    }
  }
  return sum;
}

/** Runs a task with a time limit. */
export function* limited(machine: Machine, task: Task, seconds: Seconds, code: number): Steps<number> {
  const job = machine.spawn(task);
  const until = machine.now + seconds;
  machine.spawn(endAt(machine, until, () => machine.end(job, code)));
  yield job;
  return job.code ?? code;
}

function* endAt(machine: Machine, at: Seconds, end: () => void): Task {
  yield at;
  end();
  return machine.now;
}

/** A call that takes a moment and is assumed to succeed, with a remark. */
export function assumedToSucceed(call: Call, seconds: Seconds): Task {
  const { machine } = call.context.shell;
  machine.remark({ is: "assumedToSucceed", command: readable([call.name, ...call.args].join(" ")).slice(0, 200) });
  return takes(call.context, seconds, 0);
}
