import type { VNode } from "preact";
import { keyOf } from "../../../engine/core/objects.ts";
import { RevealButton } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { isAtCursor } from "../parts/spots.ts";
import { type Counts, countsAt } from "../story/counts.ts";
import type { Moment } from "../story/moment.ts";
import { sharesAt } from "../story/serviceLives.ts";
import type { Revision, ServiceLife, Story } from "../story/story.ts";
import { isNumbered } from "./names.ts";

/** Workloads with their versions as a tree of owners, and Services with whom they reach just now. */
export function Workloads({ story }: { readonly story: Story }): VNode | null {
  const moment = usePanel().moment.value;
  if (!moment) return null;
  const counts = countsAt(story, moment);
  return (
    <ul class="cards">
      {story.workloads.map((_, i) => (
        <WorkloadCard key={i} story={story} moment={moment} index={i} counts={counts} />
      ))}
      {story.services.map((service) => (
        <ServiceCard key={service.ref.name} story={story} service={service} />
      ))}
    </ul>
  );
}

function WorkloadCard({
  story,
  moment,
  index,
  counts,
}: {
  readonly story: Story;
  readonly moment: Moment;
  readonly index: number;
  readonly counts: Counts;
}): VNode | null {
  const panel = usePanel();
  const { words, workload, focus, host, cursor } = panel;
  const { ref, kind, revisions } = story.workloads[index]!;
  const span = moment.workloads[index];
  const spot = { object: ref, field: "metadata.name" };
  if (!span?.here) return null;
  const ready = revisions.reduce((sum, revision) => sum + (counts.get(revision)?.ready ?? 0), 0);
  return (
    <li class={`card ${workload.value === index ? "here" : ""} ${isAtCursor(spot.object, cursor.value) ? "lit" : ""}`} {...lighting(host, spot)}>
      <header>
        <button type="button" class="name" aria-pressed={workload.value === index} onClick={() => (focus.value = keyOf(ref))}>
          {ref.name}
        </button>
        <span class="kind">{kind}</span>
        {span.paused && <span class="badge">{words.workloads.paused}</span>}
        <span class="ready-count">
          {span.completions !== undefined ? words.workloads.done(span.done ?? 0, span.completions) : words.workloads.ready(ready, span.wants)}
        </span>
        <RevealButton spot={spot} name={ref.name} />
      </header>
      <ul class="tree">
        {isNumbered(story, index) &&
          revisions.map((revision) => <RevisionLine key={revision} revision={story.revisions[revision]!} counts={counts.get(revision)} />)}
      </ul>
      {span.conditions.length > 0 && <p class="conditions">{span.conditions.join(" · ")}</p>}
    </li>
  );
}

function RevisionLine({
  revision,
  counts,
}: {
  readonly revision: Revision;
  readonly counts: { readonly all: number; readonly ready: number } | undefined;
}): VNode {
  const { words } = usePanel();
  return (
    <li>
      <svg width="10" height="10" aria-hidden="true">
        <rect class={`ready ${revision.isNewest ? "new" : "old"}`} width="10" height="10" rx="2" />
      </svg>
      <span>{revision.ref.name}</span>
      <small title={revision.images.join(", ")}>{revision.images.map((image) => image.split("/").at(-1)).join(", ")}</small>
      <span class="count">{words.workloads.ready(counts?.ready ?? 0, counts?.all ?? 0)}</span>
    </li>
  );
}

/** A Service, and the share of its traffic that each version gets at this moment. */
function ServiceCard({ story, service }: { readonly story: Story; readonly service: ServiceLife }): VNode {
  const panel = usePanel();
  const { words, host, cursor } = panel;
  const spot = { object: service.ref, field: "spec.selector" };
  const shares = [...sharesAt(service, panel.now.value)];
  return (
    <li class={`card service ${isAtCursor(spot.object, cursor.value) ? "lit" : ""}`} {...lighting(host, spot)}>
      <header>
        <b class="name">{service.ref.name}</b>
        <span class="kind">Service</span>
        {shares.length === 0 && <span class="badge bad">{words.workloads.noEndpoint}</span>}
        <RevealButton spot={spot} name={service.ref.name} />
      </header>
      <ul class="tree">
        {shares.map(([revision, share]) => (
          <li key={revision}>
            <Icon name="arrow-right" />
            <span>{story.revisions[revision]?.ref.name ?? words.workloads.nobody}</span>
            <span class="count">{words.percent(share)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}
