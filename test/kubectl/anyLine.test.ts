import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import { complete } from "../../kubectl/complete/complete.ts";
import { clusterAt } from "../../kubectl/rehearsal/recorded.ts";
import { run, runLine } from "../../kubectl/run.ts";
import { commands } from "../../kubectl/verbs/commands.ts";
import { deployment, node } from "../support/simulations.ts";

const trace = simulate({ cluster: [node("n1")], before: [], after: [deployment(1, { replicas: 2 })], script: [] });
const cluster = () => clusterAt(trace, trace.to);

const names = commands.flatMap((command) => ("verbs" in command ? command.verbs.map(({ name }) => [command.name, name]) : [[command.name]]));
const flags = commands.flatMap((command) => ("verbs" in command ? command.verbs.flatMap((verb) => verb.flags) : command.flags));
const word = fc.oneof(
  fc.constantFrom("deploy", "web", "deploy/web", "pods", "nodes", "n1", "all", "-", "--", "a=b", "a-", "{.items[*]", "{{range .items}}", "5s", "-1"),
  fc.constantFrom(...flags.flatMap(({ name, short }) => [`--${name}`, `--${name}=x`, ...(short ? [`-${short}`] : [])])),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);
const command = fc.tuple(fc.constantFrom(...names), fc.array(word, { maxLength: 6 })).map(([verb, words]) => [...verb, ...words]);

test("every line gets an answer, or an error with a code", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (line) => {
      const { code, stderr } = runLine(line, cluster());
      assert.ok(Number.isInteger(code) && code >= 0);
      assert.ok(code === 0 || stderr !== "");
      complete(line, line.length, cluster());
    }),
    { numRuns: 300 },
  );
});

test("every command gets an answer whatever follows it", () => {
  fc.assert(
    fc.property(command, (words) => {
      const { code, stderr } = run(words, cluster());
      assert.ok(Number.isInteger(code) && code >= 0);
      assert.doesNotMatch(stderr, /cannot work this out/);
      const line = words.join(" ");
      complete(line, line.length, cluster());
    }),
    { numRuns: 1500 },
  );
});
