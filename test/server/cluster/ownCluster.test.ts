import assert from "node:assert/strict";
import { test } from "node:test";
import { readOwnCluster } from "../../../server/cluster/ownCluster.ts";
import { inEnglish } from "../../../server/words/words.ts";

const pod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: {
    name: "web",
    managedFields: [{ manager: "kubectl" }],
    annotations: { "kubectl.kubernetes.io/last-applied-configuration": "{}", team: "a" },
  },
  spec: {
    nodeName: "node-a",
    containers: [
      {
        name: "web",
        env: [
          { name: "PASSWORD", value: "hunter2" },
          { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "a" } } },
        ],
      },
    ],
    initContainers: [{ name: "first", env: [{ name: "TOKEN", value: "abc" }] }],
  },
};
const secret = { apiVersion: "v1", kind: "Secret", metadata: { name: "keys" }, data: { a: "aHVudGVyMg==" }, stringData: { b: "hunter2" } };

test("the answer of a cluster is kept without managed fields, the data of Secrets and the values of variables", async () => {
  const asked: (readonly string[])[] = [];
  const cluster = await readOwnCluster(async (args) => {
    asked.push(args);
    return { text: args[0] === "config" ? "kind-test\n" : JSON.stringify({ kind: "List", items: [pod, secret] }) };
  });
  assert.ok("objects" in cluster);
  assert.equal(cluster.context, "kind-test");
  assert.deepEqual(cluster.objects, [
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "web", annotations: { team: "a" } },
      spec: {
        nodeName: "node-a",
        containers: [{ name: "web", env: [{ name: "PASSWORD" }, { name: "KEY", valueFrom: { secretKeyRef: { name: "keys", key: "a" } } }] }],
        initContainers: [{ name: "first", env: [{ name: "TOKEN" }] }],
      },
    },
    { apiVersion: "v1", kind: "Secret", metadata: { name: "keys" } },
  ]);
  assert.ok(
    asked.every(([verb]) => verb === "config" || verb === "get"),
    "kubectl only reads",
  );
});

test("what kubectl prints in place of a list is no cluster", async () => {
  const cluster = await readOwnCluster(async () => ({ text: "no json" }));
  assert.ok("problem" in cluster);
  assert.match(inEnglish(cluster.problem), /did not print a list/);
});
