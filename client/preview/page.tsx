import type { VNode } from "preact";
import { Chip, IconButton } from "./parts/button.tsx";
import { Icon } from "./parts/icon.tsx";
import { PanelContext, usePanel } from "./parts/panelContext.ts";
import { Section } from "./parts/section.tsx";
import { Console } from "./console/console.tsx";
import { Services } from "./console/services.tsx";
import { Comparison } from "./compare/comparison.tsx";
import { isMapped, Nodes } from "./nodes/nodes.tsx";
import { PodNames } from "./nodes/podNames.tsx";
import { keyOf } from "../../engine/core/objects.ts";
import { Overview } from "./overview/overview.tsx";
import type { Panel, Run, Tab } from "./state/panel.ts";
import type { Story } from "./story/story.ts";
import { stepsInSight } from "./story/stepsInSight.ts";
import { stepsAsMarkdown } from "./steps/markdown.ts";
import { Steps } from "./steps/steps.tsx";
import { Timeline } from "./timeline/timeline.tsx";
import { figuresOf } from "./story/figures.ts";
import { Change } from "./verdict/change.tsx";
import { Fix } from "./verdict/fix.tsx";
import { Verdict } from "./verdict/verdict.tsx";
import { ClusterDrawer } from "./whatIf/cluster.tsx";
import { WhatIfDrawer } from "./whatIf/drawer.tsx";
import { PodPanel } from "./why/podPanel.tsx";
import { clock } from "./words/format.ts";
import { Events } from "./workloads/events.tsx";
import { RolloutHistory } from "./workloads/history.tsx";
import { Pods } from "./workloads/pods.tsx";
import { Workloads } from "./workloads/workloads.tsx";

/** The whole panel. */
export function Page({ panel }: { readonly panel: Panel }): VNode {
  return (
    <PanelContext.Provider value={panel}>
      <Problem />
      {panel.run.value ? <Rollout run={panel.run.value} /> : <Welcome />}
    </PanelContext.Provider>
  );
}

/** Shows why the picture is not of the present text. */
function Problem(): VNode | null {
  const { problem, run, words } = usePanel();
  if (problem.value === null) return null;
  return (
    <div class="problem" role="alert">
      <Icon name="warning" />
      {run.value ? <span>{`${problem.value} ${words.problem.kept}`}</span> : <h1>{problem.value}</h1>}
      <Fix />
    </div>
  );
}

/** Shown if there is no picture: manifests that can be opened. */
function Welcome(): VNode | null {
  const { words, rehearsal, busy, problem, host } = usePanel();
  if (host.isAlone) return <p class="welcome">{words.welcome.drop}</p>;
  if (!rehearsal.value || (busy.value && problem.value === null)) return <p class="welcome">{words.welcome.loading}</p>;
  if (problem.value !== null) return rehearsal.value.refused.length > 0 ? <p class="welcome empty">{words.welcome.later}</p> : null;
  return (
    <div class="welcome">
      <h1>{words.welcome.title}</h1>
      <p>{words.welcome.nothing(rehearsal.value.file)}</p>
      <p class="chips">
        <Change />
      </p>
      {rehearsal.value.openable.length > 0 && <p>{words.welcome.others}</p>}
      <ul>
        {rehearsal.value.openable.map(({ uri, label }) => (
          <li key={uri}>
            <Chip icon="file" onPress={() => host.send({ is: "open", uri })}>
              {label}
            </Chip>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rollout({ run: { story } }: { readonly run: Run }): VNode {
  const { words, drawer, pinned } = usePanel();
  if (story.workloads.length === 0) return <Welcome />;
  const isBeside = drawer.value === "whatIf" || drawer.value === "cluster";
  return (
    <div class={`panel ${isMapped(story) ? "mapped" : ""} ${isBeside ? "beside" : ""}`}>
      <Verdict story={story} />
      {drawer.value === "keys" && <Keys />}
      {pinned.value && <Comparison pinned={pinned.value.story} story={story} />}
      <Overview story={story} />
      <Section id="rollout" title={words.rollout.title} note={<RolloutNote story={story} />}>
        <Timeline story={story} />
      </Section>
      {drawer.value === "whatIf" && <WhatIfDrawer story={story} />}
      {drawer.value === "cluster" && <ClusterDrawer />}
      <Details story={story} />
      <Section id="nodes" title={words.nodes.title} note={<NodesNote />}>
        <PodNames story={story} />
        <Nodes story={story} />
      </Section>
      <PodPanel story={story} />
    </div>
  );
}

/** The time at which the nodes are shown. */
function NodesNote(): VNode {
  const { words, time } = usePanel();
  return <>{words.nodes.at(clock(time.value))}</>;
}

interface Told {
  readonly story: Story;
}

/** The workload of the timeline, and what changes about it. */
function RolloutNote({ story }: Told): VNode {
  const panel = usePanel();
  const { words, workload, focus } = panel;
  const { revisions = [], spans = [] } = story.workloads[workload.value] ?? {};
  const images = story.revisions[revisions.at(-1) ?? -1]?.images.join(", ");
  const edits = story.steps.find((step) => step.workload === workload.value && step.edits)?.edits;
  return (
    <>
      <select
        class="focus"
        aria-label={words.rollout.choose}
        value={story.workloads[workload.value] && keyOf(story.workloads[workload.value]!.ref)}
        onChange={(event) => (focus.value = event.currentTarget.value)}
      >
        {story.workloads.map(({ ref, kind }) => (
          <option key={keyOf(ref)} value={keyOf(ref)}>{`${kind.toLowerCase()}/${ref.name}`}</option>
        ))}
      </select>
      <span>{words.rollout.about(edits, images, spans.at(-1))}</span>
    </>
  );
}

const tabs: readonly Tab[] = ["steps", "pods", "workloads", "history", "events", "services", "console"];

/** The tabs: the steps, and other details of the rollout. */
function Details({ story }: Told): VNode {
  const panel = usePanel();
  const { words, tab, allSteps } = panel;
  const copy = () => {
    const { headline, details } = words.verdict(figuresOf(story, panel.workload.value, panel.series.value));
    const steps = stepsInSight(story, panel.workload.value, allSteps.value);
    panel.host.send({ is: "copy", text: stepsAsMarkdown(steps, story, `${headline}; ${details}`, words) });
  };
  return (
    <section class="section details" aria-label={words.tabs[tab.value]}>
      <header>
        <Tabs />
        {tab.value === "steps" && (
          <span class="tools">
            <Chip pressed={allSteps.value} onPress={() => (allSteps.value = !allSteps.value)}>
              {words.steps.all}
            </Chip>
            <IconButton icon="copy" name={words.steps.copy} word={words.steps.copyShort} onPress={copy} />
          </span>
        )}
      </header>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab.value}`} tabIndex={tab.value === "steps" ? undefined : 0}>
        {tab.value === "steps" && <Steps story={story} />}
        {tab.value === "pods" && <Pods story={story} />}
        {tab.value === "workloads" && <Workloads story={story} />}
        {tab.value === "history" && <RolloutHistory story={story} />}
        {tab.value === "events" && <Events story={story} />}
        {tab.value === "services" && <Services story={story} />}
        {tab.value === "console" && <Console />}
      </div>
    </section>
  );
}

function Tabs(): VNode {
  const { words, tab } = usePanel();
  return (
    <div role="tablist" class="tabs">
      {tabs.map((name, i) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={tab.value === name}
          aria-controls="tab-panel"
          tabIndex={tab.value === name ? 0 : -1}
          onClick={() => (tab.value = name)}
          onKeyDown={(event) => {
            const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
            if (by === 0) return;
            tab.value = tabs[(i + by + tabs.length) % tabs.length]!;
            document.getElementById(`tab-${tab.value}`)?.focus();
          }}
        >
          {words.tabs[name]}
        </button>
      ))}
    </div>
  );
}

/** What the keys do. */
function Keys(): VNode {
  const { words, drawer } = usePanel();
  return (
    <Section id="keys" title={words.menu.keys} tools={<IconButton icon="close" name={words.close} onPress={() => (drawer.value = "none")} />}>
      <dl class="keys">
        {words.keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
