import assert from "node:assert/strict";
import { test } from "node:test";
import { killedAfter, readyAfter } from "../../engine/kubelet/probes.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { node } from "../support/simulations.ts";

const steady = { spread: 0, pullMillis: 4000, startMillis: 1000, warmUpMillis: 2000, stopMillis: 3000, workMillis: 20_000 };

function rehearse(spec: object, kubelet: object = {}, script: Parameters<typeof simulate>[0]["script"] = []): Trace {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec };
  return simulate({ cluster: [node("n1")], before: [], after: [pod], script, kubelet: { ...steady, ...kubelet }, lasts: 120_000 });
}

/** What a kubelet did with the one pod, and in which second. */
function life(...scenario: Parameters<typeof rehearse>): string {
  const { actions, from } = rehearse(...scenario);
  return actions.flatMap(({ by, at, what }) => (by === "kubelet" ? [`${(at - from) / 1000} ${what.is}`] : [])).join(", ");
}

const container = { name: "app", image: "app" };

test("without a probe a pod is ready as it starts", () => assert.equal(life({ containers: [container] }), "5 ready"));

test("a readiness probe asks first after its delay, then once a period, and wants several answers in a row", () => {
  const readinessProbe = { httpGet: { port: 80 }, initialDelaySeconds: 3, periodSeconds: 4, successThreshold: 2 };
  assert.equal(life({ containers: [{ ...container, readinessProbe }] }), "5 start, 12 ready");
  assert.equal(readyAfter({ readinessProbe }, 2000), 7000);
  assert.equal(readyAfter({ readinessProbe }, 8000), 15_000);
});

test("the readiness probe waits for the startup probe, which kills what takes too long", () => {
  const startupProbe = { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 3 };
  assert.equal(readyAfter({ startupProbe, readinessProbe: { httpGet: { port: 80 }, periodSeconds: 1 } }, 6000), 10_000);
  assert.equal(readyAfter({ startupProbe }, 60_000), undefined);
  assert.equal(killedAfter({ startupProbe }, 60_000), 10_000);
  assert.equal(killedAfter({ startupProbe }, 6000), undefined);
});

test("what a pod waits for is the probe of its slowest container; what ends it, the probe that gives up", () => {
  const probe = (periodSeconds: number) => ({ httpGet: { port: 80 }, periodSeconds, failureThreshold: 1 });
  const fieldOf = (what: string, containers: readonly object[]) =>
    rehearse({ containers }).actions.find(({ by, what: { is } }) => by === "kubelet" && is === what)?.why.fields[0]?.field;
  const beside = { name: "beside", image: "beside" };
  const probed = [
    { ...container, readinessProbe: probe(1) },
    { ...beside, readinessProbe: probe(9) },
  ];
  assert.equal(fieldOf("ready", probed), "spec.containers[1].readinessProbe");
  assert.equal(fieldOf("crash", [container, { ...beside, startupProbe: probe(1) }]), "spec.containers[1].startupProbe");
});

test("a crash loop backs off: 10 s, 20 s, 40 s", () =>
  assert.equal(
    life({ containers: [container] }, { faults: [{ of: "none", is: "crash", afterMillis: 2000 }] }),
    "5 ready, 7 crash, 18 ready, 20 crash, 41 ready, 43 crash, 84 ready, 86 crash",
  ));

test("init containers run one after another first", () =>
  assert.equal(
    life({
      initContainers: [
        { ...container, name: "one" },
        { ...container, name: "two" },
      ],
      containers: [container],
    }),
    "7 ready",
  ));

test("a pod that is not to be restarted does its work and is done", () =>
  assert.equal(life({ restartPolicy: "Never", containers: [container] }), "5 ready, 25 succeed"));

test("a pod ends after its preStop sleep, at the latest when its grace period does", () => {
  const lifecycle = { preStop: { sleep: { seconds: 20 } } };
  const gone = (terminationGracePeriodSeconds: number) =>
    life({ terminationGracePeriodSeconds, containers: [{ ...container, lifecycle }] }, {}, [
      { at: 10_000, step: { delete: { kind: "Pod", name: "a" } } },
    ]);
  assert.equal(gone(60), "5 ready, 33 gone");
  assert.equal(gone(21), "5 ready, 31 gone");
});
