/**
 * What a rehearsal shows of the manifests that teach something: each title names the lesson, and what is seen.
 *
 * Not to be shown by any rehearsal:
 * - 000-05 and 000-06 (host aliases, a working directory): they change what is inside a container, which nothing outside sees.
 * - 001-02, 001-04, 003-06 to 003-08, 004-04 to 004-08: parts of manifests, which the API server does not take.
 * - 001-03, 001-05, 001-06 to 001-10, 002-19, 002-23, 003-05, 003-09, 004-01: manifests that the API server refuses; the editor says why.
 * - 002-17, 002-25, 002-27: Services and Ingresses have nothing that runs.
 * - 002-28, 002-29: disks of a cloud.
 * - 002-32: presets of pods are no longer part of Kubernetes.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { podColumns } from "../../engine/kubelet/columns.ts";
import type { StoredPod } from "../../engine/core/pods.ts";
import type { TimedStep } from "../../engine/rehearsal/script.ts";
import { processesOf } from "../../engine/rehearsal/processesOf.ts";
import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Trace } from "../../engine/rehearsal/trace.ts";
import { objectsOf } from "../preview/support/rehearsals.ts";
import { node } from "../support/simulations.ts";

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

test("000-02, two web servers in one pod: one of two ready, CrashLoopBackOff, restarts growing", () => {
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

test("000-01, a web server and a store in one pod: pulled and started one after the other, two of two ready", () => {
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

test("000-04, a pod on its node's network: a second one there cannot listen on its port", () => {
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

test("000-13 and 002-34, a DaemonSet: a pod on every node, and on one that joins later", () => {
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

test("000-14 and 002-33, a StatefulSet: one pod after the other; without a storage class its claim holds the first back", () => {
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

test("000-03, a command instead of the image's own: sleep runs for its hour", () => {
  const trace = rehearse(`
apiVersion: v1
kind: Pod
metadata: {name: sleeper}
spec: {containers: [{name: sleeper, image: "nginx:1.17", command: [/bin/sleep], args: ["3600"]}]}
`);
  assert.deepEqual(seen(trace, "Running"), ["5 1: 1/1 Running 0"]);
  assert.equal(trace.outcome.is, "complete");
});

test("000-08, a ReplicaSet whose selector does not fit its template makes no pod", () => {
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

test("000-15, work that ends: the pod is Completed, the Job complete", () => {
  const trace = rehearse(job('["perl", "-Mbignum=bpi", "-wle", "print bpi(2000)"]', "Never", "backoffLimit: 4").replace("busybox", "perl:5.34.0"));
  assert.match(podsSeen(trace).at(-1)!, /0\/1 Completed 0$/);
  assert.equal(trace.outcome.is, "complete");
});

test("000-16, a command that fails, Never: pod after pod, each Error, until the back-off limit", () => {
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

test("000-17, a command that fails, OnFailure: one pod, restarted again and again", () => {
  const trace = rehearse(job('["ls", "no such path"]', "OnFailure"));
  assert.deepEqual(seen(trace, "Error", "gone"), [
    "5 1: 0/1 Error 1",
    "18 1: 0/1 Error 2",
    "39 1: 0/1 Error 3",
    "80 1: 0/1 Error 4",
    "161 1: 0/1 Error 5",
    "322 1: 0/1 Error 6",
    "322.5 1: 0/1 Error 6",
    "323.5 1: gone",
  ]);
  assert.deepEqual(events(trace, "BackoffLimitExceeded"), ["Job has reached the specified backoff limit"]);
});

test("000-18, a time to live: 30 s after the work is done the Job and its pod are gone", () => {
  const trace = rehearse(job('["sleep", "10"]', "Never", "ttlSecondsAfterFinished: 30"));
  assert.deepEqual(seen(trace, "Completed", "gone"), ["15.5 1: 0/1 Completed 0", "46 1: gone"]);
});

test("000-19, every minute a Job that prints and ends", () => {
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

test("001-01, a liveness probe that nothing answers: the container is killed and started again", () => {
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

test("002-20, a readiness probe: the container runs, and is ready only when the probe's delay is over", () => {
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

test("002-07 and 002-16, images of one's own: they are assumed to run on", () => {
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
      volumes: [{name: data, emptyDir: {}}]
`);
  assert.equal(seen(trace, "1/1 Running 0").length, 2);
  assert.equal(trace.outcome.is, "complete");
});

test("002-09 to 002-11, a claim that nothing fits holds the pods back; its volume lets them in", () => {
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

test("002-21, the life of a pod: 10 s of initialization, 10 s of postStart, ready after the probes' delay, 10 s of preStop", () => {
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

test("002-22, a Secret as environment: without it the container cannot be created, with it the database runs", () => {
  const lacking = rehearse(wordpress);
  assert.match(podsSeen(lacking).at(-1)!, /0\/1 CreateContainerConfigError 0$/);
  assert.ok(lacking.outcome.is === "stuck");
  assert.deepEqual(lacking.outcome.why.numbers, { pods: 1, message: 'secret "wordpress" not found' });
  assert.match(podsSeen(rehearse(secret + wordpress)).at(-1)!, /1\/1 Running 0$/);
});

test("002-22, a database without its password variable ends at once, again and again", () => {
  const trace = rehearse(wordpress.replace(/env: .*/, "env: [{name: MYSQL_DATABASE, value: wordpress}]"));
  assert.match(seen(trace, "CrashLoopBackOff")[0]!, /0\/1 CrashLoopBackOff/);
});

test("002-26, a ConfigMap as files: without it the pod stays ContainerCreating, when it comes the pod starts", () => {
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

test("003-03, a label that no node has keeps a pod Pending; the node that gets it lets it in", () => {
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
