import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { matches } from "../../api/selector.ts";
import { controllerOf, type StoredObject } from "../../engine/core/objects.ts";
import { Store } from "../../engine/core/store.ts";

interface Draft {
  readonly name: string;
  readonly app: string;
  readonly owner: string;
  readonly gone: boolean;
}

const drafts: fc.Arbitrary<Draft> = fc.record({
  name: fc.constantFrom("a", "b", "c", "d"),
  app: fc.constantFrom("web", "api"),
  owner: fc.constantFrom("", "100", "200"),
  gone: fc.boolean(),
});

function objectOf({ name, app, owner }: Draft, uid: string): StoredObject {
  const ownerReferences = owner ? [{ apiVersion: "v1", kind: "X", name: "x", uid: owner, controller: true }] : [];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", uid, creationTimestamp: "", labels: { app }, ownerReferences },
  };
}

test("every index tells the same as looking at all objects, oldest first", () =>
  fc.assert(
    fc.property(fc.array(drafts, { maxLength: 30 }), (changes) => {
      const store = new Store();
      for (const draft of changes) {
        const old = store.get({ kind: "Pod", namespace: "default", name: draft.name });
        if (old && draft.gone) store.remove(old);
        else store.put(objectOf(draft, old?.metadata.uid ?? store.nextUid()));
        const all = [...store.state().objects].sort((a, b) => Number(a.metadata.uid) - Number(b.metadata.uid));
        const selector = { matchLabels: { app: "web" } };
        assert.deepEqual(store.list("Pod", "default"), all);
        assert.deepEqual(
          store.select("Pod", "default", selector),
          all.filter(({ metadata }) => matches(selector, metadata.labels)),
        );
        assert.deepEqual(
          store.controlledBy("100", "Pod"),
          all.filter((object) => controllerOf(object)?.uid === "100"),
        );
        assert.deepEqual(
          store.orphans("Pod", "default"),
          all.filter((object) => !controllerOf(object)),
        );
      }
    }),
  ));
