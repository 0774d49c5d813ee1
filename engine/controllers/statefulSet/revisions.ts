import type { Refused } from "../../core/command.ts";
import type { SyncPart, View } from "../../core/controller.ts";
import type { StoredPod } from "../../core/pods.ts";
import { forget, keep, keeps, numberOf, renumber, type Revision } from "../history.ts";
import { revisionNameOf, type Revisions } from "./members.ts";
import type { StoredStatefulSet } from "./shape.ts";

const hashLabel = "controller.kubernetes.io/hash";

/** The update revision and the current revision. The one of the current template is created, or gets a new number if the template came back. */
export function* findRevisions(set: StoredStatefulSet, history: readonly Revision[], view: View): SyncPart<Revisions | Refused> {
  const newest = history.at(-1);
  const next = newest ? numberOf(newest) + 1 : 1;
  const known = history.findLast((revision) => keeps(revision, set.spec.template));
  const update = !known ? yield* keep(set, next, hashLabel, view) : known === newest ? known : yield* renumber(set, known, next);
  if ("ok" in update) return update;
  const current = history.find(({ metadata }) => metadata.name === set.status.currentRevision) ?? update;
  return { current: current.metadata.name === update.metadata.name ? update : current, update };
}

/** Deletes revisions beyond `revisionHistoryLimit`. The current and update revisions and those of pods do not count. */
export function* truncate(
  set: StoredStatefulSet,
  history: readonly Revision[],
  pods: readonly StoredPod[],
  { current, update }: Revisions,
): SyncPart<void> {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  if (history.length <= limit) return;
  const live = new Set([current.metadata.name, update.metadata.name, ...pods.map(revisionNameOf)]);
  const unused = history.filter(({ metadata }) => !live.has(metadata.name));
  yield* forget(set, unused, unused.length - limit, limit);
}
