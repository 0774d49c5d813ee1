import { sameValue } from "../../../api/equal.ts";
import type { Controller, Memory, Sync, View } from "../../core/controller.ts";
import { type Key, keyOfObject, refOf } from "../../core/objects.ts";
import { isTerminating, type StoredPod } from "../../core/pods.ts";
import type { Change } from "../../core/store.ts";
import { isEmptySelector } from "../../scheduler/podInfo.ts";
import { claim } from "../claim.ts";
import { ownOrOwnersOf } from "../concerns.ts";
import { apply } from "./changes.ts";
import { manage } from "./manage.ts";
import { placement, type StoredDaemonSet, type StoredNode } from "./placement.ts";
import { forgetReady, untilAvailable } from "./readiness.ts";
import { findRevisions, hashOf, truncate } from "./revisions.ts";
import { rollingUpdate } from "./rollingUpdate.ts";
import { writeStatus } from "./status.ts";
import { sitesOf } from "./sites.ts";

/** The DaemonSet controller: keeps one pod on every node where its pods should run. */
export const daemonSetController: Controller = {
  name: "daemonset-controller",
  watches: ["DaemonSet", "Pod", "ControllerRevision", "Node"],
  worksFor: "DaemonSet",
  concerns: (change, view) => ((change.after ?? change.before)!.kind === "Node" ? movedBy(change, view) : ownOrOwnersOf(change, "DaemonSet", view)),
  *sync(ref, view, memory) {
    const set = view.store.get<StoredDaemonSet>(ref);
    if (set) return yield* syncSet(set, view, memory);
    forgetReady(ref, memory);
  },
};

/** The DaemonSets that a change of a node concerns: those that should run there, those that may not run there any more, and those with a misscheduled pod. */
function movedBy({ before, after }: Change, { store }: View): Key[] {
  const [was, is] = [before, after] as (StoredNode | undefined)[];
  if (!is || (was && sameValue(was.metadata.labels, is.metadata.labels) && sameValue(was.spec.taints, is.spec.taints))) return [];
  const isConcerned = (set: StoredDaemonSet): boolean => {
    const eligibility = placement(set)(is);
    const isThere = store.controlledBy<StoredPod>(set.metadata.uid, "Pod").some(({ spec }) => spec.nodeName === is.metadata.name);
    return isThere ? eligibility.is === "refused" || (set.status.numberMisscheduled ?? 0) > 0 : eligibility.is === "wanted";
  };
  return store.list<StoredDaemonSet>("DaemonSet").filter(isConcerned).map(keyOfObject);
}

function* syncSet(set: StoredDaemonSet, view: View, memory: Memory): Sync {
  if (isEmptySelector(set.spec.selector ?? {})) {
    const message = "This daemon set is selecting all pods. A non-empty selector is required.";
    yield { do: "event", about: refOf(set), type: "Warning", reason: "SelectingAll", message };
    return;
  }
  if (isTerminating(set)) return;
  const index = sitesOf(set, view.store);
  const pods = yield* claim<StoredPod>({ owner: set, kind: "Pod", selector: set.spec.selector, known: index.known(set) }, view);
  const history = yield* findRevisions(set, pods, view);
  if ("ok" in history) return { retry: history.message };
  const template = { set, hash: hashOf(history.current) };
  const pass = { ...template, view, sites: index.update(template, pods, view.store.list("Node")) };
  const managed = yield* manage(pass, memory);
  const isQuiet = managed.create.length === 0 && managed.delete.length === 0;
  const changes = isQuiet && set.spec.updateStrategy?.type === "RollingUpdate" ? rollingUpdate(pass) : managed;
  const refused = yield* apply(pass, changes);
  if (refused === undefined) yield* truncate(set, history.old, pods);
  const later = yield* writeStatus(pass);
  const waits = [managed.wait, later, untilAvailable(pass, memory)].filter((wait) => wait !== undefined);
  if (refused !== undefined) return { retry: refused };
  return waits.length === 0 ? undefined : { inMillis: Math.min(...waits) };
}
