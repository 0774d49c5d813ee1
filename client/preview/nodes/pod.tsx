import type { VNode } from "preact";
import { Icon } from "../parts/icon.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { isTemplateAtCursor, podSpot } from "../parts/spots.ts";
import { isSelected } from "../state/selection.ts";
import type { PodSpan, Story } from "../story/story.ts";
import { podClass, podMark } from "./podClass.ts";

/** A pod as a square: its colour is its version, its texture its state. */
export function PodSquare({ story, index, span }: { readonly story: Story; readonly index: number; readonly span: PodSpan }): VNode {
  const panel = usePanel();
  const { words, selection, workload, cursor, host } = panel;
  const pod = story.pods[index]!;
  const selected = isSelected(selection.value, pod);
  const revision = story.revisions[pod.revision];
  const owner = story.workloads[pod.workload];
  const spot = owner && podSpot(owner);
  const lit = owner !== undefined && isTemplateAtCursor(owner, cursor.value);
  const restarts = span.restarts > 0 ? `, ${words.containers.restarts(span.restarts)}` : "";
  const name = `${pod.name}: ${words.podState(span.state)}${span.reason ? `, ${span.reason}` : ""}${restarts}${revision ? ` (${revision.images.join(", ")})` : ""}`;
  const mark = podMark(story, index, workload.value);
  return (
    <button
      type="button"
      class={`pod ${podClass(story, pod, span, workload.value)} ${span.state === "failed" ? "failed" : ""} ${span.restarts > 0 ? "restarted" : ""} ${lit ? "lit" : ""}`}
      title={name}
      aria-label={`${mark}, ${name}`}
      aria-pressed={selected}
      {...lighting(host, spot)}
      onClick={() => (selection.value = selected ? { is: "nothing" } : { is: "pod", name: pod.name, namespace: pod.namespace })}
    >
      {face(span, mark)}
    </button>
  );
}

function face(span: PodSpan, mark: string): VNode | string {
  if (span.state === "succeeded") return <Icon name="check" />;
  if (span.state === "held") return <Icon name="debug-pause" />;
  if (span.state === "restarting") return <Icon name="refresh" />;
  if (span.state === "failed" || span.state === "failing") return <Icon name="close" />;
  return mark;
}
