import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { keyOf } from "../../../engine/core/objects.ts";
import type { Finding } from "../../../engine/rehearsal/verdict/finding.ts";
import { Chip } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { usePanel } from "../parts/panelContext.ts";
import { podSpot } from "../parts/spots.ts";
import { Fix } from "./fix.tsx";
import type { Panel } from "../state/panel.ts";
import type { Story } from "../story/story.ts";

/** So many are listed at first. */
const most = 6;

/** What there is to know of how the change comes out beside the headline, the worst first. Each leads to its workload, at the moment when it begins. */
export function Findings({ story }: { readonly story: Story }): VNode | null {
  const panel = usePanel();
  const { words } = panel;
  const { findings, assumed } = story.verdict;
  const all = useSignal(false);
  const more = findings.slice(1);
  if (more.length === 0 && assumed.length === 0) return null;
  return (
    <ul class="findings">
      {more.slice(0, all.value ? more.length : most).map((finding, i) => (
        <li key={i} class={finding.state}>
          <Chip icon={finding.state === "fails" ? "error" : "warning"} onPress={() => leadTo(panel, story, finding)}>
            <span>
              <b>{words.trouble(finding.state)}:</b> {words.finding(finding)}
            </span>
          </Chip>
          {finding.code === "refused-too" && <Fix object={finding.about} />}
        </li>
      ))}
      {!all.value && more.length > most && (
        <li>
          <Chip icon="ellipsis" onPress={() => (all.value = true)}>
            {words.more(more.length - most)}
          </Chip>
        </li>
      )}
      {assumed.map((sentence, i) => (
        <li key={`assumed ${i}`}>
          <Icon name="info" /> {words.assumed(sentence)}
          {sentence.code === "assumed-images" && <UnknownImages story={story} />}
        </li>
      ))}
    </ul>
  );
}

/** Where the first image is named of which nothing is known, and one of its pods, where one can say what runs in it. */
function UnknownImages({ story }: { readonly story: Story }): VNode | null {
  const { words, host, selection, wanted } = usePanel();
  const [first] = story.verdict.unknownImages;
  const owner = story.workloads.find(({ ref }) => first && keyOf(ref) === keyOf(first.workload));
  if (!first || !owner) return null;
  const { name, namespace } = first.pod;
  const change = () => {
    selection.value = { is: "pod", name, namespace };
    wanted.value = first.container;
  };
  return (
    <>
      {" "}
      <Chip icon="go-to-file" onPress={() => host.send({ is: "reveal", spot: podSpot(owner, first.field) })}>
        {first.field}
      </Chip>{" "}
      <Chip icon="beaker" name={`${words.containers.change} ${first.image}`} onPress={change}>
        {words.containers.change}
      </Chip>
    </>
  );
}

/** Shows the workload of a finding, at the moment when it begins. */
export function leadTo(panel: Panel, story: Story, { about, at }: Finding): void {
  if (story.workloads.some(({ ref }) => ref.kind === about.kind && ref.name === about.name)) panel.focus.value = keyOf(about);
  panel.seek(at - story.from);
}
