import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, outcomeOf, runOf } from "../../../engine/processes/behaviour.ts";
import { processesOf } from "../../../engine/processes/behaviourOf.ts";
import { behaviourIf, type ProcessWhatIf, pullIf, whatIfsFor } from "../../../engine/processes/whatIf.ts";
import { en } from "../../../engine/processes/words/en.ts";
import { ko } from "../../../engine/processes/words/ko.ts";
import { remarkSentence, sourceSentence, whatIfSentence } from "../../../engine/processes/words/say.ts";
import { render, wordsOf } from "../../../api/words/sentence.ts";
import type { Container } from "../../../schemas/generated/types.ts";
import { podOf, tell } from "./told.ts";

const words = { en: wordsOf("en", en), ko: wordsOf("ko", ko) };

function processFor(container: Container) {
  return processesOf(podOf(container)).get("a")!;
}

test("each what-if changes what a process does", () => {
  const nginx = processFor({ image: "nginx" });
  const table: readonly (readonly [whatIf: ProcessWhatIf, does: string])[] = [
    [{ is: "fails", after: 10, code: 2 }, "listens on 80/, ends 10 with 2"],
    [{ is: "outOfMemory", after: 20 }, "listens on 80/, ends 20 with 137"],
    [{ is: "startsSlowly", seconds: 30 }, "listens on 80/ from 30"],
    [{ is: "answersWith", path: "/", status: 500, from: 60 }, "listens on 80/, listens on 80/ from 60 with 500"],
    [{ is: "ignoresSigterm" }, "listens on 80/, ignores SIGTERM"],
  ];
  for (const [whatIf, does] of table) assert.equal(tell({ ...nginx, behaviour: behaviourIf(nginx.behaviour, whatIf) }), does);
});

test("a path that fails from a second on answers as before until then, other paths forever", () => {
  const run = runOf(behaviourIf([{ serves: [{ port: 80 }] }], { is: "answersWith", path: "/health", status: 500, from: 60 }), 0);
  const status = (path: string, at: number): number | undefined => answerOf(run, 80, path, at)?.status;
  assert.deepEqual([status("/health", 59), status("/health", 60), status("/", 60)], [200, 500, 200]);
});

test("a slow start delays what probes run", () => {
  const command = ["cat", "/tmp/ready"];
  const { behaviour } = processFor({
    image: "busybox",
    command: ["sh", "-c", "sleep 5; touch /tmp/ready; sleep 100"],
    readinessProbe: { exec: { command } },
  });
  const run = runOf(behaviourIf(behaviour, { is: "startsSlowly", seconds: 30 }), 0);
  assert.deepEqual(
    [0, 34, 35].map((at) => outcomeOf(run, command, at).code),
    [1, 1, 0],
  );
});

test("what ends earlier by itself is not changed", () => {
  assert.deepEqual(behaviourIf([{ exit: { after: 3, code: 0 } }], { is: "fails", after: 10, code: 1 }), [{ exit: { after: 3, code: 0 } }]);
  assert.deepEqual(pullIf({ seconds: 2 }, { is: "imageMissing" }), { seconds: 2, missing: true });
});

test("what-ifs are offered where they make sense", () => {
  const offered = (container: Container): string =>
    whatIfsFor(container, processFor(container))
      .map(({ is }) => is)
      .join(" ");
  assert.equal(offered({ image: "nginx" }), "fails startsSlowly ignoresSigterm imageMissing imageSlow");
  assert.equal(
    offered({ image: "nginx", resources: { limits: { memory: "64Mi" } }, livenessProbe: { httpGet: { port: 80, path: "/" } } }),
    "fails outOfMemory startsSlowly answersWith ignoresSigterm imageMissing imageSlow",
  );
  assert.equal(offered({ image: "busybox", command: ["sleep", "5"], imagePullPolicy: "Never" }), "");
});

test("a source and its remarks are said in English and Korean", () => {
  const process = processFor({ image: "team/app", command: ["./start"], ports: [{ containerPort: 80 }] });
  const sentences = [sourceSentence(process), ...process.remarks.map(remarkSentence), whatIfSentence({ is: "fails", after: 10, code: 1 })];
  assert.deepEqual(
    sentences.map((each) => render(each, words.en)),
    [
      "This program is unknown: it is assumed to keep running and to answer on 80.",
      "Rehearsal cannot read “./start”: from there on the process is assumed to keep running.",
      "Exits with code 1 after 10 s",
    ],
  );
  assert.equal(render(sentences[2]!, words.ko), "10초 후 코드 1로 종료");
});
