import type { Steps } from "../../api/path.ts";
import { valueAt } from "../text/values.ts";
import { say } from "../words/say.ts";
import { containersOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

/** Where a container names a program to run. */
const commands: readonly Steps[] = [
  ["command"],
  ...["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => [probe, "exec", "command"]),
  ...["postStart", "preStop"].map((hook) => ["lifecycle", hook, "exec", "command"]),
];

/** A whole command line as the name of a program: no shell takes it apart, so that the container or the probe fails. */
export const commandInOneWord: Rule = {
  code: "command-in-one-word",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true))
      for (const steps of commands) {
        const program: unknown = valueAt(container, [...steps, 0]);
        if (typeof program === "string" && isCommandLine(program))
          yield { path: [...path, ...steps, 0], message: say("command-in-one-word", { command: program.trim() }) };
      }
  },
};

/** Names of programs may hold blanks, as on Windows, but then they are paths that are quoted or go on behind the blank. */
function isCommandLine(program: string): boolean {
  return /^[\w./-]+[ \t\n]+\S/.test(program) && !program.includes("\\") && !/^\S*\/\S*[ ][^/ ]*\/\S*$/.test(program);
}
