import { type Key, keyOf, type Millis, refOf, type StoredObject } from "../core/objects.ts";
import type { StoredPod } from "../core/pods.ts";
import type { Configuration } from "../kubelet/life.ts";
import { containerOf } from "../kubelet/look.ts";
import { changesInFiles, readBy } from "../kubelet/refresh.ts";
import type { Trace } from "./trace.ts";

/** The ConfigMaps and Secrets of the present run of a container: at its start, the changes of its files since, and their present content. */
export interface SeenConfiguration extends Configuration {
  readonly files: Readonly<Record<Key, StoredObject>>;
}

/** The ConfigMaps and Secrets as a container sees them at a moment of a trace. Nothing for a pod that reads none, or that is not in the trace. */
export function configurationSeen(
  { versions, actions, change, from }: Trace,
  pod: StoredPod,
  name: string,
  at: Millis,
): SeenConfiguration | undefined {
  const refs = readBy(pod);
  if (refs.length === 0) return undefined;
  const key = keyOf(refOf(pod));
  const restarts = restartsIn(pod, name);
  const start = versions.findIndex(
    (one) => one.key === key && one.at <= at && isOf(one.object, pod) && restartsIn(one.object as StoredPod, name) === restarts,
  );
  if (start < 0) return undefined;
  const first = start < (change?.versionsBefore ?? 0) ? change!.versionsBefore : start;
  const asOf = (count: number): Readonly<Record<Key, StoredObject>> => {
    const found = refs.flatMap((ref) => versions.slice(0, count).findLast((one) => one.key === keyOf(ref))?.object ?? []);
    return Object.fromEntries(found.map((object) => [keyOf(refOf(object)), object]));
  };
  const began = Math.max(from, versions[start]!.at);
  let files = asOf(first);
  const objects = files;
  const changes: Configuration["changes"][number][] = [];
  for (const action of actions) {
    if (action.what.is !== "refresh" || action.at > at || action.after <= first || keyOf(action.about) !== key) continue;
    const next = asOf(action.after);
    const seconds = (action.at - began) / 1000;
    changes.push(...changesInFiles(pod, containerOf(pod, name), files, next).map((one) => ({ ...one, at: seconds })));
    files = next;
  }
  return { objects, changes, files };
}

function isOf(object: StoredObject | undefined, { metadata: { uid } }: StoredPod): boolean {
  return object?.metadata.uid === uid;
}

/** The restart count of a container; -1 if it has not started yet. */
function restartsIn({ status }: StoredPod, name: string): number {
  const own = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])].find((one) => one.name === name);
  return own && (own.state?.running ?? own.state?.terminated ?? own.lastState?.terminated) ? (own.restartCount ?? 0) : -1;
}
