import assert from "node:assert/strict";
import fc from "fast-check";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { complete } from "../../kubectl/complete/complete.ts";
import { Console } from "../../kubectl/rehearsal/console.ts";
import { clusterAt } from "../../kubectl/rehearsal/recorded.ts";
import { commands } from "../../kubectl/verbs/commands.ts";
import { statefulSet } from "../support/rollouts.ts";
import { deployment, node } from "../support/simulations.ts";
import { fuzzer } from "./fuzzer.ts";
import { hostileNames } from "./values/objects.ts";
import { texts } from "./values/texts.ts";

const after = [deployment(1, { replicas: 2 }), statefulSet("db", 1, { replicas: 1 })];
const trace = simulate({ cluster: [node("n1"), node("n2")], before: [], after, script: [] });
const pod = clusterAt(trace, trace.to).store.list("Pod")[0]!.metadata.name;

const verbs = commands.flatMap((command) =>
  "verbs" in command
    ? command.verbs.map((verb) => ({ words: [command.name, verb.name], flags: verb.flags }))
    : [{ words: [command.name], flags: command.flags }],
);
const word = fc.oneof(
  fc.constantFrom(
    "deploy",
    "web",
    "deploy/web",
    "sts/db",
    "db-0",
    pod,
    `pod/${pod}`,
    "pods",
    "nodes",
    "n1",
    "all",
    "-A",
    "-w",
    "--",
    "-",
    "--dry-run=client",
  ),
  fc.constantFrom(
    "-o",
    "yaml",
    "json",
    "wide",
    "name",
    "jsonpath={.items[*].metadata.name}",
    "go-template={{range .items}}",
    "custom-columns=A:.a",
    "{",
  ),
  fc.constantFrom(
    "-f",
    "web.yaml",
    "-l",
    "app=web",
    "a in (b",
    "--for=condition=Available",
    "5s",
    "-1",
    "99999999999",
    "sh",
    "-c",
    "echo $HOSTNAME | grep x",
  ),
  fc.constantFrom(...hostileNames),
  fc.string({ unit: "grapheme", maxLength: 10 }),
);
const quoted = word.map((text) => (/[\s'"|;&$<>(){}]/.test(text) ? `'${text.replaceAll("'", "")}'` : text));
const command = fc.constantFrom(...verbs).chain(({ words, flags }) => {
  const flag = flags.length === 0 ? word : fc.constantFrom(...flags).chain(({ name }) => fc.constantFrom(`--${name}`, `--${name}=1`, `--${name}=x`));
  return fc.array(fc.oneof({ weight: 3, arbitrary: quoted }, flag), { maxLength: 7 }).map((rest) => [...words, ...rest].join(" "));
});
const line = fc.oneof(
  { weight: 5, arbitrary: command },
  fc.array(quoted, { maxLength: 6 }).map((words) => words.join(" ")),
  fc.string({ unit: "grapheme" }),
);

/** Lines of kubectl at any time, with any file beside them: each has an answer or an error, and can be completed at any place. */
export const lines = fuzzer("lines", 400, fc.tuple(line, fc.double({ min: 0, max: 1, noNaN: true }), texts), ([typed, share, file]) => {
  const at = trace.from + Math.round(share * (trace.to - trace.from));
  const { code, stdout, stderr } = new Console(trace).run(typed, at, { "web.yaml": file }, {});
  assert.ok(Number.isInteger(code) && code >= 0, `code ${code}`);
  assert.ok(code === 0 || stderr !== "" || stdout !== "", "an error says why");
  assert.doesNotMatch(stderr, /failed inside the rehearsal/);
  complete(typed, Math.round(share * typed.length), clusterAt(trace, at));
});
