import type { VNode } from "preact";
import { Chip, RevealButton } from "../parts/button.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { podSpot } from "../parts/spots.ts";
import type { Revision, Story } from "../story/story.ts";
import { clock } from "../words/format.ts";

/** The versions of the workload as cards, the newest first, in the words of `kubectl rollout`. */
export function RolloutHistory({ story }: { readonly story: Story }): VNode {
  const { words, workload } = usePanel();
  const { ref, revisions = [] } = story.workloads[workload.value] ?? {};
  if (!ref) return <p class="empty">{words.steps.none}</p>;
  const sorted = revisions.map((index) => story.revisions[index]!).sort((a, b) => b.number - a.number);
  return (
    <>
      <p class="command">
        <code>{`kubectl rollout history ${ref.kind.toLowerCase()}/${ref.name}`}</code>
      </p>
      <ol class="cards">
        {sorted.map((revision) => (
          <RevisionCard key={revision.ref.name} revision={revision} story={story} workloadName={ref.name} kind={ref.kind} />
        ))}
      </ol>
    </>
  );
}

function RevisionCard({
  revision,
  story,
  workloadName,
  kind,
}: {
  readonly revision: Revision;
  readonly story: Story;
  readonly workloadName: string;
  readonly kind: string;
}): VNode {
  const panel = usePanel();
  const { words, script, time, host } = panel;
  const { number, images, changeCause, isNewest, ref, since } = revision;
  const spot = podSpot(story.workloads[revision.workload]!);
  const rollBack = () => panel.replay([...script.value, { at: time.value, step: { rollback: { kind, name: workloadName, toRevision: number } } }]);
  return (
    <li class="card revision" {...lighting(host, spot)}>
      <header>
        <svg width="10" height="10" aria-hidden="true">
          <rect class={`ready ${isNewest ? "new" : "old"}`} width="10" height="10" rx="2" />
        </svg>
        <b class="name">{ref.kind === "Job" ? ref.name : words.history.revision(number)}</b>
        <span class="kind">{ref.kind === "Job" ? "" : ref.name}</span>
        {isNewest && <span class="badge">{words.history.newest}</span>}
        {since > story.from && <span class="ready-count">{clock(since - story.from)}</span>}
        <RevealButton spot={spot} name={ref.name} />
      </header>
      <p class="images">{images.join(", ")}</p>
      {changeCause && <p>{changeCause}</p>}
      {!isNewest && ref.kind !== "Job" && (
        <Chip icon="discard" onPress={rollBack}>
          {words.history.rollBack}
        </Chip>
      )}
    </li>
  );
}
