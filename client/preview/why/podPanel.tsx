import type { VNode } from "preact";
import { IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import { selectedPod } from "../state/selection.ts";
import { begun } from "../story/spans.ts";
import type { PodLife, Story } from "../story/story.ts";
import { bytes, clock, cores } from "../words/format.ts";
import { PlacementTable } from "./placementTable.tsx";

/** The selected pod: its history, and why it is where it is. */
export function PodPanel({ story }: { readonly story: Story }): VNode | null {
  const panel = usePanel();
  const { words, selection } = panel;
  const pod = selectedPod(story, selection.value, story.times[panel.epoch.value - 1] ?? story.from);
  if (!pod) return null;
  const revision = story.revisions[pod.revision];
  const close = <IconButton icon="close" name={words.why.close} onPress={() => (selection.value = { is: "nothing" })} />;
  return (
    <div class="pod-panel">
      <Section id="life" title={pod.name} tools={close}>
        <History pod={pod} story={story} />
        <p class="wants">{words.why.wants(cores(pod.cpu), bytes(pod.memory))}</p>
        {revision && <p class="wants">{revision.images.join(", ")}</p>}
      </Section>
      <PlacementTable pod={pod} story={story} />
    </div>
  );
}

/** What the pod has been through, each state with how long it lasted; the present one stands out. */
function History({ pod, story }: { readonly pod: PodLife; readonly story: Story }): VNode {
  const { words, time } = usePanel();
  const now = begun(pod.spans, story.from + time.value) - 1;
  return (
    <ol class="history">
      {pod.spans.map(({ at, state, node, reason }, i) => {
        const start = Math.max(0, at - story.from);
        const next = pod.spans[i + 1];
        return (
          <li key={at} class={i === now ? "here" : i > now ? "later" : ""} aria-current={i === now ? "step" : undefined}>
            <span class="time">{clock(start)}</span>
            <span class="state">
              {words.podState(state)}
              {node >= 0 && (i === 0 || pod.spans[i - 1]!.node !== node) && ` ${words.why.on(story.nodes[node]!.name)}`}
              {next && next.at > story.from && <small> {words.why.lasting(clock(next.at - Math.max(at, story.from), true))}</small>}
              {reason && <small class="reason">{reason}</small>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
