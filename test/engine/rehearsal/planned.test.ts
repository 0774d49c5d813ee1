import assert from "node:assert/strict";
import { test } from "node:test";
import { podColumns } from "../../../engine/core/podColumns.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { playable } from "../../../engine/rehearsal/planned.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import { readScenarioFile } from "../../../server/scenario/readFile.ts";
import { node } from "../../support/simulations.ts";

const scenario = `
steps:
  - at: 0s
    behaves:
      of: web
      container: app
      runs:
        - { serves: [{ port: 8080, after: 5 }], exit: { after: 20, code: 3 } }
        - { serves: [{ port: 8080, after: 2 }] }
  - at: 0s
    behaves: { of: web, container: helper, runs: [{ exit: { after: 10, code: 0 } }, {}] }
`;

const web = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web" },
  spec: {
    containers: [
      { name: "app", image: "nginx", readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 1 } },
      { name: "helper", image: "busybox", command: ["sleep", "3600"] },
    ],
  },
};

test("a scenario file states what processes do, whatever their images and commands say", () => {
  const read = readScenarioFile(scenario);
  assert.ok("value" in read);
  const { script, kubelet } = playable(read.value.steps);
  assert.deepEqual(script, []);
  const times = { pullMillis: 0, startMillis: 0, spread: 0 };
  const { versions, from } = simulate({ cluster: [node("n1")], before: [], after: [web], script, kubelet: { ...kubelet, ...times } });
  const seen = versions.flatMap(({ key, at, object }) => {
    const { ready, status, restarts } = key === "Pod/default/web" && object ? podColumns(object as StoredPod) : {};
    return ready === undefined ? [] : [`${(at - from) / 1000} ${ready} ${status} ${restarts}`];
  });
  assert.deepEqual([...new Set(seen)].slice(-5), [
    "0 1/2 Running 0",
    "5.5 2/2 Running 0",
    "10.5 2/2 Running 1",
    "20.5 1/2 Running 2",
    "23.5 2/2 Running 2",
  ]);
});
