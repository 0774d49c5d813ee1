import assert from "node:assert/strict";
import { test } from "node:test";
import { containerLives } from "../../client/preview/story/containerLives.ts";
import { podColumns } from "../../engine/core/podColumns.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { runLine } from "../../kubectl/run.ts";
import { clusterAt } from "../../kubectl/rehearsal/recorded.ts";
import { objectsOf } from "../preview/support/rehearsals.ts";
import { node } from "../support/simulations.ts";

const config = (word: string) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {word: ${word}}
`;

const pod = (command: string, more = "") => `
apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  containers:
  - name: app
    image: busybox
    command: [sh, -c, ${JSON.stringify(command)}]
    env: [{name: WORD, valueFrom: {configMapKeyRef: {name: settings, key: word}}}]
    volumeMounts: [{name: config, mountPath: /config}, {name: config, mountPath: /one, subPath: word}]
    ${more}
  volumes: [{name: config, configMap: {name: settings}}]
`;

const all = (text: string) => objectsOf(text).map(({ object }) => object);

/** A pod that has run for ten minutes when its ConfigMap changes. */
function changed(command: string, more = ""): Trace {
  const [before, after] = ["old", "new"].map((word) => all(`${config(word)}---${pod(command, more)}`)) as [unknown[], unknown[]];
  return simulate({ cluster: [node("n1")], before, after, script: [], kubelet: { spread: 0 } });
}

function refreshes({ actions, from }: Trace): [number, object][] {
  return actions.filter(({ what }) => what.is === "refresh").map(({ at, why }) => [Math.round((at - from) / 1000), why.numbers]);
}

function cat(trace: Trace, second: number, path: string): string {
  return runLine(`exec app -- cat ${path}`, clusterAt(trace, trace.from + 1000 * second)).stdout;
}

test("a changed ConfigMap reaches mounted files at the kubelet's next look, within 90 s; subPath and environment never", () => {
  const trace = changed("sleep 3600");
  const [[second, why]] = refreshes(trace) as [[number, { seconds: number }]];
  assert.ok(second > 0 && second <= 90);
  assert.deepEqual(why, { volume: "config", config: "ConfigMap settings", seconds: second });
  assert.equal(cat(trace, second - 1, "/config/word"), "old");
  assert.equal(cat(trace, second, "/config/word"), "new");
  assert.equal(cat(trace, second, "/one"), "old");
  assert.equal(runLine("exec app -- printenv WORD", clusterAt(trace, trace.to)).stdout, "old\n");
  const [lane] = containerLives(trace, "Pod/default/app", trace.from);
  assert.deepEqual(
    lane!.tracks.map(({ is, field, marks }) => [is, field, marks.map(({ at }) => Math.round((at - trace.from) / 1000))]),
    [["files", "volumes[0]", [second]]],
  );
});

test("a script that reads its file again and again goes on when the change has reached it", () => {
  const trace = changed("until grep -q new /config/word; do sleep 5; done; exit 3");
  const [[second]] = refreshes(trace) as [[number, object]];
  const ends = trace.versions.filter(({ key, object }) => key.startsWith("Pod/") && object && podColumns(object as StoredPod).restarts > 0);
  const first = Math.round((ends[0]!.at - trace.from) / 1000);
  assert.ok(first >= second && first <= second + 7, `ends at ${first}, files change at ${second}`);
});

test("a probe that reads a file fails once the change has reached it", () => {
  const trace = changed("sleep 3600", "livenessProbe: {exec: {command: [grep, old, /config/word]}, periodSeconds: 5, failureThreshold: 1}");
  const [[second]] = refreshes(trace) as [[number, object]];
  const killed = trace.events.find(({ reason }) => reason === "Killing")!;
  assert.ok(Math.abs((killed.at - trace.from) / 1000 - second) <= 6);
});

test("a container that starts anew has the new content at once, in its environment, too", () => {
  const trace = changed("sleep 640; exit 1");
  assert.equal(runLine("exec app -- printenv WORD", clusterAt(trace, trace.from + 60_000)).stdout, "new\n");
});
