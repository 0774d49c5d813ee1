import type { Controller, Sync, View } from "../../core/controller.ts";
import { isTerminating, type StoredPod } from "../../core/pods.ts";
import { claim } from "../claim.ts";
import { ownOrOwnersOf } from "../concerns.ts";
import { revisionsOf } from "../history.ts";
import { findRevisions, truncate } from "./revisions.ts";
import { podIndexOf } from "./podIndex.ts";
import { syncPods } from "./row.ts";
import { ordinalOf, type StoredStatefulSet } from "./shape.ts";
import { nextLook, writeStatus } from "./status.ts";

/** The StatefulSet controller: keeps numbered pods with stable names and claims. */
export const statefulSetController: Controller = {
  name: "statefulset-controller",
  watches: ["StatefulSet", "Pod"],
  worksFor: "StatefulSet",
  concerns: (change, view) => ownOrOwnersOf(change, "StatefulSet", view),
  sync(ref, view) {
    const set = view.store.get<StoredStatefulSet>(ref);
    return set && syncSet(set, view);
  },
};

function* syncSet(set: StoredStatefulSet, view: View): Sync {
  const history = yield* revisionsOf(set, view);
  const index = podIndexOf(set, view.store);
  const pods = yield* claim<StoredPod>(
    { owner: set, kind: "Pod", selector: set.spec.selector, fits: (pod) => ordinalOf(set, pod) >= 0, known: index.known(set) },
    view,
  );
  const revisions = yield* findRevisions(set, history, view);
  if ("ok" in revisions) return { retry: revisions.message };
  index.update(set, pods, view.store.list("PersistentVolumeClaim", set.metadata.namespace), revisions.update.metadata.name);
  const refused = isTerminating(set) ? undefined : yield* syncPods(set, index, revisions, view);
  yield* writeStatus(set, index, revisions, view);
  yield* truncate(set, history, pods, revisions);
  return refused === undefined ? nextLook(set, pods, view.now) : { retry: refused };
}
