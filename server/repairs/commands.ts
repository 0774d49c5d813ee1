import { ignoredBy, textsIn } from "../rules/shell-ignores-arguments.ts";
import { say } from "../words/say.ts";
import { remove, setValue } from "./edits.ts";
import { candidate, type Repairer, shortened, valueIn } from "./repair.ts";

/** A command that runs no program, or less than is written: word by word, or all in the one script that the shell runs. */
export const commands: Repairer = function* (trouble) {
  const {
    finding,
    path,
    document: { manifest },
  } = trouble;
  if (finding.code === "command-in-one-word") {
    const at = path.slice(0, -1);
    const [line = "", ...more] = textsIn(valueIn(trouble, at));
    const words = /["'$|&;<>*`\n]/.test(line) ? ["sh", "-c", [line.trim(), ...more].join(" ")] : [...line.trim().split(/\s+/), ...more];
    yield* candidate(say("change-to", { value: shortened(words) }), setValue(manifest, at, words), true);
  }
  if (finding.code === "shell-ignores-arguments") {
    const container = path.slice(0, -2);
    const [command, args] = ["command", "args"].map((field) => textsIn(valueIn(trouble, [...container, field])));
    const found = ignoredBy(command!, args!);
    if (!found) return;
    const before = [...command!, ...args!].slice(0, -found.rest.length);
    const words = [...before.slice(0, before.indexOf(found.script)), [found.script, ...found.rest].join(" ")];
    const edits = [...setValue(manifest, [...container, "command"], words), ...(args!.length > 0 ? remove(manifest, [...container, "args"]) : [])];
    yield* candidate(say("change-to", { value: shortened(words) }), edits, true);
  }
};
