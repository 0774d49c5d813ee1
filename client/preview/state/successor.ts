import type { PodLife, Story } from "../story/story.ts";
import { isSelected, type Selection } from "./selection.ts";

/**
 * The selection in a new story that corresponds to the last one: an edit changes the generated names of a Deployment's pods,
 * but the second of the new version stays the second of the new version.
 */
export function successorOf(selection: Selection, before: Story, after: Story): Selection {
  if (selection.is !== "pod" || after.pods.some((pod) => isSelected(selection, pod))) return selection;
  const place = before.pods.find((pod) => isSelected(selection, pod));
  if (!place) return selection;
  const wanted = placeOf(place, before);
  const heirs = after.pods.filter((pod) => placeOf(pod, after).of === wanted.of);
  const heir = heirs[Math.min(wanted.order, heirs.length - 1)];
  return heir ? { is: "pod", name: heir.name, namespace: heir.namespace } : selection;
}

/** Which version of which workload a pod is of, and which of its pods in order of creation. */
function placeOf(pod: PodLife, story: Story): { readonly of: string; readonly order: number } {
  const ref = story.workloads[pod.workload]?.ref;
  const siblings = story.pods.filter(({ workload, revision }) => workload === pod.workload && revision === pod.revision);
  const version = story.revisions[pod.revision]?.isNewest ? "new" : "old";
  return { of: `${ref?.kind}/${ref?.namespace}/${ref?.name} ${version}`, order: siblings.indexOf(pod) };
}
