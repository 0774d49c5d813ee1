import { Console } from "../../kubectl/rehearsal/console.ts";
import { millisOf } from "../../engine/incoming/scenarioFile.ts";
import { Failure } from "../io/failure.ts";
import { rehearsedAt, type RehearsedOptions } from "../rehearsing/rehearsedAt.ts";

/** The options of `kubectl`. */
export interface KubectlOptions extends RehearsedOptions {
  readonly of?: readonly string[];
  readonly at?: string;
}

/** `rehearsal kubectl`: prints what kubectl would print at a moment of the rollout, and ends with its exit code. */
export async function run(words: readonly string[], options: KubectlOptions): Promise<void> {
  const { at } = options;
  if (at !== undefined && !/^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/.test(at)) throw new Failure(`--at takes a time such as 30s or 1m30s; not ${at}.`);
  const { trace, files } = await rehearsedAt(options.of ?? [], options);
  const time = at === undefined ? trace.to : Math.min(trace.to, trace.from + millisOf(at));
  const { stdout, stderr, code } = new Console(trace).run(words.map(quoted).join(" "), time, files);
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = code;
}

/** A word as a shell would need it to give it on unchanged. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
