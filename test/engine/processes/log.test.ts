import assert from "node:assert/strict";
import { test } from "node:test";
import { runOf } from "../../../engine/processes/behaviour.ts";
import { processesOf } from "../../../engine/processes/behaviourOf.ts";
import { executedIn } from "../../../engine/processes/exec.ts";
import { logOf } from "../../../engine/processes/log.ts";
import { podOf } from "./told.ts";

const situation = { startedAt: Date.UTC(2026, 0, 2, 3, 4, 5), fieldOf: (field: string) => `<${field}>`, variableOf: (name: string) => `<${name}>` };

function log(script: string, until: number, most?: number): string[] {
  const { behaviour } = processesOf(podOf({ image: "busybox", command: ["sh", "-c", script] })).get("a")!;
  return logOf(runOf(behaviour, 0), until, situation, most).map(({ at, text }) => `${at} ${text}`);
}

test("a log grows with time, and ends with its run", () => {
  const script = "echo one; sleep 5; echo two";
  assert.deepEqual(log(script, 4), ["0 one"]);
  assert.deepEqual(log(script, 60), ["0 one", "5 two"]);
});

test("what is printed again and again is printed with its time", () => {
  assert.deepEqual(log("while true; do date +%T; echo $HOSTNAME; sleep 10; done", 25), [
    "0 03:04:05",
    "0 <metadata.name>",
    "10 03:04:15",
    "10 <metadata.name>",
    "20 03:04:25",
    "20 <metadata.name>",
  ]);
  assert.deepEqual(log("while true; do echo hi; sleep 1; done", 1e9, 2), ["999999999 hi", "1000000000 hi"]);
});

test("date prints its formats in UTC", () => {
  assert.deepEqual(log("date; date '+%Y-%m-%d %j %s %%'; date -u +%FT%TZ", 0), [
    "0 Fri Jan  2 03:04:05 UTC 2026",
    "0 2026-01-02 002 1767323045 %",
    "0 2026-01-02T03:04:05Z",
  ]);
});

test("a command that is run in a container sees what is there at that second", () => {
  const spec = podOf({ image: "busybox", command: ["sh", "-c", "echo one > /tmp/f; sleep 10; echo two > /tmp/f; sleep 100"] });
  const does = (at: number, ...command: string[]): string => {
    const { code, prints } = executedIn(spec, "a", command, at)!;
    return [...prints.map(({ text }) => text.filter((part) => typeof part === "string").join("")), code].join(" ");
  };
  assert.equal(does(5, "cat", "/tmp/f"), "one 0");
  assert.equal(does(15, "cat", "/tmp/f"), "two 0");
  assert.equal(does(15, "ls", "/none"), "ls: /none: No such file or directory 1");
  assert.equal(executedIn(spec, "b", ["true"], 0), undefined);
});
