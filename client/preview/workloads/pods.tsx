import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import { isSelected } from "../state/selection.ts";
import { type Moment, type PodMoment, podsAt } from "../story/moment.ts";
import { lookOf } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { clock } from "../words/format.ts";

/** So many pods are listed; and of more than so many, the first ones as they come. */
const [mostRows, mostSorted] = [200, 1000];

/** What `kubectl get pods -o wide` prints at this time. A row selects its pod. */
export function Pods({ story }: { readonly story: Story }): VNode | null {
  const { words, moment } = usePanel();
  if (!moment.value) return null;
  const pods = sortedPods(story, moment.value);
  if (pods.length === 0) return <p class="empty">{words.containers.pods.none}</p>;
  return (
    <div class="scroll">
      <table class="pods-table">
        <thead>
          <tr>
            <th>{words.containers.pods.name}</th>
            <th>READY</th>
            <th>STATUS</th>
            <th>RESTARTS</th>
            <th class="number">{words.containers.pods.age}</th>
            <th>{words.containers.pods.node}</th>
          </tr>
        </thead>
        <tbody>
          {pods.slice(0, mostRows).map((pod) => (
            <Row key={pod.index} pod={pod} story={story} />
          ))}
          {pods.length > mostRows && (
            <tr>
              <td colSpan={6}>{words.more(pods.length - mostRows)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function sortedPods(story: Story, moment: Moment): readonly PodMoment[] {
  const all = podsAt(moment);
  return all.length > mostSorted ? all : all.sort((a, b) => (story.pods[a.index]!.name < story.pods[b.index]!.name ? -1 : 1));
}

function Row({ pod: { index, span }, story }: { readonly pod: PodMoment; readonly story: Story }): VNode {
  const { words, selection, now } = usePanel();
  const pod = story.pods[index]!;
  const since = (at: number) => clock(Math.max(0, now.value - at));
  const selected = isSelected(selection.value, pod);
  const look = span.state === "gone" ? "" : lookOf(span.state);
  return (
    <tr class={selected ? "here" : ""}>
      <th scope="row">
        <button
          type="button"
          aria-pressed={selected}
          onClick={() => (selection.value = selected ? { is: "nothing" } : { is: "pod", name: pod.name, namespace: pod.namespace })}
        >
          {pod.name}
        </button>
      </th>
      <td>{span.ready}</td>
      <td class={`status ${look}`}>{span.status}</td>
      <td>{span.lastRestart === undefined ? span.restarts : words.containers.pods.ago(span.restarts, since(span.lastRestart))}</td>
      <td class="number">{since(pod.spans[0]!.at)}</td>
      <td>{story.nodes[span.node]?.name ?? ""}</td>
    </tr>
  );
}
