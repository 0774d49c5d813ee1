import { say } from "../words/say.ts";
import { containersOf } from "./pods.ts";
import type { Rule } from "./rule.ts";

/** `sh -c` runs one word. What follows are arguments of that script, and are lost where it does not look at them. */
export const shellIgnoresArguments: Rule = {
  code: "shell-ignores-arguments",
  severity: "warning",
  looksAt: "document",
  *check(subject) {
    for (const { container, path } of containersOf(subject, true)) {
      const found = ignoredBy(textsIn(container["command"]), textsIn(container["args"]));
      if (found) yield { path: [...path, ...found.at], message: say("shell-ignores-arguments", { ...found, rest: found.rest.join(" ") }) };
    }
  },
};

/** What a shell ignores of a command: the script that it runs, what follows that in vain, and where this starts. */
export function ignoredBy(command: readonly string[], args: readonly string[]): Ignored | undefined {
  const [shell = "", ...words] = [...command, ...args];
  const scriptAt = words.findIndex((word) => !word.startsWith("-")); // options may stand before -c and behind it
  const [script = "", ...rest] = words.slice(scriptAt);
  const isShell = /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|a|z|k)?sh$/.test(shell) && words.slice(0, scriptAt).some((word) => /^-[a-z]*c$/.test(word));
  const takesNone = !/\s/.test(script.trim()) && !script.includes("$");
  if (!isShell || !takesNone || rest.length === 0) return undefined;
  const at = scriptAt + 2;
  return { shell, script, rest, at: at < command.length ? ["command", at] : ["args", at - command.length] };
}

interface Ignored {
  readonly shell: string;
  readonly script: string;
  readonly rest: readonly string[];
  readonly at: readonly ["command" | "args", number];
}

/** The items of a list, if all are texts. */
export function textsIn(list: unknown): readonly string[] {
  return Array.isArray(list) && list.every((item) => typeof item === "string") ? list : [];
}
