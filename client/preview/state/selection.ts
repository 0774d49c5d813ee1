import type { PodLife, Story } from "../story/story.ts";

/** The selected thing by name: names stay the same after an edit, indices do not. */
export type Selection =
  | { readonly is: "pod"; readonly name: string; readonly namespace: string }
  | { readonly is: "node"; readonly name: string }
  | { readonly is: "nothing" };

/** Whether a pod is the selected one. */
export function isSelected(selection: Selection, { name, namespace }: PodLife): boolean {
  return selection.is === "pod" && selection.name === name && selection.namespace === namespace;
}

/** All pods that have had the selected name, in order of time. */
export function podsSelected(story: Story | undefined, selection: Selection): readonly PodLife[] {
  return selection.is === "pod" && story ? story.pods.filter((pod) => isSelected(selection, pod)) : [];
}
