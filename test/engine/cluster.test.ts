import assert from "node:assert/strict";
import { test } from "node:test";
import { inEnglish } from "../../api/words/english.ts";
import { fieldOf } from "../../api/cause.ts";
import { readCluster } from "../../engine/rehearsal/cluster.ts";
import { clusterOfObjects, clusterOfPools, smallPools } from "../../engine/rehearsal/pools.ts";
import { createScheduler } from "../../engine/scheduler/scheduler.ts";

const status = { allocatable: { cpu: "2", memory: "4Gi", pods: "110" } };
const aNode = { apiVersion: "v1", kind: "Node", metadata: { name: "a" }, status };
const aPod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "p", namespace: "default" },
  spec: { nodeName: "a", containers: [{ name: "c", image: "i" }] },
};

function check(value: unknown, nodes: readonly string[], pods: readonly string[], faults: readonly string[] = []): void {
  const { cluster, causes } = readCluster(value);
  assert.deepEqual(
    causes.map((cause) => `${fieldOf(cause)}: ${inEnglish(cause.message)}`),
    faults,
  );
  assert.deepEqual(
    [cluster.nodes, cluster.pods].map((list) => list.map(({ metadata }) => metadata?.name)),
    [nodes, pods],
  );
}

test("reads what kubectl prints: lists, typed lists, single objects, several documents", () => {
  check({ apiVersion: "v1", kind: "List", items: [aNode, aPod] }, ["a"], ["p"]);
  check({ kind: "NodeList", items: [{ metadata: { name: "a" }, status }] }, ["a"], []);
  check(aNode, ["a"], []);
  check([aNode, { kind: "PodList", items: [{ metadata: aPod.metadata, spec: aPod.spec }] }], ["a"], ["p"]);
});

test("what bounds pods is part of a cluster: its own storage classes take the place of the standard one", () => {
  const quota = { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "team", namespace: "default" }, spec: { hard: { pods: "3" } } };
  const fast = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "fast" }, provisioner: "csi.example.com" };
  const kindsOf = (objects: readonly unknown[]) => clusterOfObjects(objects, []).map((object) => (object as { kind: string }).kind);
  assert.deepEqual(kindsOf([aNode, quota]), ["ResourceQuota", "Node", "StorageClass"]);
  assert.deepEqual(kindsOf([{ kind: "List", items: [aNode, fast] }]), ["StorageClass", "Node"]);
});

test("says what is wrong, where it is, and goes on without it", () => {
  const strange = { kind: "Node", metadata: { name: "b" }, status: { allocatable: { cpu: "-1", pods: "1e400" } } };
  check(
    { kind: "List", items: [aNode, strange, 5, { kind: "Node" }, aNode, { kind: "Nodes" }] },
    ["a", "b"],
    [],
    [
      'items[1].status.allocatable[cpu]: "-1" is not a valid amount of cpu for a node.',
      "items[2]: 5 is not an object.",
      "items[3].metadata.name: The node has no name.",
      'items[4].metadata.name: There is already a node "a".',
      'items[5].kind: Did you mean Node? "Nodes" is not allowed here. Allowed: Node, Pod, List, NodeList, PodList.',
    ],
  );
});

test("a node that does not say what it can hold is kept, and holds nothing", () => {
  const bare = { kind: "Node", metadata: { name: "a" } };
  check(bare, ["a"], [], ['status.allocatable: Node "a" has no allocatable resources, so no pod fits on it.']);
  const scheduler = createScheduler();
  for (const node of readCluster(bare).cluster.nodes) scheduler.set({ ...node, kind: "Node" });
  const decision = scheduler.decide({ metadata: { name: "new" }, spec: { containers: [{ name: "c", image: "i" }] } });
  assert.match(decision.is === "unplaced" ? decision.message : "", /^0\/1 nodes are available: 1 Too many pods\./);
});

test("what is no cluster at all says so", () => {
  check("nodes", [], [], [': "nodes" is not an object: expected a Node, a Pod or a list of them.']);
  check({ kind: "List", items: [] }, [], [], [": There is no Node here: a cluster needs at least one."]);
});

test("nodes have the labels of a kubelet, in their old spelling too", () => {
  const [node] = readCluster(clusterOfPools({ pools: smallPools }, [])).cluster.nodes;
  const { labels } = node!.metadata!;
  assert.equal(labels?.["beta.kubernetes.io/os"], "linux");
  assert.equal(labels?.["kubernetes.io/arch"], "amd64");
});
