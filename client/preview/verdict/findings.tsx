import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { keyOf } from "../../../engine/core/objects.ts";
import type { Finding } from "../../../engine/rehearsal/verdict/finding.ts";
import { Chip } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePanel } from "../parts/panelContext.ts";
import type { Story } from "../story/story.ts";

/** So many are listed at first. */
const most = 6;

/** Everything there is to know of how the change comes out, the worst first. Each leads to its workload, at the moment when it begins. */
export function Findings({ story }: { readonly story: Story }): VNode | null {
  const panel = usePanel();
  const { words, focus } = panel;
  const { findings, assumed } = story.verdict;
  const all = useSignal(false);
  const isSaid = findings.length === 1 && story.verdict.workloads.length < 2;
  const lead = ({ about, at }: Finding) => {
    if (story.workloads.some(({ ref }) => ref.kind === about.kind && ref.name === about.name)) focus.value = keyOf(about);
    panel.seek(at - story.from);
  };
  if ((findings.length === 0 || isSaid) && assumed.length === 0) return null;
  return (
    <ul class="findings">
      {!isSaid &&
        findings.slice(0, all.value ? findings.length : most).map((finding, i) => (
          <li key={i} class={finding.state}>
            <Chip icon={finding.state === "fails" ? "error" : "warning"} onPress={() => lead(finding)}>
              <b>{words.state(finding.state)}</b> {words.finding(finding)}
            </Chip>
          </li>
        ))}
      {!isSaid && !all.value && findings.length > most && (
        <li>
          <Chip icon="ellipsis" onPress={() => (all.value = true)}>
            {words.more(findings.length - most)}
          </Chip>
        </li>
      )}
      {assumed.map((sentence, i) => (
        <li key={`assumed ${i}`}>
          <Icon name="info" /> {words.assumed(sentence)}
        </li>
      ))}
    </ul>
  );
}
