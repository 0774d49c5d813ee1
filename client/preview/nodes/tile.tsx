import type { VNode } from "preact";
import { Icon } from "../parts/icon.tsx";
import { usePanel } from "../parts/panelContext.ts";
import type { NodeMoment } from "../story/moment.ts";
import type { Story } from "../story/story.ts";
import { bytesOf, cores } from "../words/format.ts";
import { PodSquare } from "./pod.tsx";
import { podClass } from "./podClass.ts";

/** A node: what its pods take of it, and the pods. It glows while a selected pod would fit on it. */
export function NodeTile({ story, node }: { readonly story: Story; readonly node: NodeMoment }): VNode {
  const panel = usePanel();
  const { words } = panel;
  const { name, zone } = story.nodes[node.index]!;
  const { span } = node;
  const share = (pod: number, of: number) => (of > 0 ? pod / of : 0);
  const decision = panel.placement.value?.decision;
  const isChosen = decision?.is === "placed" && decision.node === name;
  const glow = panel.fitting.value.has(name);
  return (
    <li class={`node ${span.cordoned ? "cordoned" : ""} ${glow ? "glows" : ""}`}>
      <header>
        <b>{name}</b>
        {zone && <span>{zone}</span>}
        {span.cordoned && <span class="badge">{words.nodes.cordoned}</span>}
        {span.taints.map((taint) => (
          <span key={taint} class="badge" title={taint}>
            <Icon name="circle-slash" /> {taint.split(":")[0]}
          </span>
        ))}
        {glow && <span class="badge fits">{isChosen ? words.nodes.chosen : words.nodes.fits}</span>}
      </header>
      <div class="meters">
        <Meter
          story={story}
          node={node}
          label={words.nodes.cpu}
          text={`${cores(node.cpu)} / ${cores(span.cpu)}`}
          share={({ cpu }) => share(cpu, span.cpu)}
        />
        <Meter
          story={story}
          node={node}
          label={words.nodes.memory}
          text={bytesOf(node.memory, span.memory)}
          share={({ memory }) => share(memory, span.memory)}
        />
        <Meter story={story} node={node} label={words.nodes.pods} text={`${node.pods.length} / ${span.pods}`} share={() => share(1, span.pods)} />
      </div>
      <div class="pods">
        {node.pods.map(({ index, span: now }) => (
          <PodSquare key={story.pods[index]!.key} story={story} index={index} span={now} />
        ))}
      </div>
    </li>
  );
}

interface MeterProps {
  readonly story: Story;
  readonly node: NodeMoment;
  readonly label: string;
  readonly text: string;
  readonly share: (pod: Story["pods"][number]) => number;
}

/** How much of one resource is taken, pod by pod in its colour. */
function Meter({ story, node, label, text, share }: MeterProps): VNode {
  const { workload } = usePanel();
  const kinds = ["other", "old", "new"] as const;
  const sums = { other: 0, old: 0, new: 0 };
  for (const { index, span } of node.pods) {
    const pod = story.pods[index]!;
    if (span.state === "succeeded" || span.state === "failed") continue;
    const kind = kinds.find((name) => podClass(story, pod, span, workload.value).endsWith(name));
    if (kind) sums[kind] += share(pod);
  }
  let x = 0;
  return (
    <div class="meter">
      <span class="label">{label}</span>
      <span class="amount">{text}</span>
      <svg viewBox="0 0 100 4" width="100%" height="4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="track" width="100" height="4" />
        {kinds.map((kind) => {
          const from = x;
          x = Math.min(100, x + sums[kind] * 100);
          return x > from && <rect key={kind} class={`ready ${kind}`} x={from} width={x - from} height="4" />;
        })}
      </svg>
    </div>
  );
}
