import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { keyOf } from "../../../engine/core/objects.ts";
import { usePanel } from "../parts/panelContext.ts";
import type { Story } from "../story/story.ts";
import { lettersOf, toneOf } from "./podClass.ts";

/** How many workloads are named; the rest is a number. */
const mostNamed = 16;

/** The letters and colours of the workloads on the nodes, if there are several. The one in focus has numbers, in the colours of its versions. */
export function PodNames({ story }: { readonly story: Story }): VNode | null {
  const { words, workload, focus } = usePanel();
  const present = useMemo(() => [...new Set(story.pods.map((pod) => pod.workload))].filter((index) => index >= 0).sort((a, b) => a - b), [story]);
  if (present.length < 2) return null;
  return (
    <ul class="legend pod-names" aria-label={words.nodes.whose}>
      {present.slice(0, mostNamed).map((index) => {
        const isHere = index === workload.value;
        const { ref } = story.workloads[index]!;
        return (
          <li key={index}>
            <button type="button" aria-pressed={isHere} onClick={() => (focus.value = keyOf(ref))}>
              <span class={`pod ready ${isHere ? "new" : `other ${toneOf(index)}`}`}>{isHere ? "1" : lettersOf(story)[index]}</span>
              {ref.name}
            </button>
          </li>
        );
      })}
      {present.length > mostNamed && <li>{words.more(present.length - mostNamed)}</li>}
    </ul>
  );
}
