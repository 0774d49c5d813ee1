import type { Millis } from "../../../engine/objects.ts";
import type { PodLife, Story } from "../story/story.ts";

/** What the person looks at closely: names outlive an edit, indices do not. */
export type Selection =
  | { readonly is: "pod"; readonly name: string; readonly namespace: string }
  | { readonly is: "node"; readonly name: string }
  | { readonly is: "nothing" };

export function isSelected(selection: Selection, { name, namespace }: PodLife): boolean {
  return selection.is === "pod" && selection.name === name && selection.namespace === namespace;
}

/** The selected pod: of several that have had its name, the one at `time`, or the one that came last before it. */
export function selectedPod(story: Story, selection: Selection, time: Millis): PodLife | undefined {
  const pods = story.pods.filter((pod) => isSelected(selection, pod));
  return pods.findLast(({ spans }) => spans[0]!.at <= time) ?? pods[0];
}
