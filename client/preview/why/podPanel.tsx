import type { VNode } from "preact";
import { Containers } from "../containers/containers.tsx";
import { IconButton, RevealButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { podSpot } from "../parts/spots.ts";
import { Section } from "../parts/section.tsx";
import { begun, spanAt } from "../story/spans.ts";
import type { PodLife, Story } from "../story/story.ts";
import { bytes, clock, cores } from "../words/format.ts";
import { PlacementTable } from "./placementTable.tsx";

/** The selected pod: its history, and why it is where it is. */
export function PodPanel({ story }: { readonly story: Story }): VNode | null {
  const panel = usePanel();
  const { words, selection } = panel;
  const pod = panel.pod.value;
  if (!pod) return null;
  const revision = story.revisions[pod.revision];
  const owner = story.workloads[pod.workload];
  const close = <IconButton icon="close" name={words.why.close} onPress={() => (selection.value = { is: "nothing" })} />;
  return (
    <div class="pod-panel">
      <Section
        id="life"
        title={pod.name}
        tools={
          <>
            {owner && <RevealButton spot={podSpot(owner)} name={pod.name} />}
            {close}
          </>
        }
      >
        <Columns pod={pod} />
        <p class="wants">{[words.why.wants(cores(pod.cpu), bytes(pod.memory)), ...(revision?.images ?? [])].join(" · ")}</p>
      </Section>
      <Containers pod={pod} story={story} />
      <Section id="past" title={words.why.past}>
        <History pod={pod} story={story} />
      </Section>
      <PlacementTable pod={pod} story={story} />
    </div>
  );
}

/** What `kubectl get pods` prints of it at this time. */
function Columns({ pod }: { readonly pod: PodLife }): VNode | null {
  const { words, now } = usePanel();
  const span = spanAt(pod.spans, now.value);
  if (!span || span.state === "gone") return null;
  const { ready, status, restarts, lastRestart } = span;
  const again = lastRestart === undefined ? restarts : words.containers.pods.ago(restarts, clock(Math.max(0, now.value - lastRestart)));
  return (
    <dl class="columns">
      {Object.entries({ READY: ready, STATUS: status, RESTARTS: again }).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** So many states are shown before the present one, and after it. */
const [before, beyond] = [6, 5];

/** What the pod has been through, each state with how long it lasted; the present one stands out. */
function History({ pod, story }: { readonly pod: PodLife; readonly story: Story }): VNode {
  const { words, time } = usePanel();
  const now = begun(pod.spans, story.from + time.value) - 1;
  const first = Math.max(0, now - before);
  const last = Math.min(pod.spans.length, Math.max(now, before) + beyond + 1);
  return (
    <ol class="history">
      {first > 0 && <li class="later">{words.why.earlier(first)}</li>}
      {pod.spans.slice(first, last).map((span, i) => (
        <HistoryLine key={span.at} pod={pod} story={story} index={first + i} now={now} />
      ))}
      {last < pod.spans.length && <li class="later">{words.more(pod.spans.length - last)}</li>}
    </ol>
  );
}

function HistoryLine({
  pod,
  story,
  index,
  now,
}: {
  readonly pod: PodLife;
  readonly story: Story;
  readonly index: number;
  readonly now: number;
}): VNode {
  const { words } = usePanel();
  const { at, state, node, reason, brief = reason } = pod.spans[index]!;
  const next = pod.spans[index + 1];
  const isMoved = node >= 0 && pod.spans[index - 1]?.node !== node;
  return (
    <li class={index === now ? "here" : index > now ? "later" : ""} aria-current={index === now ? "step" : undefined}>
      <span class="time">{clock(Math.max(0, at - story.from))}</span>
      <span class="state">
        {words.podState(state)}
        {isMoved && ` ${words.why.on(story.nodes[node]!.name)}`}
        {next && next.at > story.from && <small> {words.why.lasting(clock(next.at - Math.max(at, story.from), true))}</small>}
        {reason && <small class="reason">{brief}</small>}
      </span>
    </li>
  );
}
