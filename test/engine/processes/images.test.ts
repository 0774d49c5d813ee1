import assert from "node:assert/strict";
import { test } from "node:test";
import { answerOf, runOf } from "../../../engine/processes/behaviour.ts";
import { processesOf } from "../../../engine/processes/behaviourOf.ts";
import { imageOf, images, repositoryOf } from "../../../engine/processes/images.ts";
import { collisionsIn } from "../../../engine/processes/listeners.ts";
import type { Container } from "../../../schemas/generated/types.ts";
import { podOf, told } from "./told.ts";

function containers(table: readonly (readonly [container: Container, does: string])[]): void {
  for (const [container, does] of table) assert.equal(told(podOf(container)), does, JSON.stringify(container));
}

test("an image is known by the end of its name, whatever its registry, tag and digest", () => {
  const table = {
    nginx: "nginx",
    "library/nginx:1.25": "nginx",
    "docker.io/library/nginx@sha256:0123": "nginx",
    "localhost:5000/nginx:1": "nginx",
    "quay.io/prometheus/prometheus:v2": "prometheus/prometheus",
    "gcr.io/google-samples/hello-app:1.0": "google-samples/hello-app",
    "my-nginx": undefined,
    "": undefined,
    ":::@@//": undefined,
  };
  for (const [reference, name] of Object.entries(table)) assert.equal(imageOf(reference)?.name, name, reference);
  assert.equal(repositoryOf("localhost:5000/team/app:1"), "team/app");
});

test("no image is listed twice", () => {
  const names = images.flatMap((image) => image.names);
  assert.deepEqual(
    names.filter((name, i) => names.indexOf(name) !== i),
    [],
  );
});

test("a system or a language without a command exits at once, unless a terminal is attached", () =>
  containers([
    [{ image: "busybox" }, "ends 0 with 0, needsTerminal"],
    [{ image: "ubuntu:24.04" }, "ends 0 with 0, needsTerminal"],
    [{ image: "python:3.12" }, "ends 0 with 0, needsTerminal"],
    [{ image: "node:20-alpine" }, "ends 0 with 0, needsTerminal"],
    [{ image: "ubuntu", tty: true }, "ignores SIGTERM"],
    [{ image: "alpine", command: ["/bin/sh"] }, "ends 0 with 0, ignores SIGTERM"],
  ]));

test("servers listen on their port, after some seconds", () =>
  containers([
    [{ image: "nginx" }, "listens on 80/"],
    [{ image: "httpd:2.4" }, "listens on 80"],
    [{ image: "redis:7" }, "listens on 6379"],
    [{ image: "postgres:16", env: [{ name: "POSTGRES_PASSWORD", value: "x" }] }, "listens on 5432 from 3"],
    [{ image: "mongo" }, "listens on 27017 from 2"],
    [{ image: "hashicorp/consul:1.17" }, "listens on 8500 from 2, listens on 8300 from 2, listens on 8301 from 2"],
    [{ image: "registry.k8s.io/pause:3.9" }, ""],
    [{ image: "php:8-fpm" }, "listens on 9000"],
    [{ image: "php:8.2-apache" }, "listens on 80"],
    [{ image: "nginxinc/nginx-unprivileged" }, "listens on 8080/"],
  ]));

test("arguments go where the image's entry point puts them", () =>
  containers([
    [{ image: "redis", args: ["--port", "6380"] }, "listens on 6380"],
    [{ image: "redis", args: ["redis-server", "--port", "6381"] }, "listens on 6381"],
    [{ image: "postgres", args: ["-p", "5433"], env: [{ name: "POSTGRES_HOST_AUTH_METHOD", value: "trust" }] }, "listens on 5433 from 3"],
    [{ image: "nginx", args: ["sleep", "5"] }, "ends 5 with 0, ignores SIGTERM"],
    [{ image: "prom/prometheus", args: ["--web.listen-address=:9095"] }, "listens on 9095 from 1"],
    [{ image: "hashicorp/http-echo", args: ["-listen=:8080", "-text=hi"] }, "listens on 8080"],
    [{ image: "gcr.io/google-samples/hello-app:2.0", env: [{ name: "PORT", value: "9000" }] }, "listens on 9000, stops with 2"],
    [
      { image: "registry.k8s.io/e2e-test-images/agnhost:2.40", args: ["liveness"] },
      "listens on 8080/healthz to 10, listens on 8080/healthz from 10 with 500, stops with 2",
    ],
    [{ image: "unknown/app", args: ["sh", "-c", "exit 3"] }, "ends 0 with 3, ignores SIGTERM"],
    [{ image: "unknown/app", args: ["--verbose"] }, "assumed"],
  ]));

test("a database without its password ends with 1", () => {
  const refused = "1 with 1, variableMissing";
  assert.match(told(podOf({ image: "mysql:8" })), new RegExp(refused));
  assert.match(told(podOf({ image: "postgres" })), new RegExp(refused));
  assert.match(told(podOf({ image: "mariadb", env: [{ name: "MARIADB_ROOT_PASSWORD", value: "" }] })), new RegExp(refused));
  containers([
    [{ image: "mariadb", env: [{ name: "MYSQL_ALLOW_EMPTY_PASSWORD", value: "1" }] }, "listens on 3306 from 6, stops in 1 with 0"],
    [{ image: "mysql", envFrom: [{ secretRef: { name: "unknown" } }] }, "listens on 3306 from 12, stops in 1 with 0"],
    [
      { image: "mysql", env: [{ name: "MYSQL_ROOT_PASSWORD", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] },
      "listens on 3306 from 12, stops in 1 with 0",
    ],
  ]);
});

test("a probe asks a server with its client", () =>
  containers([
    [{ image: "redis", readinessProbe: { exec: { command: ["redis-cli", "ping"] } } }, "listens on 6379"],
    [
      {
        image: "mysql",
        env: [{ name: "MYSQL_ROOT_PASSWORD", value: "x" }],
        livenessProbe: { exec: { command: ["mysqladmin", "ping", "-h", "localhost"] } },
      },
      "listens on 3306 from 12, probe 0:1 12:0, stops in 1 with 0",
    ],
    [{ image: "nginx", livenessProbe: { exec: { command: ["curl", "-f", "http://localhost/missing"] } } }, "listens on 80/, probe 0:22"],
  ]));

test("nginx answers its own page alone, and what is mounted over its pages or its configuration changes that", () => {
  const run = (container: Container, volumes = [{ name: "v", configMap: { name: "c" } }]) => {
    const lookUp = () => ({ "default.conf": "server { listen 8080; }" });
    return runOf(processesOf(podOf({ image: "nginx", ...container }, volumes), { lookUp }).get("a")!.behaviour, 0);
  };
  assert.equal(answerOf(run({}), 80, "/", 0)?.status, 200);
  assert.equal(answerOf(run({}), 80, "/healthz", 0)?.status, 404);
  assert.equal(answerOf(run({ volumeMounts: [{ name: "v", mountPath: "/usr/share/nginx/html" }] }), 80, "/healthz", 0)?.status, 200);
  const configured = run({ volumeMounts: [{ name: "v", mountPath: "/etc/nginx/conf.d" }] });
  assert.equal(answerOf(configured, 80, "/", 0), undefined);
  assert.equal(answerOf(configured, 8080, "/", 0)?.status, 200);
});

test("a command that is not in the image cannot be started, or is not found by the shell", () =>
  containers([
    [{ image: "alpine", command: ["bash", "-c", "true"] }, "cannot start, commandMissing"],
    [{ image: "busybox", command: ["sh", "-c", "curl example.com"] }, "0 sh: curl: not found, ends 0 with 127, ignores SIGTERM"],
  ]));

test("an unknown image runs on, and answers on the ports that the pod names", () =>
  containers([
    [{ image: "team/app" }, "assumed"],
    [
      {
        image: "team/app",
        ports: [{ containerPort: 8080, name: "http" }],
        livenessProbe: { httpGet: { port: "http" } },
        readinessProbe: { tcpSocket: { port: 9090 } },
      },
      "assumed, listens on 8080, listens on 9090",
    ],
    [{ image: "team/app", livenessProbe: { exec: { command: ["cat", "/tmp/healthy"] } } }, "assumed, assumedToExist"],
  ]));

test("what the scenario states comes first", () => {
  const stated = { containers: { a: [{ exit: { after: 3, code: 7 } }] } };
  assert.deepEqual(processesOf(podOf({ image: "nginx" }), { stated }).get("a"), {
    behaviour: stated.containers.a,
    source: { is: "stated" },
    remarks: [],
  });
});

test("two listeners on one port of a pod: the later one is refused", () => {
  const spec = {
    containers: [
      { name: "one", image: "nginx:1.17" },
      { name: "two", image: "nginx" },
      { name: "three", image: "redis" },
    ],
  };
  assert.deepEqual(collisionsIn(spec, processesOf(spec)), [{ port: 80, holder: "one", refused: "two", at: 0 }]);
});

test("containers of a pod see what the others write to a shared volume", () => {
  const volumeMounts = [{ name: "shared", mountPath: "/data" }];
  const sh = (script: string) => ({ image: "busybox", command: ["sh", "-c", script], volumeMounts });
  const spec = {
    volumes: [{ name: "shared", emptyDir: {} }],
    initContainers: [{ name: "first", ...sh("echo one > /data/first") }],
    containers: [
      { name: "writer", ...sh("sleep 10; touch /data/ready; sleep 1000") },
      { name: "reader", ...sh("until [ -f /data/ready ]; do sleep 1; done; ls /data; exit 3") },
    ],
  };
  assert.equal(told(spec, {}, "reader"), "10 first, 10 ready, ends 10 with 3, ignores SIGTERM");
});
