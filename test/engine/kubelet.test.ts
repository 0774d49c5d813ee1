import assert from "node:assert/strict";
import { test } from "node:test";
import type { Volume } from "../../schemas/generated/types.ts";
import fc from "fast-check";
import { render, wordsOf } from "../../api/words/sentence.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import type { Why } from "../../engine/core/why.ts";
import { en } from "../../engine/words/en.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import { podColumns } from "../../engine/core/podColumns.ts";
import { watch } from "../../server/ask/containers.ts";
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

/** What `kubectl get pods` prints of the one pod, each line with its second. */
function shown(...scenario: Parameters<typeof rehearse>): string[] {
  const { versions, from } = rehearse(...scenario);
  const lines = versions.flatMap(({ key, at, object }) => {
    if (!key.startsWith("Pod/") || !object) return [];
    const { ready, status, restarts } = podColumns(object as StoredPod);
    return [`${(at - from) / 1000} ${ready} ${status} ${restarts}`];
  });
  return lines.filter((line, i) => line.slice(line.indexOf(" ")) !== lines[i - 1]?.slice(lines[i - 1]!.indexOf(" ")));
}

const container = { name: "app", image: "app" };

test("without a probe a pod is ready as it starts", () => {
  assert.equal(life({ containers: [container] }), "5 ready");
  assert.deepEqual(shown({ containers: [container] }).slice(-2), ["0 0/1 ContainerCreating 0", "5 1/1 Running 0"]);
});

test("a readiness probe asks once a period, and at once when a kubelet looks at a pod; it wants several answers in a row", () => {
  const readinessProbe = { httpGet: { port: 80 }, initialDelaySeconds: 3, periodSeconds: 4, successThreshold: 2 };
  assert.equal(life({ containers: [{ ...container, readinessProbe }] }), "5 start, 13.5 ready");
});

test("a probe may ask what another container of the pod listens on: nobody takes the port from it", () => {
  const app = { ...container, ports: [{ containerPort: 8080 }], readinessProbe: { httpGet: { port: 9113 } } };
  const exporter = { name: "exporter", image: "exporter", ports: [{ containerPort: 9113 }], readinessProbe: { tcpSocket: { port: 9113 } } };
  assert.equal(life({ containers: [app, exporter] }), "9 start, 19.5 ready");
});

test("the readiness probe waits for the startup probe, which kills what takes too long", () => {
  const startupProbe = { httpGet: { port: 80 }, periodSeconds: 5, failureThreshold: 3 };
  const readinessProbe = { httpGet: { port: 80 }, periodSeconds: 1 };
  assert.equal(life({ containers: [{ ...container, startupProbe, readinessProbe }] }, { warmUpMillis: 6000 }), "5 start, 15 ready");
  const late = { faults: [{ of: "none", is: "slow", warmUpMillis: 60_000 }] };
  assert.match(life({ containers: [{ ...container, startupProbe }] }, late), /^5 start, 23 crash/);
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

test("a crash loop starts again at once, then backs off: 10 s, 20 s, 40 s", () => {
  const crashes = { faults: [{ of: "none", is: "crash", afterMillis: 2000 }] };
  assert.equal(
    life({ containers: [container] }, crashes),
    "5 ready, 7.5 crash, 10.5 crash, 22 ready, 24.5 crash, 46 ready, 48.5 crash, 89 ready, 91.5 crash",
  );
  assert.deepEqual(shown({ containers: [container] }, crashes).slice(2, 9), [
    "5 1/1 Running 0",
    "7.5 1/1 Running 1",
    "10.5 0/1 Error 1",
    "22 1/1 Running 2",
    "24.5 0/1 Error 2",
    "38 0/1 CrashLoopBackOff 2",
    "46 1/1 Running 3",
  ]);
});

test("init containers run one after another first", () => {
  const initContainers = [
    { ...container, name: "one" },
    { ...container, name: "two" },
  ];
  assert.deepEqual(shown({ initContainers, containers: [container] }).slice(1), ["0 0/1 Init:0/2 0", "6.5 0/1 Init:1/2 0", "8.5 1/1 Running 0"]);
});

test("a pod that is not to be restarted does its work and is done", () =>
  assert.equal(life({ restartPolicy: "Never", containers: [container] }), "5 ready, 26.5 succeed"));

test("a pod ends after its preStop sleep, at the latest when its grace period does", () => {
  const lifecycle = { preStop: { sleep: { seconds: 20 } } };
  const gone = (terminationGracePeriodSeconds: number) =>
    life({ terminationGracePeriodSeconds, containers: [{ ...container, lifecycle }] }, {}, [
      { at: 10_000, step: { delete: { kind: "Pod", name: "a" } } },
    ]);
  assert.equal(gone(60), "5 ready, 33.5 gone");
  assert.equal(gone(21), "5 ready, 32 stop, 32.5 gone");
});

test("of two processes that listen on one port of their node the later one ends with code 1", () => {
  const pod = (name: string) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: { hostNetwork: true, restartPolicy: "Never", containers: [{ ...container, ports: [{ containerPort: 80 }] }] },
  });
  const stated = ["a", "b"].map((of, i) => ({ of, containers: { app: [{ serves: [{ port: 8080, after: 2 + i }] }] } }));
  const after = [pod("a"), { ...pod("b"), spec: { ...pod("b").spec, containers: [container] } }];
  const { versions } = simulate({ cluster: [node("n1")], before: [], after, script: [], kubelet: { ...steady, stated }, lasts: 60_000 });
  const last = (key: string) => podColumns(versions.findLast((version) => version.key === key)!.object as StoredPod);
  assert.deepEqual([last("Pod/default/a").status, last("Pod/default/b").status], ["Running", "Error"]);
});

function sentenceOf({ rule, numbers }: Why): string {
  return render({ code: rule, parts: numbers }, wordsOf("en", en));
}

/** Why containers of the one pod ended, as a person reads it, with the field that decided it. */
function ends(...scenario: Parameters<typeof rehearse>): string[] {
  const { actions } = rehearse(...scenario);
  return actions.flatMap(({ by, what, why }) => (by === "kubelet" && what.is === "crash" ? [`${sentenceOf(why)} (${why.fields[0]?.field})`] : []));
}

test("an end names the container, its code, and what led to it", () => {
  const web = (name: string) => ({ name, image: "nginx" });
  assert.equal(ends({ containers: [web("one"), web("two")] })[0], "two exits with code 1: port 80 is used by one (spec.containers[1])");
  const fails = { ...container, command: ["sh", "-c", "sleep 7; exit 3"], image: "busybox" };
  assert.equal(ends({ containers: [fails] })[0], "app exits with code 3 after 7 s (spec.containers[0])");
  const livenessProbe = { exec: { command: ["cat", "/tmp/healthy"] }, periodSeconds: 5, failureThreshold: 2 };
  const script = "touch /tmp/healthy; sleep 30; rm /tmp/healthy; sleep 600";
  assert.equal(
    ends({ containers: [{ ...container, image: "busybox", command: ["sh", "-c", script], livenessProbe }] })[0],
    "app exits with code 137: its liveness probe failed 2 times (spec.containers[0].livenessProbe)",
  );
});

const seconds = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(-1, 0.5, 1e9, Number.MAX_SAFE_INTEGER));
const run = fc.record(
  {
    exit: fc.record({ after: seconds, code: fc.integer({ min: 0, max: 255 }) }),
    serves: fc.array(
      fc.record({ port: fc.constantFrom(80, 81), after: seconds, until: seconds, status: fc.constantFrom(200, 304, 404), takes: seconds }),
    ),
    exec: fc.constant({ "": [{ from: 3, code: 1 }] }),
    stop: fc.record({ takes: seconds, code: fc.integer({ min: 0, max: 255 }), ignores: fc.boolean() }),
    fails: fc.string(),
  },
  { requiredKeys: [] },
);
const number = fc.integer({ min: 1, max: 12 });
const probe = fc
  .record({ periodSeconds: number, failureThreshold: number, timeoutSeconds: number, initialDelaySeconds: number })
  .chain((numbers) =>
    fc
      .constantFrom({ httpGet: { port: 80 } }, { tcpSocket: { port: 81 } }, { exec: {} }, { grpc: { port: 80 } })
      .map((how) => ({ ...how, ...numbers })),
  );
const hook = fc.constantFrom({ sleep: { seconds: 3 } }, { exec: {} }, { httpGet: { port: 80 } });
const anyContainer = fc.record(
  {
    image: fc.constantFrom("a", "UPPER", "b:1", ""),
    restartPolicy: fc.constantFrom("Always", "Never", "OnFailure"),
    startupProbe: probe,
    readinessProbe: probe,
    livenessProbe: probe,
    lifecycle: fc.record({ postStart: hook, preStop: hook }, { requiredKeys: [] }),
    restartPolicyRules: fc.array(
      fc.record({
        action: fc.constantFrom("Restart", "RestartAllContainers"),
        exitCodes: fc.record({ operator: fc.constantFrom("In", "NotIn"), values: fc.array(fc.integer({ min: 0, max: 3 })) }),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ["image"] },
);
const anySpec = fc.record(
  {
    restartPolicy: fc.constantFrom("Always", "Never", "OnFailure"),
    activeDeadlineSeconds: fc.integer({ min: 1, max: 90 }),
    terminationGracePeriodSeconds: fc.integer({ min: 0, max: 40 }),
    volumes: fc.constantFrom<Volume[]>([{ name: "v", configMap: { name: "missing" } }], [{ name: "v", emptyDir: {} }]),
  },
  { requiredKeys: ["restartPolicy"] },
);
const images = fc.dictionary(
  fc.constantFrom("a", "b:1"),
  fc.record({ seconds, missing: fc.boolean(), fails: fc.integer({ min: 0, max: 4 }) }, { requiredKeys: [] }),
);

test("a deadline that passes while an image is pulled counts when the pull is over", () => {
  const spec = { containers: [{ name: "c", image: "slow" }], activeDeadlineSeconds: 8 };
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "late" }, spec };
  const { states } = watch({ id: "late", pod, behaviour: { images: { slow: { seconds: 15 } } }, lasts: 60 });
  assert.deepEqual(
    states.map(({ from, phase, reason }) => [from, phase, reason]),
    [
      [0, "Pending", undefined],
      [15, "Pending", undefined],
      [15.5, "Failed", "DeadlineExceeded"],
    ],
  );
});

test("a pod that is removed without grace while an image is pulled is started all the same, and ended", () => {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: { containers: [{ name: "c", image: "slow" }] } };
  const behaviour = { images: { "slow:latest": { seconds: 20 } } };
  const { states, events } = watch({ id: "x", pod, behaviour, actions: [{ at: 6, delete: { gracePeriodSeconds: 0 } }], lasts: 60 });
  assert.deepEqual(states.at(-1), { from: 6, gone: true });
  assert.deepEqual(
    events.map(({ first, reason }) => `${first} ${reason}`),
    ["0 Pulling", "20 Pulled", "20 Created", "20 Started", "20 Killing"],
  );
});

test("a claim that is missing, and a variable without a value in a path, keep a container from starting", () => {
  const start = (name: string, mount: object, volume: Volume): unknown => {
    const containers = [{ name: "c", image: "c", volumeMounts: [{ name: "v", mountPath: "/v", ...mount }] }];
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name }, spec: { containers, volumes: [{ name: "v", ...volume }] } };
    const { states, events } = watch({ id: name, pod, behaviour: {}, lasts: 30 });
    return [states.at(-1)!["status"], events.at(-1)!.message];
  };
  const missing = 'persistentvolumeclaims "data" not found';
  const why = `error processing PVC default/data: failed to fetch PVC from API server: ${missing}`;
  const message = `Unable to attach or mount volumes: unmounted volumes=[v], unattached volumes=[], failed to process volumes=[v]: ${why}`;
  assert.deepEqual(start("x", {}, { persistentVolumeClaim: { claimName: "data" } }), ["ContainerCreating", message]);
  assert.equal((start("y", { subPathExpr: "$(A)/$$(B)" }, { emptyDir: {} }) as string[])[0], "CreateContainerConfigError");
});

test("by its rule a container restarts all of its pod, without back-off", () => {
  const rule = { action: "RestartAllContainers", exitCodes: { operator: "In", values: [42] } };
  const containers = [
    { name: "a", image: "a", restartPolicy: "Never", restartPolicyRules: [rule] },
    { name: "b", image: "b" },
  ];
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "all" }, spec: { containers, restartPolicy: "Never" } };
  const { states } = watch({ id: "all", pod, behaviour: { containers: { a: [{ exit: { after: 6, code: 42 } }] } }, lasts: 15 });
  assert.deepEqual(
    states.map(({ from, status, restarts }) => [from, status, restarts]),
    [
      [0, "Running", 0],
      [6.5, "Running", 2],
      [12.5, "Running", 4],
    ],
  );
});

test("a pod of which a step says that it has ended is not started any more", () => {
  const steps = shown({ containers: [container], restartPolicy: "Never" }, {}, [{ at: 1000, step: { fail: {} } }]);
  assert.deepEqual(steps, ["0 0/1 Pending 0", "0 0/1 ContainerCreating 0", "1 0/1 Error 0"]);
});

test("any behaviour, any probes: no throw, no endless work, and a bound on what is told", () =>
  fc.assert(
    fc.property(
      fc.array(anyContainer, { minLength: 1, maxLength: 3 }),
      fc.array(anyContainer, { maxLength: 2 }),
      fc.array(fc.array(run, { maxLength: 3 }), { minLength: 5, maxLength: 5 }),
      anySpec,
      images,
      (regular, init, runs, more, pulls) => {
        const named = (list: readonly object[], letter: string) => list.map((one, i) => ({ ...one, name: `${letter}${i}` }));
        const [containers, initContainers] = [named(regular, "c"), named(init, "i")];
        const behaviour = {
          images: pulls,
          containers: Object.fromEntries([...containers, ...initContainers].map(({ name }, i) => [name, runs[i]!])),
        };
        const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "any" }, spec: { containers, initContainers, ...more } };
        const { states, events } = watch({ id: "any", pod, behaviour, actions: [{ at: 150, delete: {} }], lasts: 200 });
        assert.ok(states.length < 2000);
        assert.ok(events.length <= 60);
      },
    ),
    { numRuns: 60 },
  ));
