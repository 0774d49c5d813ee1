import type { SyncPart, View } from "../../core/controller.ts";
import type { Refused } from "../../core/command.ts";
import { refOf } from "../../core/objects.ts";
import type { StoredPod } from "../../core/pods.ts";
import { forget, keep, keeps, numberOf, renumber, type Revision, revisionHashLabel, revisionsOf } from "../history.ts";
import type { StoredDaemonSet } from "./placement.ts";
import { because } from "../../core/why.ts";

/** The revisions of a DaemonSet. */
export interface KnownRevisions {
  /** The revision of the DaemonSet's current template. */
  readonly current: Revision;
  readonly old: readonly Revision[];
}

/** The revisions of a DaemonSet. The one of the current template is created, or gets a new number if the template came back. */
export function* findRevisions(set: StoredDaemonSet, pods: readonly StoredPod[], view: View): SyncPart<KnownRevisions | Refused> {
  const revisions = yield* revisionsOf(set, view);
  const same = revisions.filter((revision) => keeps(revision, set.spec.template));
  const old = revisions.filter((revision) => !same.includes(revision));
  const next = Math.max(0, ...old.map(numberOf)) + 1;
  const known = same.at(-1);
  if (!known) {
    const kept = yield* keep(set, next, revisionHashLabel, view);
    return "ok" in kept ? kept : { current: kept, old };
  }
  if (same.length > 1) yield* merge(set, known, same.slice(0, -1), pods);
  return { current: numberOf(known) < next ? yield* renumber(set, known, next) : known, old };
}

/** Adopted orphans may hold the same template as another revision. The newest revision stays, and all its pods are relabelled. */
function* merge(set: StoredDaemonSet, kept: Revision, doubles: readonly Revision[], pods: readonly StoredPod[]): SyncPart<void> {
  const why = because("same-template", { revision: numberOf(kept) }, [{ object: refOf(set), field: "spec.template" }]);
  for (const pod of pods.filter(({ metadata }) => metadata.labels?.[revisionHashLabel] !== hashOf(kept))) {
    const labels = { ...pod.metadata.labels, [revisionHashLabel]: hashOf(kept) };
    yield { do: "update", object: { ...pod, metadata: { ...pod.metadata, labels } }, why };
  }
  for (const double of doubles) yield { do: "delete", ref: refOf(double), why };
}

/** The hash that a revision's pods carry as a label. */
export function hashOf({ metadata }: Revision): string {
  return metadata.labels?.[revisionHashLabel] ?? metadata.name;
}

/** Deletes revisions beyond `revisionHistoryLimit`. Revisions that pods use are kept but counted. */
export function* truncate(set: StoredDaemonSet, old: readonly Revision[], pods: readonly StoredPod[]): SyncPart<void> {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  if (old.length <= limit) return;
  const live = new Set(pods.map(({ metadata }) => metadata.labels?.[revisionHashLabel]));
  yield* forget(
    set,
    old.filter((revision) => !live.has(hashOf(revision))),
    old.length - limit,
    limit,
  );
}
