/**
 * `npm run fuzz [-- NAME …] [--seconds N] [--seed S]`: tries each fuzzer, or those that are named, for so many seconds, and prints how many cases held.
 * A failure prints a line that repeats it (`--path`). A case that takes the processor for longer than 30 s counts as a failure, too.
 */
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { say } from "../../scripts/machine/run.ts";
import { type FuzzOptions, type FuzzResult, lineFor } from "./fuzzer.ts";
import { fuzzers } from "./index.ts";

/** The longest that a case may take, in milliseconds of the processor: on a busy machine a case waits longer than it works. */
const longest = 30_000;

interface Task extends FuzzOptions {
  readonly name: string;
  /** How many cases have begun. */
  readonly begun: Int32Array;
}

if (isMainThread) await runAll();
else {
  const { name, begun, ...options } = workerData as Task;
  parentPort!.postMessage(await fuzzers.find((each) => each.name === name)!.run({ ...options, begins: () => void Atomics.add(begun, 0, 1) }));
}

async function runAll(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seconds: { type: "string", default: "60" }, seed: { type: "string" }, path: { type: "string" } },
  });
  const names = fuzzers.map(({ name }) => name);
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no fuzzer ${unknown.join(", ")}. There are ${names.join(", ")}.`);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
  let failed = false;
  for (const name of positionals.length > 0 ? positionals : names) {
    const { cases, failure } = await inThread({
      ...{ name, seed, seconds: Number(values.seconds), begun: new Int32Array(new SharedArrayBuffer(4)) },
      ...(values.path !== undefined && { path: values.path }),
    });
    failed ||= failure !== undefined;
    say(`${failure === undefined ? "✔" : "✖"} ${name}: ${cases} cases, seed ${seed}${failure === undefined ? "" : `\n${failure}`}`);
  }
  process.exit(failed ? 1 : 0);
}

/** Runs a fuzzer in a thread of its own, which is ended where a case does not end by itself. */
function inThread(task: Task): Promise<FuzzResult> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: task });
    let [last, since] = [-1, worked()];
    const watch = setInterval(() => {
      const begun = Atomics.load(task.begun, 0);
      if (begun !== last) [last, since] = [begun, worked()];
      if (begun === 0 || worked() - since < longest) return;
      clearInterval(watch);
      void worker.terminate();
      resolve({
        cases: begun,
        failure: `A case takes longer than ${longest / 1000} s.\n${lineFor(task.name, task.seed, task.path ?? String(begun - 1))}`,
      });
    }, 500);
    worker.once("message", (result: FuzzResult) => {
      clearInterval(watch);
      resolve(result);
    });
    worker.once("error", (error) => {
      clearInterval(watch);
      const begun = Atomics.load(task.begun, 0);
      resolve({ cases: begun, failure: `${error.stack ?? String(error)}\n${lineFor(task.name, task.seed, task.path ?? String(begun - 1))}` });
    });
  });
}

/** For how long this process has used the processor. */
function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
