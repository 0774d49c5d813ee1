import assert from "node:assert/strict";
import { test } from "node:test";
import { podColumns } from "../../engine/core/podColumns.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { node } from "../support/simulations.ts";

function waiting(command: string, objects: readonly unknown[] = [], script: readonly TimedStep[] = []): Trace {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "app" },
    spec: { initContainers: [{ name: "wait", image: "busybox", command: ["sh", "-c", command] }], containers: [{ name: "app", image: "nginx" }] },
  };
  return simulate({ cluster: [node("n1")], before: [], after: [pod, ...objects], script, kubelet: { spread: 0 } });
}

const database = { apiVersion: "v1", kind: "Service", metadata: { name: "db" }, spec: { selector: { app: "db" }, ports: [{ port: 5432 }] } };

function lastSeen({ versions, from }: Trace): string {
  const { at, object } = versions.findLast(({ key }) => key === "Pod/default/app")!;
  const { ready, status } = podColumns(object as StoredPod);
  return `${(at - from) / 1000} ${ready} ${status}`;
}

for (const command of ["until nslookup db; do sleep 2; done", "until nslookup db.default.svc.cluster.local; do echo waiting; sleep 2; done"])
  test(`an init container waits for a Service: ${command}`, () => {
    const never = waiting(command);
    assert.match(lastSeen(never), /0\/1 Init:0\/1$/);
    assert.ok(never.outcome.is !== "complete");
    assert.equal(never.outcome.why.rule, "stuck-host");
    assert.match(lastSeen(waiting(command, [database])), /^9 1\/1 Running$/);
    const later = lastSeen(waiting(command, [], [{ at: 60_000, step: { apply: [database] } }]));
    assert.match(later, /^6\d(\.5)? 1\/1 Running$/);
  });

const databasePod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "database", labels: { app: "db" } },
  spec: {
    containers: [
      { name: "db", image: "postgres:16", env: [{ name: "POSTGRES_PASSWORD", value: "x" }], readinessProbe: { tcpSocket: { port: 5432 } } },
    ],
  },
};

for (const command of [
  "until nc -z db 5432; do sleep 2; done",
  "until pg_isready -h db; do sleep 2; done",
  "until wget -q -O- http://db:5432; do sleep 2; done",
])
  test(`an init container waits until a pod behind a Service is ready: ${command}`, () => {
    const lone = waiting(command, [database]);
    assert.match(lastSeen(lone), /0\/1 Init:0\/1$/);
    assert.ok(lone.outcome.is !== "complete");
    assert.equal(lone.outcome.why.rule, "stuck-server");
    const ready = waiting(command, [database, databasePod]);
    const firstReady = (name: string) =>
      ready.versions.find(({ key, object }) => key.endsWith(`/${name}`) && object?.kind === "Pod" && podColumns(object as StoredPod).ready === "1/1")!
        .at;
    assert.ok(firstReady("app") > firstReady("database"));
    assert.match(lastSeen(waiting(command.replace("5432", "5433"), [database, databasePod])), command.includes("5432") ? /Init:0\/1$/ : /Running$/);
  });

test("names that the cluster does not decide on are assumed to be there", () =>
  assert.match(lastSeen(waiting("until nslookup example.com; do sleep 2; done")), /1\/1 Running$/));
