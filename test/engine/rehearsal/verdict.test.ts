import assert from "node:assert/strict";
import { test } from "node:test";
import { render, wordsOf } from "../../../api/words/sentence.ts";
import { isReady, isTerminating, type StoredPod } from "../../../engine/core/pods.ts";
import { type Scenario, simulate } from "../../../engine/rehearsal/simulate.ts";
import { verdictOf } from "../../../engine/rehearsal/verdict/verdict.ts";
import { en as reasons } from "../../../engine/words/en.ts";
import { en } from "../../../engine/rehearsal/verdict/words/en.ts";
import { reasonOf } from "../../../engine/rehearsal/verdict/words/say.ts";
import {
  agent,
  claim,
  claiming,
  configMap,
  container,
  cronJob,
  job,
  load,
  scaler,
  service,
  storageClass,
  story,
  web,
} from "../../support/stories.ts";

/** What a person reads of a story: the state, and one line for each thing to know. How many seconds it takes is the kubelet's business. */
function check(scenario: Scenario, told: string): void {
  const { state, findings } = structuredClone(verdictOf(simulate(scenario)));
  const words = wordsOf("en", { ...reasons, ...en });
  const lines = findings.map(({ sentence, why }) => {
    const line = render(sentence, words);
    if (sentence.code === "nothing-listens" || sentence.code === "no-port-named") return line.split(":")[0];
    return why ? `${line.split(":")[0]} · ${why.rule}` : line.replace(/for \d+ s/, "for some seconds");
  });
  const wanted = told
    .trim()
    .split("\n")
    .map((line) => line.trim());
  assert.deepEqual([en[`state-${state}`], ...lines], wanted);
}

test("a new image: nothing to say", () => check(story([web("nginx:1")], [web("nginx:2")]), "Works"));

test("Recreate: everybody is gone for a time", () => {
  const strategy = { strategy: { type: "Recreate" } };
  check(
    story([web("nginx:1", strategy), service({ app: "web" })], [web("nginx:2", strategy), service({ app: "web" })]),
    `Works, with trouble
    Deployment web is down for some seconds
    Service web has no endpoints for some seconds`,
  );
});

test("a claim that cannot change is refused, and the rest goes on", () =>
  check(
    story([storageClass, claim("fast"), claiming("nginx:1")], [storageClass, claim("slow"), claiming("nginx:2")]),
    `Fails
    1 of 3 objects refused: PersistentVolumeClaim "data" is invalid: spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims`,
  ));

test("what is bound, has run or is scaled is applied once more without a word", () => {
  const bare = (image: string) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "bare" }, spec: { containers: [container(image)] } });
  const file = (image: string) => [storageClass, claim("fast"), claiming("nginx:1"), job(), scaler, bare(image)];
  const trace = simulate(story(file("nginx:1"), file("nginx:2")));
  assert.deepEqual(
    trace.change?.applied.map(({ is }) => is),
    ["unchanged", "unchanged", "unchanged", "unchanged", "unchanged", "configured"],
  );
});

test("a Job that fails is no success", () =>
  check(
    story([], [job()], { kubelet: { faults: [{ of: "migrate", is: "crash", afterMillis: 2000 }] } }),
    `Fails
    Job migrate fails: 0 of 1 done, app exits with code 1, backoff limit 1 reached`,
  ));

test("a Job that has failed is no success when its time to live is over", () =>
  check(
    story([], [job({ ttlSecondsAfterFinished: 5, backoffLimit: 0 })]),
    `Fails
    Job migrate fails: 0 of 1 done, app exits with code 1, backoff limit 0 reached`,
  ));

test("what is cleared away later makes nothing take longer", () => {
  const template = { spec: { restartPolicy: "Never", containers: [{ name: "app", image: "busybox:1", command: ["sleep", "10"] }] } };
  const took = (more: object) => verdictOf(simulate(story([], [job({ template, ...more })]))).millis;
  assert.ok(took({ ttlSecondsAfterFinished: 500 }) <= took({}));
});

test("an init container that runs on is named", () => {
  const pod = { initContainers: [{ name: "prepare", image: "busybox:1", command: ["sleep", "infinity"] }], containers: [container("nginx:1")] };
  check(
    story([], [web("nginx:1", { pod })]),
    `Fails
    Deployment web never completes · stuck-init-runs`,
  );
});

test("a path that a probe looks for, and nobody makes, is only assumed", () => {
  const readinessProbe = { exec: { command: ["ls", "/var/ready"] } };
  const { assumed } = verdictOf(simulate(story([], [web("nginx:1", { pod: { containers: [container("nginx:1", { readinessProbe })] } })])));
  assert.deepEqual(
    assumed.map((sentence) => render(sentence, wordsOf("en", { ...reasons, ...en }))),
    ["/var/ready is assumed to exist in container app: a probe uses it"],
  );
});

test("a Secret that is not there", () => {
  const env = [{ name: "KEY", valueFrom: { secretKeyRef: { name: "nope", key: "key" } } }];
  check(
    story([], [web("nginx:1", { pod: { containers: [container("nginx:1", { env })] } })]),
    `Fails
    Deployment web never completes · stuck-config`,
  );
});

test("a Service goes from blue to green without a gap", () => {
  const [blue, green] = ["blue", "green"].map((name) => web(`${name}:1`, { name, labels: { color: name } }));
  check(story([blue, green, service({ color: "blue" })], [blue, green, service({ color: "green" })]), "Works");
});

test("a Service that has endpoints and reaches nobody", () => {
  const bare = web("nginx:1", { pod: { containers: [{ name: "app", image: "nginx:1.27" }] } });
  const to = (targetPort: number | string) => ({ ...service({ app: "web" }), spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort }] } });
  check(
    story([], [bare, to(8080)]),
    `Fails
     port 80 of Service web leads nowhere`,
  );
  check(
    story([], [bare, to("http")]),
    `Fails
     port 80 of Service web leads nowhere`,
  );
  // To declare a port opens none.
  const declares = (image: string, containerPort: number) =>
    web(image, { pod: { containers: [{ name: "app", image, ports: [{ name: "http", containerPort }] }] } });
  for (const target of [8080, "http"])
    check(
      story([], [declares("nginx:1.27", 8080), to(target)]),
      `Fails
       port 80 of Service web leads nowhere`,
    );
  check(story([], [declares("nginx:1.27", 80), to("http")]), "Works");
  check(story([], [declares("team/nginx:1", 8080), to("http")]), "Works");
  check(story([], [bare, to(80)]), "Works");
  check(story([], [web("registry.example/app:1", { pod: { containers: [{ name: "app", image: "registry.example/app:1" }] } }), to(8080)]), "Works");
});

test("a Secret that a Job of the change makes is not missed", () => {
  const args = ["create", "--host=web", "--secret-name=web-cert"];
  const template = { spec: { restartPolicy: "OnFailure", containers: [{ name: "create", image: "registry.example/certgen:1", args }] } };
  const maker = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "certify" }, spec: { ttlSecondsAfterFinished: 0, template } };
  const volumes = [{ name: "cert", secret: { secretName: "web-cert" } }];
  const server = web("nginx:1", { pod: { volumes, containers: [container("nginx:1", { volumeMounts: [{ name: "cert", mountPath: "/cert" }] })] } });
  check(story([], [server, maker]), "Works");
  check(
    story([], [server]),
    `Fails
     Deployment web never completes · stuck-volume`,
  );
});

test("what has to be there beside the change is said", () => {
  const { assumed } = verdictOf(simulate(story([], [web("nginx:1", { pod: { serviceAccountName: "robot" } })])));
  assert.deepEqual(
    assumed.map((sentence) => render(sentence, wordsOf("en", { ...reasons, ...en }))),
    ["ServiceAccount robot is assumed to exist: otherwise no pod would be created"],
  );
});

test("a Service whose selector matches nothing", () =>
  check(
    story([], [web("nginx:1"), service({ app: "wbe" })]),
    `Fails
    Service web selects no pod`,
  ));

test("a drain that a budget blocks", () => {
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "web" },
    spec: { minAvailable: 3, selector: { matchLabels: { app: "web" } } },
  };
  check(
    story([web("nginx:1"), budget], [web("nginx:1"), budget], { script: [{ at: 1000, step: { evict: { pick: "all" } } }] }),
    `Works, with trouble
    refused 3 times, first after 1 s: Cannot evict pod as it would violate the pod's disruption budget.`,
  );
});

test("a drain that waits for a budget to the end", () => {
  const budget = {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: "web" },
    spec: { minAvailable: 3, selector: { matchLabels: { app: "web" } } },
  };
  check(
    story([web("nginx:1", { pod: { nodeName: "n1" } }), budget], [web("nginx:1", { pod: { nodeName: "n1" } }), budget], {
      script: [{ at: 1000, step: { evict: { node: "n1", pick: "all" } } }],
    }),
    `Works, with trouble
    the drain of n1 never ends: PodDisruptionBudget web keeps 3 pods`,
  );
});

test("a quota without room for the surge", () => {
  const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "few" }, spec: { hard: { pods: "3" } } };
  check(
    story([web("nginx:1"), quota], [web("nginx:2"), quota]),
    `Fails
    Deployment web never completes · stuck-refused`,
  );
});

test("more pods than nodes with the port", () => {
  const ports = [{ containerPort: 80, hostPort: 80 }];
  const deployment = web("nginx:1", { replicas: 4, pod: { containers: [container("nginx:1", { ports })] } });
  check(
    story([], [deployment]),
    `Fails
    Deployment web never completes · stuck-unschedulable`,
  );
});

test("a nightly CronJob is watched until it has run", () => {
  const trace = simulate(story([], [cronJob("0 3 * * *")]));
  assert.equal(verdictOf(trace).state, "works");
  assert.ok(trace.versions.some(({ key, at }) => key.startsWith("Job/") && at >= trace.from + 18 * 3_600_000));
});

test("an autoscaler is watched until the load has done its work", () => {
  const trace = simulate(story([web("nginx:1"), scaler], [web("nginx:1"), scaler], { script: [load(5000, 200), load(60_000, 20)] }));
  const sizes = trace.actions.flatMap(({ about, what }) => (about.kind === "Deployment" && what.is === "scale" ? [what.to] : []));
  assert.deepEqual([sizes[0], sizes.at(-1)], [6, 2]);
});

test("twelve workloads, of which one changes", () => {
  const shop = (version: number) =>
    Array.from({ length: 12 }, (_, i) => [web(`shop/s${i}:${i === 2 ? version : 1}`, { name: `s${i}` }), service({ app: `s${i}` }, `s${i}`)]).flat();
  const trace = simulate(story(shop(1), shop(2)));
  const { state, workloads } = verdictOf(trace);
  assert.deepEqual([state, workloads.length], ["works", 12]);
  assert.deepEqual(
    trace.actions.filter(({ what }) => what.is === "ask" || what.is === "finish").map(({ about, what }) => `${about.name} ${what.is}`),
    ["s2 ask", "s2 finish"],
  );
});

test("a pod by hand that did its work is not down, and one that failed says how", () => {
  const bare = (code: number) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "once" },
    spec: { restartPolicy: "Never", containers: [{ name: "app", image: "busybox:1", command: ["sh", "-c", `sleep 5; exit ${code}`] }] },
  });
  check(story([], [bare(0)]), "Works");
  check(
    story([], [bare(3)]),
    `Fails
    Pod once fails: app exits with code 3`,
  );
});

test("a pod by hand with a new image restarts in place: nobody answers meanwhile", () => {
  const pod = (image: string) => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "alone" }, spec: { containers: [{ name: "app", image }] } });
  const scenario = story([pod("nginx:1")], [pod("nginx:2")]);
  check(
    scenario,
    `Works, with trouble
     Pod alone is down for some seconds: its container is replaced in place, and its status still says ready`,
  );
  assert.ok(simulate(scenario).events.some(({ message }) => message === "Container app definition changed, will be restarted"));
});

test("a crash loop of a first rollout is one line: what never ran is not down", () => {
  const containers = [container("app:1"), { ...container("app:1"), name: "other", command: ["sh", "-c", "exit 1"] }];
  check(
    story([], [{ apiVersion: "v1", kind: "Pod", metadata: { name: "two" }, spec: { containers } }]),
    `Fails
    Pod two never completes · stuck-crashing`,
  );
});

test("what comes up only for moments after the change is down from its first moment on", () => {
  const crashing = { pod: { containers: [container("busybox:1", { command: ["sh", "-c", "sleep 2; exit 1"], readinessProbe: undefined })] } };
  const trace = simulate(story([web("nginx:1", { strategy: { type: "Recreate" } })], [web("x", { strategy: { type: "Recreate" }, ...crashing })]));
  const down = verdictOf(trace).findings.find(({ code }) => code === "down-since")!;

  assert.ok(down.at - trace.from < 5000, String(down.at - trace.from));
});

test("nobody replaces the pods of a ReplicaSet", () => {
  const set = (image: string) => ({ ...web(image), kind: "ReplicaSet" });
  check(
    story([set("nginx:1")], [set("nginx:2")]),
    `Works, with trouble
    ReplicaSet web replaces no pods: 3 pods keep the old template until somebody deletes them`,
  );
});

test("several refusals are counted once, and huge values are left out of the server's message", () => {
  const other = { ...job(), metadata: { name: "other" } };
  const changed = (one: ReturnType<typeof job>) => ({
    ...one,
    spec: { ...one.spec, template: { spec: { restartPolicy: "OnFailure", containers: [container("x")] } } },
  });
  const { findings } = verdictOf(simulate(story([job(), other], [changed(job()), changed(other)])));
  const words = wordsOf("en", { ...reasons, ...en });
  assert.deepEqual(
    findings.slice(0, 2).map(({ sentence, spot }) => [render(sentence, words), spot?.field]),
    [
      ['2 of 2 objects refused: Job.batch "migrate" is invalid: spec.template: Invalid value: …: field is immutable', "spec.template"],
      ['refused: Job.batch "other" is invalid: spec.template: Invalid value: …: field is immutable', "spec.template"],
    ],
  );
});

test("an autoscaler in the older version of its API is applied again without a word", () => {
  const spec = { scaleTargetRef: scaler.spec.scaleTargetRef, minReplicas: 2, maxReplicas: 6, targetCPUUtilizationPercentage: 50 };
  const older = { apiVersion: "autoscaling/v1", kind: "HorizontalPodAutoscaler", metadata: { name: "web" }, spec };
  const trace = simulate(story([web("nginx:1"), older], [web("nginx:2"), older], { script: [load(5000, 200)] }));
  assert.deepEqual(
    trace.change?.applied.map(({ is }) => is),
    ["configured", "unchanged"],
  );
  assert.ok(trace.actions.some(({ what }) => what.is === "scale" && what.to === 6));
});

test("a DaemonSet that matches no node", () =>
  check(
    story([], [agent({ disk: "none" })]),
    `Fails
    DaemonSet agent runs on no node: none of 3 nodes fits`,
  ));

test("a ConfigMap alone restarts nothing", () => {
  const reader = web("nginx:1", { pod: { containers: [container("nginx:1", { envFrom: [{ configMapRef: { name: "settings" } }] })] } });
  check(
    story([configMap("1"), reader], [configMap("2"), reader]),
    `Works, with trouble
    ConfigMap settings restarts nothing: pods of Deployment web keep the old values`,
  );
});

test("files of a changed ConfigMap become new by themselves, and what was read into the environment does not", () => {
  const mounts = { volumeMounts: [{ name: "settings", mountPath: "/etc/settings" }] };
  const volumes = [{ name: "settings", configMap: { name: "settings" } }];
  const toldOf = (more: object) => {
    const reader = web("nginx:1", { pod: { containers: [container("nginx:1", { ...mounts, ...more })], volumes } });
    const { assumed } = verdictOf(simulate(story([configMap("1"), reader], [configMap("2"), reader])));
    return assumed.map((sentence) => render(sentence, wordsOf("en", { ...reasons, ...en })).replace(/after \d+ s/, "after some seconds"));
  };
  const told = "ConfigMap settings is updated in the volumes of 3 pods after some seconds (in a real cluster up to 90 s)";
  assert.deepEqual(toldOf({}), [told]);
  assert.deepEqual(toldOf({ envFrom: [{ configMapRef: { name: "settings" } }] }), [
    `${told}; environment variables and subPath mounts keep the old values`,
  ]);
});

test("what has left the file keeps running, unless it is pruned", () => {
  const before = [web("nginx:1"), configMap("1"), service({ app: "web" })];
  check(
    story(before, [web("nginx:2")]),
    `Works, with trouble
    2 objects are no longer in the file and keep running: ConfigMap settings and Service web`,
  );
  check(story(before, [web("nginx:2")], { prunes: true }), "Works");
});

test("nothing ends while pods are not ready", () => {
  const slow = story([web("nginx:1", { replicas: 4 })], [web("nginx:2", { replicas: 4 })], {
    kubelet: { faults: [{ of: "web#2", is: "slow", warmUpMillis: 200_000 }] },
  });
  const { outcome, versions } = simulate(slow);
  assert.equal(outcome.is, "complete");
  const pods = new Map(versions.filter(({ key, at }) => key.startsWith("Pod/") && at <= outcome.at).map(({ key, object }) => [key, object]));
  const there = [...pods.values()].filter((pod) => pod !== undefined) as StoredPod[];
  assert.deepEqual(there.filter((pod) => !isTerminating(pod)).map(isReady), [true, true, true, true]);
});

test("the kubelet's own words say why a container is ended, or never ready, and what an image lacks is named", () => {
  const told = (name: string, more: object, others: object = {}): string => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: [{ name, ...more }], ...others } };
    const { findings } = verdictOf(simulate(story([], [pod])));
    return render(findings[0]!.sentence, wordsOf("en", { ...reasons, ...en })).replace(/\d+(\.\d+){3}/g, "IP");
  };
  const httpGet = { path: "/up", port: 8080 };
  assert.equal(
    told("web", { image: "nginx:1", livenessProbe: { httpGet, periodSeconds: 5 } }),
    'Pod p never completes: web is restarted again and again: Liveness probe failed: Get "http://IP:8080/up": dial tcp IP:8080: connect: connection refused',
  );
  assert.equal(
    told("web", { image: "nginx:1", readinessProbe: { httpGet: { ...httpGet, port: 80 } } }),
    "Pod p never completes: 1 pod never ready: in container web, Readiness probe failed: HTTP probe failed with statuscode: 404",
  );
  assert.equal(
    told("web", { image: "nginx:1", lifecycle: { postStart: { exec: { command: ["false"] } } } }),
    "Pod p never completes: web is restarted again and again: its postStart hook fails",
  );
  assert.match(told("db", { image: "postgres:16" }), /db exits with code 1: none of these variables is set: POSTGRES_PASSWORD/);
  assert.match(
    told("web", { image: "nginx:1", imagePullPolicy: "Never" }),
    /web cannot start: Container image "nginx:1" is not present with pull policy of Never/,
  );
  const initContainers = [{ name: "prepare", image: "busybox:1", command: ["false"] }];
  assert.match(told("web", { image: "nginx:1" }, { initContainers }), /init container prepare keeps exiting with code 1/);
});

test("a program that a well-known image is not known to have is assumed, and named", () => {
  const trace = simulate(story([], [web("nginx:1", { pod: { containers: [container("nginx:1", { command: ["ngnix", "-g", "daemon off;"] })] } })]));
  assert.deepEqual(verdictOf(trace).assumed, [{ code: "assumed-program", parts: { program: "ngnix", container: "app", image: "nginx:1" } }]);
});

test("images of which nothing is known are named once they have run, unless the scenario states what they do", () => {
  const containers = [
    container("team/shop:1", { name: "shop" }),
    container("redis:7", { name: "cache" }),
    container("team/log:2", { name: "log", command: ["sleep", "infinity"] }),
  ];
  const shop = web("team/shop:1", { pod: { containers } });
  const { unknownImages, assumed, state } = verdictOf(simulate(story([], [shop])));
  assert.equal(state, "works");
  assert.deepEqual(
    unknownImages.map(({ image, workload, field }) => [image, workload.name, field]),
    [["team/shop:1", "web", "containers[0].image"]],
  );
  assert.deepEqual(
    assumed.map((sentence) => render(sentence, wordsOf("en", { ...reasons, ...en }))),
    ["image team/shop:1 is unknown: it is assumed to run without errors"],
  );
  // It is called as a well-known one, and its pod names another port: so it is another program.
  const proxy = web("team/nginx:1", {
    pod: { containers: [container("team/nginx:1", { ports: [{ containerPort: 8080 }], readinessProbe: undefined })] },
  });
  assert.deepEqual(
    verdictOf(simulate(story([], [proxy]))).unknownImages.map(({ image }) => image),
    ["team/nginx:1"],
  );
  const stated = [{ of: "web", containers: { shop: [{ serves: [{ port: 80 }] }] } }];
  assert.deepEqual(verdictOf(simulate({ ...story([], [shop]), kubelet: { stated } })).unknownImages, []);
});

// The refusal is as Kubernetes 1.36 printed it.
test("a custom resource is skipped and named, unless its definition refuses it", () => {
  const size = { type: "integer", maximum: 5 };
  const schema = { openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties: { size, open: { type: "boolean" } } } } } };
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "shops.example.com" },
    spec: {
      group: "example.com",
      scope: "Namespaced",
      names: { kind: "Shop", plural: "shops" },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  };
  const shop = (spec: object): object => ({ apiVersion: "example.com/v1", kind: "Shop", metadata: { name: "corner" }, spec });
  const alone = verdictOf(simulate(story([], [shop({ size: 7 })])));
  assert.deepEqual(
    alone.assumed.map(({ code }) => code),
    ["assumed-kinds"],
  );
  assert.deepEqual(verdictOf(simulate(story([], [definition, shop({ size: 5 })]))).assumed, []);
  const { findings } = verdictOf(simulate(story([], [definition, shop({ size: 7, open: "yes" })])));
  assert.deepEqual(
    findings.map(({ sentence }) => sentence.parts?.["message"]),
    [
      'Shop.example.com "corner" is invalid: [spec.size: Invalid value: 7: spec.size in body should be less than or equal to 5, ' +
        'spec.open: Invalid value: "string": spec.open in body must be of type boolean: "string"]',
    ],
  );
});

test("what starts and ends again and again keeps restarting, at whatever moment the rehearsal ends", () => {
  const told = [2, 5, 7, 9, 20].map((seconds) => {
    const command = ["sh", "-c", `sleep ${seconds}; exit 1`];
    const { findings } = verdictOf(
      simulate(story([], [web("x", { pod: { containers: [container("busybox:1", { command, readinessProbe: undefined })] } })])),
    );
    return findings.map(({ code, state }) => `${code} ${state}`).join();
  });
  assert.deepEqual(new Set(told), new Set(["crashes fails"]));
});

test("pods that keep restarting: which container, with which code, and the line to change", () => {
  const liveness = { exec: { command: ["true"] }, initialDelaySeconds: 35 };
  const containers = [container("nginx:1"), container("busybox:1", { name: "clock", command: ["sleep", "250"], livenessProbe: liveness })];
  const { findings } = verdictOf(simulate(story([], [web("nginx:1", { replicas: 1, pod: { containers } })])));
  const found = findings.find(({ code }) => code === "crashes");
  assert.match(render(reasonOf(found!.why!), wordsOf("en", { ...reasons, ...en })), /^clock keeps exiting with code 0: \d+ restarts? so far$/);
  assert.equal(found?.spot?.field, "spec.template.spec.containers[1]");
});
