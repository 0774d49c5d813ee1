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
      assert.doesNotMatch(stderr, /failed inside the rehearsal/);
      const line = words.join(" ");
      complete(line, line.length, cluster());
    }),
    { numRuns: 1500 },
  );
});

test("nothing that a line says is evaluated for longer than a person waits", () => {
  const [pod] = cluster().store.list("Pod");
  const stars = `${"*a".repeat(2000)}b`;
  const nested = `{{range .items}}${"{{range $.items}}".repeat(10)}x${"{{end}}".repeat(11)}`;
  for (const line of [
    `set resources deploy/web -c '${stars}' --limits=cpu=1`,
    `get pods -o jsonpath='${"{range .items[*]}".repeat(5000)}'`,
    `get pods -o go-template='${nested}'`,
    `get pods -l '${"a in (b),".repeat(2000)}'`,
    `patch deploy web -p '${"a: &a [*a,".repeat(500)}'`,
    `exec ${pod?.metadata.name} -- sh -c 'while true; do :; done'`,
    `exec ${pod?.metadata.name} -- sh -c 'for i in $(seq 1 100000); do for j in $(seq 1 100000); do echo $i; done; done'`,
  ]) {
    const { code, stderr } = runLine(line, cluster());
    assert.ok(code === 0 || stderr !== "", line.slice(0, 60));
  }
});
