import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, sentences, warnings } from "../../support/faults.ts";

const pod = (spec: string, metadata = "") => `{apiVersion: v1, kind: Pod, metadata: {name: web, ${metadata}}, spec: {${spec}}}`;
const container = (more = "") => `containers: [{name: main, image: "nginx:1", ${more}}]`;

/** A field of the container or of the pod, and what the server holds against it. */
function check(table: Readonly<Record<string, readonly string[]>>, manifest: (part: string) => string): void {
  for (const [part, wrong] of Object.entries(table)) assert.deepEqual(faults(manifest(part)), wrong, part);
}

test("a container's own fields", () => {
  const at = "spec.containers[0]";
  check(
    {
      "": [],
      "ports: [{containerPort: 80, name: Http}]": [`${at}.ports[0].name Invalid`],
      "ports: [{containerPort: 80, protocol: tcp}]": [`${at}.ports[0].protocol NotSupported`],
      "env: [{name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]": [`${at}.env[0].valueFrom Invalid`],
      "env: [{name: A, valueFrom: {fieldRef: {fieldPath: spec.name}}}]": [`${at}.env[0].valueFrom.fieldRef.fieldPath Invalid`],
      "resources: {requests: {cpu: 2}, limits: {cpu: 1}}": [`${at}.resources.requests Invalid`],
      "resources: {requests: {example.com/gpu: 1}}": [`${at}.resources.limits Required`],
      "livenessProbe: {}": [`${at}.livenessProbe Required`],
      "livenessProbe: {exec: {command: [a]}, tcpSocket: {port: 1}}": [`${at}.livenessProbe.tcpSocket Forbidden`],
      "livenessProbe: {tcpSocket: {port: 1}, successThreshold: 2}": [`${at}.livenessProbe.successThreshold Invalid`],
      "securityContext: {privileged: true, allowPrivilegeEscalation: false}": [`${at}.securityContext Invalid`],
    },
    (part) => pod(container(part)),
  );
});

test("volumes and their mounts", () => {
  const mount = container("volumeMounts: [{name: data, mountPath: /data}]");
  const volumes = (list: string) => pod(`${mount}, volumes: [${list}]`);
  const unknown = "spec.containers[0].volumeMounts[0].name NotFound";
  check(
    {
      "{name: data}": [],
      "{name: other}": [unknown],
      "{name: data, hostPath: {path: ../x}}": ["spec.volumes[0].hostPath.path Invalid", unknown],
      "{name: data, emptyDir: {}, secret: {secretName: s}}": ["spec.volumes[0].secret Forbidden", unknown],
      "{name: data}, {name: data}": ["spec.volumes[1].name Duplicate"],
    },
    volumes,
  );
  assert.deepEqual(sentences(volumes("{name: dta}")), ['Did you mean "dta"? The pod has no volume "data".']);
});

test("a sidecar may have probes, an init container may not", () => {
  const init = (more: string) => pod(`${container()}, initContainers: [{name: init, image: i, livenessProbe: {tcpSocket: {port: 1}}, ${more}}]`);
  assert.deepEqual(faults(init("")), ["spec.initContainers[0].livenessProbe Forbidden"]);
  assert.deepEqual(faults(init("restartPolicy: Always")), []);
});

test("where a pod runs", () => {
  check(
    {
      "tolerations: [{key: a, operator: Exists, value: x}]": ["spec.tolerations[0].operator Invalid"],
      "tolerations: [{}]": ["spec.tolerations[0].operator Invalid"],
      "nodeSelector: {a: b c}": ["spec.nodeSelector Invalid"],
      "topologySpreadConstraints: [{maxSkew: 0, topologyKey: zone, whenUnsatisfiable: Maybe, labelSelector: {}}]": [
        "spec.topologySpreadConstraints[0].maxSkew Invalid",
        "spec.topologySpreadConstraints[0].whenUnsatisfiable NotSupported",
      ],
      "dnsPolicy: None": ["spec.dnsConfig Required"],
      "os: {name: windows}, hostPID: true": ["spec.hostPID Forbidden"],
      "hostUsers: false, hostPID: true": ["spec.HostPID Forbidden"],
    },
    (part) => pod(`${container()}, ${part}`),
  );
});

test("metadata of any object", () => {
  const meta = (metadata: string) => faults(pod(container(), metadata));
  assert.deepEqual(meta("labels: {a: b c}"), ["metadata.labels Invalid"]);
  assert.deepEqual(meta("annotations: {A/b: x}"), [], "the case of an annotation's key does not matter");
  assert.deepEqual(meta("finalizers: [x]"), ["metadata.finalizers[0] Invalid"]);
  assert.deepEqual(meta('ownerReferences: [{apiVersion: v1, kind: Pod, name: x, uid: ""}]'), ["metadata.ownerReferences.uid Invalid"]);
  assert.deepEqual(faults("{apiVersion: v1, kind: Pod, metadata: {generateName: web-}, spec: {containers: [{name: a, image: b}]}}"), []);
});

test("of a pod that exists only images, tolerations, gates and its deadline change", () => {
  const before = pod(`${container()}, schedulingGates: [{name: wait}], activeDeadlineSeconds: 60`);
  const after = (spec: string) => faults(pod(spec), before);
  assert.deepEqual(after(`containers: [{name: main, image: "nginx:2"}], activeDeadlineSeconds: 30, nodeSelector: {a: b}`), []);
  assert.deepEqual(after(`${container("tty: true")}, activeDeadlineSeconds: 60`), ["spec Forbidden"]);
  assert.deepEqual(after(`${container()}, activeDeadlineSeconds: 90`), ["spec.activeDeadlineSeconds Invalid"]);
  assert.deepEqual(after(`${container()}, activeDeadlineSeconds: 60, schedulingGates: [{name: other}]`), ["spec.schedulingGates[0].name Forbidden"]);
});

test("what is accepted with a raised finger", () => {
  assert.deepEqual(warnings(pod(container())), []);
  assert.deepEqual(warnings(pod(container("env: [{name: A, value: a}, {name: A, value: b}]"))), ["spec.containers[0].env[1] duplicate-env"]);
  assert.deepEqual(warnings(pod(container("resources: {requests: {memory: 100m}}"))), [
    "spec.containers[0].resources.requests[memory] byte-fraction",
  ]);
});
