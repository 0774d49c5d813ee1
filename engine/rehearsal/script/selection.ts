import { natural } from "../../core/natural.ts";
import { byCreation, controllerOf } from "../../core/objects.ts";
import { isTerminating, type StoredPod } from "../../core/pods.ts";
import { indexOf, type Names, type Thing } from "./names.ts";
import type { PodSelection } from "../script.ts";

/** The pods that a step is about, among those that `fits` accepts: the oldest one, unless `pick` is given. */
export function select(
  names: Names,
  { owner, pod, node, index, terminating = false, pick = "oldest" }: PodSelection,
  fits: (pod: StoredPod) => boolean = () => true,
): StoredPod[] {
  const wanted = names.all("Pod").filter(({ object, key }) => {
    const candidate = object as StoredPod;
    return (
      isTerminating(candidate) === terminating &&
      fits(candidate) &&
      (owner === undefined || names.ownersOf(candidate).includes(owner)) &&
      (pod === undefined || key === pod || candidate.metadata.name === pod) &&
      (node === undefined || candidate.spec.nodeName === node) &&
      (index === undefined || indexOf(candidate) === String(index))
    );
  });
  const sorted = sortByAge(wanted, names);
  if (pick === "all") return sorted;
  if (pick === "newest") return sorted.slice(-1);
  return sorted.slice(0, pick === "oldest" ? 1 : pick);
}

/** Oldest first: by the step in which a pod appeared, then by owner and identity. A DaemonSet's pods come first, sorted by node. */
function sortByAge(pods: readonly Thing[], names: Names): StoredPod[] {
  const rows = pods.map(({ object, key, createdIn }) => {
    const pod = object as StoredPod;
    const place = controllerOf(pod)?.kind === "DaemonSet" ? pod.spec.nodeName : undefined;
    return {
      pod,
      createdIn: place ? 0 : createdIn,
      owner: names.ownerKey(pod),
      identity: key ?? indexOf(pod) ?? place ?? "",
      revision: names.revisionKey(pod) ?? "",
    };
  });
  const sorted = rows.sort(
    (a, b) =>
      a.createdIn - b.createdIn ||
      natural(a.owner, b.owner) ||
      natural(a.identity, b.identity) ||
      natural(a.revision, b.revision) ||
      byCreation(a.pod, b.pod),
  );
  return sorted.map(({ pod }) => pod);
}
