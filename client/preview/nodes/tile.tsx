import type { VNode } from "preact";
import type { Spot } from "../host/messages.ts";
import { Icon } from "../parts/icon.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { podSpot, sizeSpot } from "../parts/spots.ts";
import { steady } from "../parts/steady.ts";
import type { NodeMoment } from "../story/moment.ts";
import type { PodLife, Story, WorkloadLife } from "../story/story.ts";
import { bytesOf, cores } from "../words/format.ts";
import { PodSquare } from "./pod.tsx";
import { podsTaking, type Taken, takenOf, takerOf, versions } from "./taken.ts";

/** A node with its used resources and its pods. It is highlighted if the selected pod would fit on it. */
export function NodeTile({ story, node }: { readonly story: Story; readonly node: NodeMoment }): VNode {
  const panel = usePanel();
  const { words } = panel;
  const { name, zone } = story.nodes[node.index]!;
  const { span } = node;
  const taken = takenOf(node, story, panel.workload.value);
  const taker = takerOf(node, story, panel.workload.value);
  const byOf = (amount: Amount): Taker | undefined => taker && takerIn(taker, story.workloads[taker.workload], amount);
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
        <Meter name="cpu" text={`${cores(node.cpu)} / ${cores(span.cpu)}`} of={span.cpu} by={byOf("cpu")} {...taken.cpu} />
        <Meter name="memory" text={bytesOf(node.memory, span.memory)} of={span.memory} by={byOf("memory")} {...taken.memory} />
        <Meter name="pods" text={`${podsTaking(node).length} / ${span.pods}`} of={span.pods} by={byOf("pods")} {...taken.pods} />
      </div>
      <div class="pods">
        {node.pods.map(({ index, span: now }) => (
          <PodSquare key={index} story={story} index={index} span={now} />
        ))}
      </div>
    </li>
  );
}

type Amount = "cpu" | "memory" | "pods";

/** The workload that uses resources of a node, and the field with its requests. */
interface Taker {
  readonly name: string;
  readonly spot: Spot;
}

function takerIn({ fields }: PodLife, workload: WorkloadLife | undefined, amount: Amount): Taker | undefined {
  if (!workload) return undefined;
  const spot = amount === "pods" ? sizeSpot(workload) : podSpot(workload, `${fields[amount]}.${amount}`);
  return { name: workload.ref.name, spot };
}

interface MeterProps extends Taken {
  readonly name: Amount;
  readonly text: string;
  readonly of: number;
  readonly by: Taker | undefined;
}

/**
 * How much of one resource is taken, version by version. It leads to what its pods request.
 * Its props are plain numbers and words, so that it is not drawn again for pods that only change their state.
 */
const Meter = steady(({ name, text, of, by, ...taken }: MeterProps): VNode => {
  const { words, host } = usePanel();
  const spot = by?.spot;
  return (
    <button
      type="button"
      class="meter"
      disabled={!spot}
      title={by && words.nodes.taken(by.name, by.spot.field)}
      onClick={() => spot && host.send({ is: "reveal", spot })}
      {...lighting(host, spot)}
    >
      <span class="label">{words.nodes[name]}</span>
      <span class="amount">{text}</span>
      <span class="bar">
        {versions.map(
          (version) => taken[version] > 0 && of > 0 && <span key={version} class={version} style={{ width: `${(100 * taken[version]) / of}%` }} />,
        )}
      </span>
    </button>
  );
});
