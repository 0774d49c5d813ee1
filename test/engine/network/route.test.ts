import assert from "node:assert/strict";
import { test } from "node:test";
import { throughIngress } from "../../../engine/network/ingress.ts";
import { route } from "../../../engine/network/route.ts";
import type { StoredPod } from "../../../engine/core/pods.ts";
import { simulate } from "../../../engine/rehearsal/simulate.ts";
import { clusterAt } from "../../../kubectl/rehearsal/recorded.ts";
import { runLine } from "../../../kubectl/run.ts";
import { node } from "../../support/simulations.ts";

function pod(name: string, port = 8080, labels: object = { app: name }) {
  const containers = [{ name: "app", image: "registry.example/app:1", ports: [{ name: "http", containerPort: port }] }];
  return { apiVersion: "v1", kind: "Pod", metadata: { name, labels }, spec: { containers } };
}

function service(name: string, spec: object) {
  return { apiVersion: "v1", kind: "Service", metadata: { name }, spec };
}

function policy(name: string, spec: object) {
  return { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name }, spec };
}

/** A cluster in which a front asks a back, with more objects. */
function cluster(...more: readonly object[]) {
  const back = service("back", { selector: { app: "back" }, ports: [{ port: 80, targetPort: "http" }] });
  const trace = simulate({ cluster: [node("n1")], before: [], after: [pod("front"), pod("back"), back, ...more], script: [] });
  return clusterAt(trace, trace.to);
}

/** The rules of the way, and its end. */
function way(host: string, port: number, ...more: readonly object[]): string {
  const { store } = cluster(...more);
  const from = store.get<StoredPod>({ kind: "Pod", namespace: "default", name: "front" });
  const { hops, end } = route({ from, host, port }, { store });
  return [...hops.map(({ rule }) => rule), end.is === "pod" ? `${end.pod.name}:${end.port}` : end.is].join(" > ");
}

test("a request goes by the Service's name and its named port to a ready pod", () => {
  assert.equal(way("back", 80), "name-is-service > service-port > endpoint-ready > pod-listens > back:8080");
  assert.equal(way("back.default.svc.cluster.local", 80), "name-is-service > service-port > endpoint-ready > pod-listens > back:8080");
});

test("a name that nothing has, a port that the Service lacks, and a Service without endpoints", () => {
  assert.equal(way("backend", 80), "name-unknown > unknown-name");
  assert.equal(way("back.other", 80), "name-unknown > unknown-name");
  assert.equal(way("back", 8080), "name-is-service > service-without-port > timed-out");
  const nobody = service("nobody", { selector: { app: "nobody" }, ports: [{ port: 80 }] });
  assert.equal(way("nobody", 80, nobody), "name-is-service > service-port > no-endpoint > refused");
});

test("a Service that leads to a port on which no container says that it listens is refused", () => {
  const wrong = service("wrong", { selector: { app: "back" }, ports: [{ port: 80, targetPort: 3000 }] });
  assert.equal(way("wrong", 80, wrong), "name-is-service > service-port > endpoint-ready > port-not-declared > refused");
});

test("headless Services and aliases are names alone", () => {
  const headless = service("peers", { clusterIP: "None", selector: { app: "back" }, ports: [{ port: 80 }] });
  assert.equal(way("peers", 8080, headless), "name-is-pods > pod-listens > back:8080");
  const alias = service("alias", { type: "ExternalName", externalName: "back.default.svc.cluster.local" });
  assert.equal(way("alias", 80, alias), "name-is-alias > name-is-service > service-port > endpoint-ready > pod-listens > back:8080");
  assert.equal(way("alias", 443, service("alias", { type: "ExternalName", externalName: "example.com" })), "name-is-alias > outside");
});

test("policies of both ends have a say, and one that allows a port does not allow names", () => {
  const closed = policy("closed", { podSelector: { matchLabels: { app: "back" } } });
  assert.match(way("back", 80, closed), /endpoint-ready > policy-blocks-ingress > timed-out$/);
  const open = policy("open", {
    podSelector: { matchLabels: { app: "back" } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: "front" } } }], ports: [{ port: "http" }] }],
  });
  assert.match(way("back", 80, closed, open), /policy-allows-ingress > pod-listens > back:8080$/);
  const egress = policy("egress", { podSelector: {}, policyTypes: ["Egress"], egress: [{ ports: [{ port: 8080 }] }] });
  assert.equal(way("back", 80, egress), "policy-blocks-names > timed-out");
});

test("an Ingress leads by host and path to a Service", () => {
  const backend = (name: string) => ({ service: { name, port: { number: 80 } } });
  const paths = [
    { path: "/", pathType: "Prefix", backend: backend("none") },
    { path: "/api", pathType: "Prefix", backend: backend("back") },
  ];
  const metadata = { name: "web" };
  const ingress = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata, spec: { rules: [{ host: "example.com", http: { paths } }] } };
  const { store } = cluster(ingress);
  const ends = (host: string, path: string) => throughIngress({ host, path }, { store }).end;
  assert.deepEqual(ends("example.com", "/api/users"), { ...ends("example.com", "/api"), is: "pod" });
  assert.deepEqual(ends("example.com", "/apis"), { is: "status", code: 503 });
  assert.deepEqual(ends("example.org", "/api"), { is: "status", code: 404 });
});

test("programs in a container ask the same network", () => {
  const at = cluster();
  assert.match(runLine("kubectl exec front -- nslookup back", at).stdout, /Name:\tback\.default\.svc\.cluster\.local\nAddress: 10\./);
  assert.match(runLine("kubectl exec front -- wget -qO- http://back", at).stdout, /^answered by back at [\d.]+:8080\n$/);
  const { stderr, code } = runLine("kubectl exec front -- curl -s http://nobody:8080/x", at);
  assert.deepEqual([stderr, code], ["curl: (6) Could not resolve host: nobody\ncommand terminated with exit code 6\n", 6]);
});
