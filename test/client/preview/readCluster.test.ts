import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOfOpened } from "../../../client/preview/readCluster.ts";

test("what is wrong with an opened cluster names the field, where there is one", () => {
  const opened = (...objects: readonly unknown[]): string[] => faultsOfOpened({ is: "opened", name: "nodes.yaml", objects }, "en");
  assert.deepEqual(opened({ kind: "Node", metadata: {} }), ["[0].metadata.name: The node has no name."]);
  assert.deepEqual(opened(), ["There is no Node here: a cluster needs at least one."]);
  const korean = faultsOfOpened({ is: "opened", name: "nodes.yaml", objects: [{ kind: "Node", metadata: {} }] }, "ko");
  assert.deepEqual(korean, ["[0].metadata.name: 노드에 이름이 없습니다."]);
});
