import assert from "node:assert/strict";
import { test } from "node:test";
import { faults, sentences, warnings } from "../../support/faults.ts";

const service = (spec: string) => `{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {${spec}}}`;
const port = "ports: [{port: 80}]";

test("the fields of a Service go with its type", () => {
  const cases: [string, string[]][] = [
    [port, []],
    ["type: ClusterIP", ["spec.ports Required"]],
    ["clusterIP: None", []],
    ["type: ExternalName", ["spec.externalName Required"]],
    [`type: NodePort, clusterIP: None, ${port}`, ["spec.clusterIPs[0] Invalid"]],
    [`externalTrafficPolicy: Local, ${port}`, ["spec.externalTrafficPolicy Invalid"]],
    [`loadBalancerSourceRanges: [10.0.0.0/8], ${port}`, ["spec.LoadBalancerSourceRanges Forbidden"]],
    ["ports: [{port: 80, nodePort: 30080}]", ["spec.ports[0].nodePort Forbidden"]],
    ["ports: [{name: a, port: 80}, {name: a, port: 80}]", ["spec.ports[1].name Duplicate", "spec.ports[1] Duplicate"]],
  ];
  for (const [spec, expected] of cases) assert.deepEqual(faults(service(spec)), expected, spec);
});

test("the server stops where it can't hand out an address or a node port", () => {
  assert.deepEqual(faults(service(`clusterIP: 192.168.1.1, selector: {a b: c}, ${port}`)), ["spec.clusterIPs Invalid"]);
  assert.deepEqual(faults(service(`ipFamilyPolicy: RequireDualStack, selector: {a: b}, ${port}`)), ["spec.ipFamilyPolicy Invalid"]);
  const twice = "type: NodePort, ports: [{name: a, port: 80, nodePort: 30080}, {name: b, port: 81, nodePort: 30080}]";
  assert.deepEqual(faults(service(twice)), ["spec.ports[1].nodePort Invalid"]);
  const shared = "type: NodePort, ports: [{name: a, port: 53, nodePort: 30053}, {name: b, port: 53, protocol: UDP}]";
  assert.deepEqual(faults(service(shared)), []);
});

test("a Service keeps the address that it was given", () => {
  const given = service(port);
  assert.deepEqual(faults(service("ports: [{port: 81}]"), given), []);
  assert.deepEqual(faults(service(`clusterIP: 10.96.0.20, ${port}`), given), ["spec.clusterIPs[0] Invalid"]);
  assert.deepEqual(faults(service("type: ExternalName, externalName: db.example.com"), given), []);
  const [sentence] = sentences(service(`clusterIP: None, ${port}`), given);
  assert.match(sentence!, /delete the Service and create it again/);
});

test("leftovers of the old type go away by themselves", () => {
  const nodePort = "ports: [{port: 80, nodePort: 30080}]";
  assert.deepEqual(faults(service(nodePort), service(`type: NodePort, ${nodePort}`)), []);
  assert.deepEqual(faults(service("ports: [{port: 80, nodePort: 30081}]"), service(`type: NodePort, ${nodePort}`)), [
    "spec.ports[0].nodePort Forbidden",
  ]);
});

test("a node port out of the usual range is warned of, unless the object is refused anyway", () => {
  assert.deepEqual(warnings(service("type: NodePort, ports: [{port: 80, nodePort: 80}]")), ["spec.ports[0].nodePort node-port-range"]);
  assert.deepEqual(warnings(service("type: NodePort, sessionAffinity: Some, ports: [{port: 80, nodePort: 80}]")), []);
});

test("an address of a slice is of its family, and can be reached", () => {
  const slice = (type: string, address: string) =>
    `{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: a}, addressType: ${type}, endpoints: [{addresses: ["${address}"]}]}`;
  const at = "endpoints[0].addresses";
  assert.deepEqual(faults(slice("IPv4", "10.0.0.1")), []);
  assert.deepEqual(faults(slice("IPv4", "fd00::1")), [`${at} Invalid`]);
  assert.deepEqual(faults(slice("IPv4", "127.0.0.1")), [`${at}[0] Invalid`]);
  assert.deepEqual(faults(slice("IPv6", "FD00::1")), [`${at}[0] Invalid`]);
  assert.deepEqual(faults(slice("FQDN", "localhost")), [`${at}[0] Invalid`]);
});
