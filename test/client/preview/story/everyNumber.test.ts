import { test } from "node:test";
import fc from "fast-check";
import { type Scenario, simulate } from "../../../../engine/rehearsal/simulate.ts";
import type { TimedStep } from "../../../../engine/rehearsal/script.ts";
import { checkEveryNumber, checkServices } from "../../../support/screen/check.ts";
import { agent, configMap, container, cronJob, job, load, scaler, service, story, web } from "../../../support/stories.ts";

/** At every moment of every trace each number on the screen equals the count over the store. */

const pod = (image: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "alone", labels: { app: "web" } },
  spec: { containers: [container(image)] },
});
const set = (image: string) => ({
  apiVersion: "apps/v1",
  kind: "StatefulSet",
  metadata: { name: "db" },
  spec: {
    serviceName: "db",
    replicas: 3,
    selector: { matchLabels: { app: "db" } },
    template: { metadata: { labels: { app: "db" } }, spec: { containers: [container(image)] } },
  },
});
const quick = (image: string) => web(image, { pod: { terminationGracePeriodSeconds: 5 } });
const crashing = { command: ["sh", "-c", "sleep 3; exit 1"], readinessProbe: undefined };
const done = job({ template: { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "migrate:1", command: ["true"] }] } } });
const [front, db] = [service({ app: "web" }), service({ app: "db" }, "db")];

const stories: Readonly<Record<string, Scenario>> = {
  "a rollout": story([web("nginx:1"), front], [web("nginx:2"), front]),
  "a rollout whose pods must be ready for ten seconds": story(
    [web("nginx:1", { minReadySeconds: 10 }), front],
    [web("nginx:2", { minReadySeconds: 10 }), front],
  ),
  "a rollback on the way": story([web("nginx:1"), front], [web("nginx:2"), front], {
    script: [{ at: 9000, step: { rollback: { name: "web" } } }],
  }),
  Recreate: story([web("nginx:1", { strategy: { type: "Recreate" } }), front], [web("nginx:2", { strategy: { type: "Recreate" } }), front]),
  "a node is lost": story([web("nginx:1"), front], [web("nginx:1"), front], { script: [{ at: 1000, step: { removeNode: "n1" } }] }),
  "a node stops answering": story([quick("nginx:1"), front], [quick("nginx:1"), front], { script: [{ at: 1000, step: { failNode: "n2" } }] }),
  "a CronJob with its history": story([], [cronJob("* * * * *")]),
  "a Job that lives for ten seconds": story([], [job({ ttlSecondsAfterFinished: 10 })]),
  "a Job that is done": story([], [done]),
  "a load": story([web("nginx:1"), scaler], [web("nginx:1"), scaler], { script: [load(5000, 200), load(60_000, 20)] }),
  "a StatefulSet": story([set("pg:1"), db], [set("pg:2"), db]),
  "a DaemonSet": story([], [agent({})]),
  "a pod by hand with a new image": story([pod("nginx:1"), front], [pod("nginx:2"), front]),
  "a pod is deleted": story([web("nginx:1"), front], [web("nginx:1"), front], {
    script: [
      { at: 2000, step: { kubectl: "delete pod web-1" } },
      { at: 3000, step: { delete: { kind: "Pod", select: { owner: "web", pick: "oldest" } } } },
    ],
  }),
  "a crash loop": story([], [web("nginx:1", { pod: { containers: [container("nginx:1", crashing)] } }), front]),
  "a Service switched to another version": story(
    [web("nginx:1", { name: "blue" }), web("nginx:2", { name: "green" }), service({ app: "blue" })],
    [web("nginx:1", { name: "blue" }), web("nginx:2", { name: "green" }), service({ app: "green" })],
  ),
  "a selector is taken away": story([web("nginx:1"), front], [web("nginx:1"), service({ app: "nobody" })]),
  "more pods than there is room for": story(
    [],
    [web("nginx:1", { replicas: 5, pod: { containers: [container("nginx:1", { ports: [{ containerPort: 80, hostPort: 80 }] })] } })],
  ),
  "a ConfigMap alone": story([web("nginx:1"), configMap("1")], [web("nginx:1"), configMap("2")]),
  "a workload is deleted": story([web("nginx:1"), front], [web("nginx:1"), front], {
    script: [{ at: 2000, step: { delete: { kind: "Deployment", name: "web" } } }],
  }),
};

for (const [name, scenario] of Object.entries(stories)) {
  test(`every number is the count over the store: ${name}`, () => {
    const trace = simulate(scenario);
    checkEveryNumber(trace);
    checkServices(trace);
  });
}

const node = fc.constantFrom("n1", "n2", "n3");
const step: fc.Arbitrary<TimedStep["step"]> = fc.oneof(
  fc.record({ removeNode: node }),
  fc.record({ failNode: node }),
  node.map((name) => ({ evict: { node: name, pick: "all" as const } })),
  node.map((name) => ({ kubectl: `cordon ${name}` })),
  fc.nat({ max: 6 }).map((replicas) => ({ scale: { kind: "Deployment", name: "web", replicas } })),
  fc.constant({ rollback: { name: "web" } }),
  fc.constant({ pause: "web" }),
  fc.constant({ resume: "web" }),
  fc.constant({ restart: { name: "web", at: "2026-01-05T09:00:01Z" } }),
  fc.constant({ crash: { owner: "web", pick: "newest" as const } }),
  fc.constant({ unready: { owner: "web", pick: "oldest" as const } }),
  fc.constant({ delete: { kind: "Pod", select: { owner: "web", pick: "oldest" as const } } }),
);
const script = fc
  .array(fc.record({ at: fc.nat({ max: 40 }).map((seconds) => seconds * 1000), step }), { maxLength: 4 })
  .map((steps) => steps.toSorted((a, b) => a.at - b.at));
const shape = fc.record({
  replicas: fc.nat({ max: 5 }),
  minReadySeconds: fc.constantFrom(0, 4),
  strategy: fc.constantFrom(
    { type: "Recreate" },
    { rollingUpdate: { maxSurge: 1, maxUnavailable: 1 } },
    { rollingUpdate: { maxSurge: 0, maxUnavailable: "50%" } },
  ),
});

test("every number is the count over the store, whatever is done to a Deployment", () => {
  fc.assert(
    fc.property(shape, script, (own, steps) => {
      const trace = simulate(story([web("nginx:1", own), front], [web("nginx:2", own), front], { script: steps }));
      checkEveryNumber(trace);
    }),
    { numRuns: 40, seed: 13 },
  );
});
