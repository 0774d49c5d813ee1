/**
 * What a rehearsal shows of the manifests that teach something: each title names the lesson, and what is seen.
 * What no rehearsal can show stands in `unseen`, with the reason.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { podColumns } from "../../engine/core/podColumns.ts";
import type { Stored } from "../../engine/core/objects.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import { processesOf } from "../../engine/rehearsal/processesOf.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import type { EndpointSlice, HorizontalPodAutoscaler, ReplicaSet } from "../../schemas/generated/types.ts";
import { objectsOf } from "../preview/support/rehearsals.ts";
import { node } from "../support/simulations.ts";

/** So many manifests has each set of notes. */
const manifests = { "000": 19, "001": 10, "002": 35, "003": 9, "004": 8 };

/** Those that no rehearsal can show, and why. */
const unseen = {
  "changes only what is inside a container, which nothing outside sees": ["000-05", "000-06"],
  "is a part of a manifest, which the API server does not take": ["001-02", "001-04", "003-06 to 003-08", "004-04 to 004-08"],
  "is refused by the API server for its kind, its version, or a field that it needs; the editor says why": [
    "001-03",
    "001-05 to 001-10",
    "002-03",
    "002-18",
    "002-19",
    "002-31",
    "003-05",
    "003-09",
    "004-01",
  ],
  "is a Service or an Ingress, which runs nothing by itself: what it reaches is told in the Services tab": [
    "002-02",
    "002-05",
    "002-06",
    "002-15",
    "002-17",
    "002-25",
    "002-27",
  ],
  "is a disk of a cloud": ["002-28"],
  "is no longer part of Kubernetes": ["002-32"],
};

/** The manifests that a text names: `000-02`, `000-02 and 000-04`, `000-02 to 000-04`. */
function namedIn(text: string): string[] {
  return [...text.matchAll(/(\d{3})-(\d{2})(?: to \1-(\d{2}))?/g)].flatMap(([, notes, from, to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${notes}-${String(Number(from) + i).padStart(2, "0")}`),
  );
}

const shown = new Set<string>();

/** A test whose title begins with the manifests that teach it. */
function lesson(title: string, run: () => void): void {
  for (const name of namedIn(title)) shown.add(name);
  test(title, run);
}

function rehearse(manifest: string, script: readonly TimedStep[] = [], cluster: readonly unknown[] = [node("n1")]): Trace {
  const after = objectsOf(manifest).map(({ object }) => object);
  return simulate({ cluster, before: [], after, script, kubelet: { spread: 0 } });
}

/** What `kubectl get pods` shows, each change on a line: second, pod (in order of creation), READY, STATUS, RESTARTS. */
function podsSeen({ versions, from }: Trace): string[] {
  const [pods, last] = [[] as string[], new Map<string, string>()];
  const lines: string[] = [];
  for (const { key, at, object } of versions) {
    if (!key.startsWith("Pod/")) continue;
    if (!pods.includes(key)) pods.push(key);
    const columns = object && podColumns(object as StoredPod);
    const line = columns ? `${columns.ready} ${columns.status} ${columns.restarts}` : "gone";
    if (last.get(key) !== line) lines.push(`${Math.round((at - from) / 100) / 10} ${pods.indexOf(key) + 1}: ${line}`);
    last.set(key, line);
  }
  return lines;
}

/** The lines that say this of a pod. */
function seen(trace: Trace, ...what: readonly string[]): string[] {
  return podsSeen(trace).filter((line) => what.some((part) => line.includes(part)));
}

const events = ({ events: told }: Trace, reason: string): string[] => told.filter((one) => one.reason === reason).map(({ message }) => message);

const job = (command: string, restartPolicy: string, rest = "") => `
apiVersion: batch/v1
kind: Job
metadata: {name: work}
spec:
  ${rest}
  template:
    spec:
      restartPolicy: ${restartPolicy}
      containers: [{name: work, image: busybox, command: ${command}}]
`;

lesson("000-02, two web servers in one pod: one of two ready, CrashLoopBackOff, restarts growing", () => {
  const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: {name: two-servers}
spec:
  containers:
  - {name: first, image: "nginx:1.17"}
  - {name: second, image: nginx}
`);
  assert.deepEqual(seen(trace, "Error", "CrashLoopBackOff").slice(0, 5), [
    "10.5 1: 1/2 Error 1",
    "22.5 1: 1/2 Error 2",
    "36 1: 1/2 CrashLoopBackOff 2",
    "44.5 1: 1/2 Error 3",
    "58 1: 1/2 CrashLoopBackOff 3",
  ]);
  assert.ok(trace.outcome.is === "stuck");
  assert.deepEqual(trace.outcome.why.numbers, { container: "second", port: 80, holder: "first" });
  const pod = trace.versions.find(({ key }) => key.startsWith("Pod/"))!.object as StoredPod;
  assert.deepEqual(processesOf(trace, pod, trace.from).get("second")!.source, { is: "image", image: "nginx" });
});

lesson("000-01, a web server and a store in one pod: pulled and started one after the other, two of two ready", () => {
  const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: {name: two}
spec:
  containers:
  - {name: web, image: "nginx:1.17"}
  - {name: store, image: "redis:3.2"}
`);
  assert.deepEqual(podsSeen(trace).slice(1), ["0 1: 0/2 ContainerCreating 0", "9 1: 2/2 Running 0"]);
  assert.deepEqual(events(trace, "Pulling"), ['Pulling image "nginx:1.17"', 'Pulling image "redis:3.2"']);
});

lesson("000-04, a pod on its node's network: a second one there cannot listen on its port", () => {
  const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}}
spec: {hostNetwork: true, containers: [{name: web, image: "nginx:1.17"}]}
---`;
  const trace = rehearse(pod("one") + pod("two"));
  assert.ok(trace.outcome.is === "stuck");
  assert.deepEqual(seen(trace, "1: 1/1", "2: 0/1 Error").slice(0, 2), ["5 1: 1/1 Running 0", "6.5 2: 0/1 Error 1"]);
});

lesson("000-13 and 002-34, a DaemonSet: a pod on every node, and on one that joins later", () => {
  const set = `
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: exporter}
spec:
  selector: {matchLabels: {app: exporter}}
  template: {metadata: {labels: {app: exporter}}, spec: {containers: [{name: exporter, image: prom/node-exporter}]}}
`;
  const trace = rehearse(set, [{ at: 20_000, step: { addNode: { name: "n3" } } }], [node("n1"), node("n2")]);
  assert.deepEqual(seen(trace, "1/1 Running"), ["5 1: 1/1 Running 0", "5 2: 1/1 Running 0", "25 3: 1/1 Running 0"]);
});

lesson("000-14 and 002-33, a StatefulSet: one pod after the other; without a storage class its claim holds the first back", () => {
  const set = `
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: set}
spec:
  serviceName: set
  replicas: 2
  selector: {matchLabels: {app: set}}
  template:
    metadata: {labels: {app: set}}
    spec: {containers: [{name: web, image: nginx, volumeMounts: [{name: www, mountPath: /www}]}]}
  volumeClaimTemplates: [{metadata: {name: www}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]
`;
  assert.deepEqual(podsSeen(rehearse(set)), ["0 1: 0/1 Pending 0"]);
  const standard = {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "standard", annotations: isDefault },
    provisioner: "any",
  };
  assert.deepEqual(
    seen(rehearse(set, [], [node("n1"), standard]), "1/1 Running").map((line) => line.replace(/^\S+ /, "")),
    ["1: 1/1 Running 0", "2: 1/1 Running 0"],
  );
});

const isDefault = { "storageclass.kubernetes.io/is-default-class": "true" };

lesson("000-03, a command instead of the image's own: sleep runs for its hour", () => {
  const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: {name: sleeper}
spec: {containers: [{name: sleeper, image: "nginx:1.17", command: [/bin/sleep], args: ["3600"]}]}
`);
  assert.deepEqual(seen(trace, "Running"), ["5 1: 1/1 Running 0"]);
  assert.equal(trace.outcome.is, "complete");
});

lesson("000-08, a ReplicaSet whose selector does not fit its template makes no pod", () => {
  const trace = rehearse(`
apiVersion: apps/v1
kind: ReplicaSet
metadata: {name: unfit}
spec:
  replicas: 3
  selector: {matchLabels: {app: one}}
  template: {metadata: {labels: {app: other}}, spec: {containers: [{name: web, image: nginx}]}}
`);
  assert.deepEqual(podsSeen(trace), []);
});

lesson("000-15, work that ends: the pod is Completed, the Job complete", () => {
  const trace = rehearse(job('["perl", "-Mbignum=bpi", "-wle", "print bpi(2000)"]', "Never", "backoffLimit: 4").replace("busybox", "perl:5.34.0"));
  assert.match(podsSeen(trace).at(-1)!, /0\/1 Completed 0$/);
  assert.equal(trace.outcome.is, "complete");
});

lesson("000-16, a command that fails, Never: pod after pod, each Error, until the back-off limit", () => {
  const trace = rehearse(job('["ls", "no such path"]', "Never"));
  assert.deepEqual(seen(trace, "Error"), [
    "5 1: 0/1 Error 0",
    "16 2: 0/1 Error 0",
    "37 3: 0/1 Error 0",
    "78 4: 0/1 Error 0",
    "159 5: 0/1 Error 0",
    "320 6: 0/1 Error 0",
    "641 7: 0/1 Error 0",
  ]);
  assert.deepEqual(events(trace, "BackoffLimitExceeded"), ["Job has reached the specified backoff limit"]);
});

lesson("000-17, a command that fails, OnFailure: one pod, restarted again and again", () => {
  const trace = rehearse(job('["ls", "no such path"]', "OnFailure"));
  assert.deepEqual(seen(trace, "Error", "gone"), [
    "5 1: 0/1 Error 1",
    "18 1: 0/1 Error 2",
    "40 1: 0/1 Error 3",
    "81 1: 0/1 Error 4",
    "162 1: 0/1 Error 5",
    "323 1: 0/1 Error 6",
    "323.5 1: 0/1 Error 6",
    "324.5 1: gone",
  ]);
  assert.deepEqual(events(trace, "BackoffLimitExceeded"), ["Job has reached the specified backoff limit"]);
});

lesson("000-18, a time to live: 30 s after the work is done the Job and its pod are gone", () => {
  const trace = rehearse(job('["sleep", "10"]', "Never", "ttlSecondsAfterFinished: 30"));
  assert.deepEqual(seen(trace, "Completed", "gone"), ["15.5 1: 0/1 Completed 0", "46 1: gone"]);
});

lesson("000-19, every minute a Job that prints and ends", () => {
  const trace = rehearse(`
apiVersion: batch/v1
kind: CronJob
metadata: {name: hello}
spec:
  schedule: "*/1 * * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers: [{name: hello, image: busybox, command: [/bin/sh, -c, date; echo Hello]}]
`);
  assert.deepEqual(seen(trace, "Completed").slice(0, 3), ["65.1 1: 0/1 Completed 0", "121.1 2: 0/1 Completed 0", "181.1 3: 0/1 Completed 0"]);
});

lesson("001-01, a liveness probe that nothing answers: the container is killed and started again", () => {
  const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: {name: crane}
spec:
  containers:
  - name: crane
    image: nginx
    livenessProbe: {httpGet: {path: /test, port: 8080}}
`);
  assert.deepEqual(seen(trace, "Running").slice(0, 3), ["5 1: 1/1 Running 0", "30 1: 1/1 Running 1", "60 1: 1/1 Running 2"]);
  assert.equal(events(trace, "Killing")[0], "Container crane failed liveness probe, will be restarted");
});

lesson("002-20, a readiness probe: the container runs, and is ready only when the probe's delay is over", () => {
  const probe = "{httpGet: {path: /, port: 3000}, initialDelaySeconds: 15, timeoutSeconds: 30}";
  const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: {name: hello}
spec: {containers: [{name: hello, image: wardviaene/k8s-demo, ports: [{containerPort: 3000}], readinessProbe: ${probe}, livenessProbe: ${probe}}]}
`);
  const [running, ready] = seen(trace, "Running");
  assert.equal(running, "5 1: 0/1 Running 0");
  assert.match(ready!, /^(2\d|30) 1: 1\/1 Running 0$/);
});

lesson("002-01, 002-04, 002-07, 002-08, 002-12 to 002-14 and 002-16, images of one's own: they are assumed to run on", () => {
  const trace = rehearse(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  replicas: 2
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      containers: [{name: app, image: my-docker-hub/app, ports: [{containerPort: 3000}], volumeMounts: [{name: data, mountPath: /data}]}]
      volumes: [{name: data, hostPath: {path: /data, type: DirectoryOrCreate}}]
`);
  assert.equal(seen(trace, "1/1 Running 0").length, 2);
  assert.equal(trace.outcome.is, "complete");
});

lesson("002-09 to 002-11, a claim that nothing fits holds the pods back; its volume lets them in", () => {
  const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: host}
spec: {volumeName: host, accessModes: [ReadWriteOnce], storageClassName: standard, resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: app}
spec:
  containers: [{name: app, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: host}}]
`;
  const volume = `
apiVersion: v1
kind: PersistentVolume
metadata: {name: host}
spec: {capacity: {storage: 1Gi}, storageClassName: standard, accessModes: [ReadWriteOnce], hostPath: {path: /data}}
---`;
  assert.deepEqual(podsSeen(rehearse(claim)), ["0 1: 0/1 Pending 0"]);
  assert.match(podsSeen(rehearse(volume + claim)).at(-1)!, /1\/1 Running 0$/);
});

const lifecycle = `
apiVersion: v1
kind: Pod
metadata: {name: lifecycle}
spec:
  initContainers: [{name: init, image: busybox, command: [sh, -c, sleep 10]}]
  containers:
  - name: lifecycle
    image: busybox
    command: [sh, -c, echo running >> /timing && /bin/sleep 120]
    readinessProbe: {exec: {command: [sh, -c, echo ready >> /timing]}, initialDelaySeconds: 35}
    livenessProbe: {exec: {command: [sh, -c, echo alive >> /timing]}, initialDelaySeconds: 35, timeoutSeconds: 30}
    lifecycle:
      postStart: {exec: {command: [sh, -c, echo begun >> /timing && sleep 10]}}
      preStop: {exec: {command: [sh, -c, echo ends >> /timing && sleep 10]}}
`;

lesson("002-21, the life of a pod: 10 s of initialization, 10 s of postStart, ready after the probes' delay, 10 s of preStop", () => {
  const trace = rehearse(lifecycle, [{ at: 60_000, step: { delete: { kind: "Pod", name: "lifecycle" } } }]);
  assert.deepEqual(podsSeen(trace).slice(1), [
    "0 1: 0/1 Init:0/1 0",
    "15.5 1: 0/1 PodInitializing 0",
    "25.5 1: 0/1 Running 0",
    "50 1: 1/1 Running 0",
    "60 1: 1/1 Terminating 0",
    "90 1: 0/1 Error 0",
    "90.5 1: gone",
  ]);
});

const secret = `
apiVersion: v1
kind: Secret
metadata: {name: wordpress}
stringData: {db-password: secret}
---`;
const wordpress = `
apiVersion: v1
kind: Pod
metadata: {name: wordpress}
spec:
  containers:
  - name: mysql
    image: mysql:8
    env: [{name: MYSQL_ROOT_PASSWORD, valueFrom: {secretKeyRef: {name: wordpress, key: db-password}}}]
`;

lesson("002-22 and 002-24, a Secret as environment: without it the container cannot be created, with it the database runs", () => {
  const lacking = rehearse(wordpress);
  assert.match(podsSeen(lacking).at(-1)!, /0\/1 CreateContainerConfigError 0$/);
  assert.ok(lacking.outcome.is === "stuck");
  assert.deepEqual(lacking.outcome.why.numbers, { pods: 1, message: 'secret "wordpress" not found' });
  assert.match(podsSeen(rehearse(secret + wordpress)).at(-1)!, /1\/1 Running 0$/);
});

lesson("002-22, a database without its password variable ends at once, again and again", () => {
  const trace = rehearse(wordpress.replace(/env: .*/, "env: [{name: MYSQL_DATABASE, value: wordpress}]"));
  assert.match(seen(trace, "CrashLoopBackOff")[0]!, /0\/1 CrashLoopBackOff/);
});

lesson("002-26, a ConfigMap as files: without it the pod stays ContainerCreating, when it comes the pod starts", () => {
  const pod = `
apiVersion: v1
kind: Pod
metadata: {name: proxy}
spec:
  containers: [{name: nginx, image: "nginx:1.11", volumeMounts: [{name: config, mountPath: /etc/nginx/conf.d}]}]
  volumes: [{name: config, configMap: {name: nginx-config, items: [{key: proxy.conf, path: proxy.conf}]}}]
`;
  const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "nginx-config" }, data: { "proxy.conf": "server { listen 80; }" } };
  const lacking = rehearse(pod);
  assert.match(podsSeen(lacking).at(-1)!, /0\/1 ContainerCreating 0$/);
  assert.ok(lacking.outcome.is === "stuck");
  assert.deepEqual(lacking.outcome.why.numbers, { volume: "config", message: 'configmap "nginx-config" not found' });
  assert.match(podsSeen(rehearse(pod, [{ at: 20_000, step: { apply: [map] } }])).at(-1)!, /1\/1 Running 0$/);
});

lesson("003-03, a label that no node has keeps a pod Pending; the node that gets it lets it in", () => {
  const pod = `
apiVersion: v1
kind: Pod
metadata: {name: nginx}
spec: {nodeSelector: {gpu: "true"}, containers: [{name: nginx, image: "nginx:1.14.2"}]}
`;
  const waiting = rehearse(pod);
  assert.deepEqual(podsSeen(waiting), ["0 1: 0/1 Pending 0"]);
  assert.match(events(waiting, "FailedScheduling")[0]!, /didn't match Pod's node affinity\/selector/);
  const labelled = rehearse(pod, [{ at: 30_000, step: { label: { node: "n1", labels: { gpu: "true" } } } }]);
  assert.match(podsSeen(labelled).at(-1)!, /1\/1 Running 0$/);
});

const deployment = (strategy: string, image = "nginx") => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  strategy: ${strategy}
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "${image}"}]}}
`;

/** As `kubectl set image` does. */
function withImage(image: string): TimedStep["step"] {
  return { patch: { kind: "Deployment", name: "web", patch: { spec: { template: { spec: { containers: [{ name: "web", image }] } } } } } };
}

/** How many pods of the old and of the new template there are, whenever that changes. */
function replicasSeen({ versions }: Trace): string[] {
  const counts = new Map<string, number>();
  const lines: string[] = [];
  for (const { key, object } of versions) {
    if (!key.startsWith("ReplicaSet/") || !object) continue;
    counts.set(key, (object as Stored<ReplicaSet>).spec.replicas ?? 0);
    const line = [...counts.values()].join(" ");
    if (lines.at(-1) !== line) lines.push(line);
  }
  return lines;
}

lesson("000-07, a ReplicaSet: a pod that is deleted is made good at once", () => {
  const set = deployment("{}").replace("Deployment", "ReplicaSet").replace("  strategy: {}\n", "");
  const trace = rehearse(set, [{ at: 30_000, step: { delete: { kind: "Pod", select: { owner: "web", pick: "oldest" } } } }]);
  assert.equal(seen(trace, "1/1 Running").length, 4);
  assert.match(seen(trace, "gone")[0]!, /^3\d(\.\d)? 1: gone$/);
});

lesson(
  "000-09 and 004-02, a Deployment makes a ReplicaSet for its template; another image makes a second one, and a rollback uses the first again",
  () => {
    const script: TimedStep[] = [
      { at: 30_000, step: withImage("nginx:1.17") },
      { at: 90_000, step: { rollback: { kind: "Deployment", name: "web" } } },
    ];
    const trace = rehearse(deployment("{}"), script);
    const sets = new Set(trace.versions.filter(({ key }) => key.startsWith("ReplicaSet/")).map(({ key }) => key));
    assert.equal(sets.size, 2);
    assert.deepEqual([replicasSeen(trace).includes("0 3"), replicasSeen(trace).at(-1)], [true, "3 0"]);
  },
);

lesson("000-10, Recreate: all old pods are gone before the first new one is there", () => {
  const trace = rehearse(deployment("{type: Recreate}"), [{ at: 30_000, step: withImage("nginx:1.17") }]);
  assert.deepEqual(replicasSeen(trace), ["3", "0", "0 3"]);
});

lesson("000-11, one more and none less, or one less and none more: old and new in turn, as the notes list them", () => {
  const rolling = (maxSurge: number, maxUnavailable: number) =>
    replicasSeen(
      rehearse(deployment(`{rollingUpdate: {maxSurge: ${maxSurge}, maxUnavailable: ${maxUnavailable}}}`), [
        { at: 30_000, step: withImage("nginx:1.17") },
      ]),
    );
  assert.deepEqual(rolling(1, 0).slice(-6), ["3 1", "2 1", "2 2", "1 2", "1 3", "0 3"]);
  assert.deepEqual(rolling(0, 1).slice(-6), ["2 0", "2 1", "1 1", "1 2", "0 2", "0 3"]);
});

lesson("000-12, the parameters of an update: of five revisions two old ReplicaSets stay to go back to", () => {
  const manifest = deployment("{}").replace("  replicas: 3", "  replicas: 3\n  minReadySeconds: 0\n  revisionHistoryLimit: 2");
  const images = ["1.17", "1.18", "1.19", "1.20"];
  const trace = rehearse(
    manifest,
    images.map((tag, i) => ({ at: 60_000 * (i + 1), step: withImage(`nginx:${tag}`) })),
  );
  const last = new Map(trace.versions.map(({ key, object }) => [key, object]));
  assert.equal([...last].filter(([key, object]) => key.startsWith("ReplicaSet/") && object).length, 3);
});

lesson("002-23, a Secret as files: without it the pod stays ContainerCreating", () => {
  const pod = `
apiVersion: v1
kind: Pod
metadata: {name: hello}
spec:
  containers: [{name: hello, image: wardviaene/k8s-demo, volumeMounts: [{name: credentials, mountPath: /etc/creds, readOnly: true}]}]
  volumes: [{name: credentials, secret: {secretName: wordpress}}]
`;
  const lacking = rehearse(pod);
  assert.match(podsSeen(lacking).at(-1)!, /0\/1 ContainerCreating 0$/);
  assert.match(events(lacking, "FailedMount")[0]!, /secret "wordpress" not found/);
  assert.match(podsSeen(rehearse(secret + pod)).at(-1)!, /1\/1 Running 0$/);
});

lesson("002-29 and 002-30, a claim of a class: without the class it holds its pod back, with it a volume is made", () => {
  const claim = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: storage, annotations: {volume.beta.kubernetes.io/storage-class: standard}}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 8Gi}}}
---
apiVersion: v1
kind: Pod
metadata: {name: database}
spec:
  containers: [{name: database, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}]
  volumes: [{name: data, persistentVolumeClaim: {claimName: storage}}]
`;
  const standard = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "standard" }, provisioner: "kubernetes.io/aws-ebs" };
  assert.deepEqual(podsSeen(rehearse(claim)), ["0 1: 0/1 Pending 0"]);
  assert.match(podsSeen(rehearse(claim, [], [node("n1"), standard])).at(-1)!, /1\/1 Running 0$/);
});

lesson("002-35, an autoscaler: with load there are more pods, up to ten", () => {
  const scaled = `${deployment("{}").replace('image: "nginx"', "image: nginx, resources: {requests: {cpu: 200m}}")}
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, minReplicas: 1, maxReplicas: 10, targetCPUUtilizationPercentage: 50}
`;
  const trace = rehearse(scaled, [{ at: 30_000, step: { metrics: { web: { cpu: { total: 5000 } } } } }]);
  const autoscaler = trace.versions.findLast(({ key }) => key.startsWith("HorizontalPodAutoscaler/"))!.object as Stored<HorizontalPodAutoscaler>;
  assert.equal(autoscaler.status.desiredReplicas, 10);
  assert.equal(podsSeen(trace).filter((line) => line.endsWith("1/1 Running 0")).length, 10);
});

lesson("003-01, 003-02 and 003-04, a pod of one container: its image is pulled, it runs, and labels change nothing of that", () => {
  for (const more of ["{name: nginx}", "{name: nginx, labels: {env: dev, creation_method: manual}}"]) {
    const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: ${more}
spec: {containers: [{name: nginx, image: "nginx:1.14.2", ports: [{containerPort: 80}]}]}
`);
    assert.deepEqual(podsSeen(trace).slice(1), ["0 1: 0/1 ContainerCreating 0", "5 1: 1/1 Running 0"]);
  }
});

lesson("004-03, a Service and its Deployment: all three pods are behind it once they are ready", () => {
  const service = `
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: LoadBalancer, ports: [{port: 80}], selector: {app: web}}
---`;
  const trace = rehearse(service + deployment("{}"));
  const slice = trace.versions.findLast(({ key }) => key.startsWith("EndpointSlice/"))!.object as Stored<EndpointSlice>;
  assert.deepEqual(
    slice.endpoints?.map(({ conditions }) => conditions?.ready),
    [true, true, true],
  );
});

test("every manifest of the notes is shown by a lesson, or it is said why none can", () => {
  const all = Object.entries(manifests).flatMap(([notes, count]) => namedIn(`${notes}-01 to ${notes}-${String(count).padStart(2, "0")}`));
  const told = new Set([...shown, ...Object.values(unseen).flatMap((names) => names.flatMap(namedIn))]);
  assert.deepEqual(
    all.filter((name) => !told.has(name)),
    [],
  );
  assert.deepEqual(
    [...told].filter((name) => !all.includes(name)),
    [],
  );
});
