import assert from "node:assert/strict";
import { test } from "node:test";
import { render, wordsOf } from "../../../api/words/sentence.ts";
import { en as reasons } from "../../../engine/words/en.ts";
import { editsSentence } from "../../../engine/rehearsal/editWords.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import { en } from "../../../engine/rehearsal/verdict/words/en.ts";
import { agent, configMap, container, service, story, web } from "../../support/stories.ts";

/** What is said of the one object that an apply changes. */
function check(before: unknown, after: unknown, told: string): void {
  const [one] = simulate(story([before], [after])).change?.applied ?? [];
  assert.ok(one?.is === "configured");
  assert.equal(render(editsSentence(one.edits), wordsOf("en", { ...reasons, ...en })), told);
}

const asking = (cpu: string) => web("nginx:1", { pod: { containers: [container("nginx:1", { resources: { requests: { cpu } } })] } });

test("an image", () => check(web("nginx:1"), web("nginx:2"), "image nginx:1 → nginx:2"));

test("what only the server counts is not told", () => {
  const newer = { ...agent({}), spec: { ...agent({}).spec, minReadySeconds: 5, template: web("agent:2", { name: "agent" }).spec.template } };
  check(agent({}), newer, "image agent:1 → agent:2, minReadySeconds is now 5");
});

test("an image by its digest is told by its beginning", () => {
  const image = (digit: string) => `registry.example/app@sha256:${digit.repeat(64)}`;
  check(web(image("a")), web(image("b")), "image app@sha256:aaaaaaaaaaaa… → app@sha256:bbbbbbbbbbbb…");
});

test("a request", () => check(asking("250m"), asking("500m"), "cpu request 250m → 500m"));

test("a Service goes from blue to green", () => check(service({ color: "blue" }), service({ color: "green" }), "selector color blue → green"));

test("a value of a ConfigMap", () => check(configMap("1"), configMap("2"), "data.VALUE 1 → 2"));

test("fields that come and go, and more of them than are told", () =>
  check(
    web("nginx:1", { replicas: 2, paused: true }),
    web("nginx:2", { replicas: 3, minReadySeconds: 5, pod: { nodeSelector: { disk: "ssd" } } }),
    "replicas 2 → 3, image nginx:1 → nginx:2, nodeSelector added and 2 more",
  ));
