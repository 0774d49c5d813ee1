import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { type Decision, type RefusedNodes, type ScoreTable, totalOf } from "../../../engine/core/decision.ts";
import type { Spot } from "../host/messages.ts";
import { IconButton } from "../parts/button.tsx";
import { lighting } from "../parts/lighting.ts";
import { usePanel } from "../parts/panelContext.ts";
import { Section } from "../parts/section.tsx";
import type { PodLife, Story, WorkloadLife } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { ProposedChange } from "./proposedChange.tsx";
import { refusalSpot } from "./refusalSpot.ts";

/** So many nodes are listed; the rest is a number. */
const mostRows = 12;

/** Every node's score by plugin or its refusal, as the scheduler saw them when it last tried. */
export function PlacementTable({ pod, story }: { readonly pod: PodLife; readonly story: Story }): VNode {
  const { words, placement } = usePanel();
  const last = placement.value;
  if (!last) {
    return (
      <Section id="why" title={words.why.title}>
        <p class="empty">{pod.spans[0]!.at <= story.from && pod.spans[0]!.node >= 0 ? words.why.placedBefore : words.why.notTried}</p>
      </Section>
    );
  }
  const { decision } = last;
  const owner = story.workloads[pod.workload];
  const asOf = words.why.asOf(clock(Math.max(0, last.at - story.from)));
  const note = decision.is === "placed" && decision.scores ? `${asOf}; ${words.why.press}` : asOf;
  return (
    <Section id="why" title={titleOf(decision, words.why)} note={note}>
      {decision.is === "unplaced" && <p class="sentence">{decision.message}</p>}
      {decision.is === "skipped" && <p class="sentence">{words.why.skipped(decision.because, decision.message ?? "")}</p>}
      {decision.is === "placed" && !decision.scores && <p class="empty">{words.why.onlyNode}</p>}
      {decision.is !== "skipped" && (
        <div class="scroll">
          <table class="scores">
            {decision.is === "placed" && decision.scores && <Scores scores={decision.scores} winner={decision.node} />}
            {decision.refused && (
              <Refusals
                refused={decision.refused}
                columns={decision.is === "placed" ? (decision.scores?.plugins.length ?? 0) + 1 : 1}
                spotOf={(refusal) => owner && refusalSpot(refusal, pod, owner)}
              />
            )}
          </table>
        </div>
      )}
      {decision.is === "unplaced" && <LettingIn decision={decision} owner={owner} />}
    </Section>
  );
}

function titleOf(
  decision: Decision,
  words: { readonly whyNode: (node: string) => string; readonly whyPending: string; readonly title: string },
): string {
  return decision.is === "placed" ? words.whyNode(decision.node) : decision.is === "unplaced" ? words.whyPending : words.title;
}

/** A row for each node that fits, the best first; a number pressed tells its arithmetic. */
function Scores({ scores, winner }: { readonly scores: ScoreTable; readonly winner: string }): VNode {
  const { words } = usePanel();
  const asked = useSignal<string | null>(null);
  const rows = scores.nodes
    .map((node, row) => ({ node, row, total: totalOf(scores, row) }))
    .sort((a, b) => b.total - a.total || Number(b.node === winner) - Number(a.node === winner));
  const score = (row: number, plugin: number) => scores.weighted[row * scores.plugins.length + plugin]!;
  return (
    <>
      <thead>
        <tr>
          <th>{words.why.node}</th>
          {scores.plugins
            .map((plugin) => words.plugin(plugin))
            .map(({ name, weight, about }) => (
              <th key={name} class="number" title={about}>
                {weight ? `${name} ×${weight}` : name}
              </th>
            ))}
          <th class="number">{words.why.total}</th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, mostRows).map(({ node, row, total }) => (
          <tr key={node} class={node === winner ? "best" : ""}>
            <th scope="row">{node}</th>
            {scores.plugins.map((plugin, i) => (
              <td key={plugin} class="number">
                <button type="button" onClick={() => (asked.value = words.why.arithmetic(plugin, node, score(row, i)))}>
                  {score(row, i)}
                </button>
              </td>
            ))}
            <td class="number">{total}</td>
          </tr>
        ))}
        {rows.length > mostRows && (
          <tr>
            <td colSpan={scores.plugins.length + 2}>{words.more(rows.length - mostRows)}</td>
          </tr>
        )}
        {asked.value && (
          <tr class="arithmetic">
            <td colSpan={scores.plugins.length + 2} role="status">
              {asked.value}
            </td>
          </tr>
        )}
      </tbody>
    </>
  );
}

interface RefusalsProps {
  readonly refused: readonly RefusedNodes[];
  readonly columns: number;
  readonly spotOf: (refusal: RefusedNodes) => Spot | undefined;
}

/** A row for each reason, which leads to the field behind it. */
function Refusals({ refused, columns, spotOf }: RefusalsProps): VNode {
  const { words, host } = usePanel();
  return (
    <tbody class="refusals">
      {refused
        .map((refusal) => ({ ...refusal, spot: spotOf(refusal) }))
        .map(({ plugin, nodes, reasons, spot }) => (
          <tr key={`${plugin} ${nodes[0]}`} {...lighting(host, spot)}>
            <th scope="row" title={nodes.join(", ")}>
              {nodes.length > 2 ? words.why.nodes(nodes.length) : nodes.join(", ")}
            </th>
            <td colSpan={columns}>
              {words.why.refused(words.plugin(plugin).name, reasons.join(", "))}
              {spot && <IconButton icon="go-to-file" name={words.steps.reveal(spot.field)} onPress={() => host.send({ is: "reveal", spot })} />}
            </td>
          </tr>
        ))}
    </tbody>
  );
}

/** What would give the pod a node, and what preemption would do. */
function LettingIn({
  decision,
  owner,
}: {
  readonly decision: Decision & { readonly is: "unplaced" };
  readonly owner: WorkloadLife | undefined;
}): VNode {
  const { words, lettingIn } = usePanel();
  const candidate = decision.preemption?.candidates.find(({ node }) => decision.preemption?.nominated.includes(node));
  return (
    <>
      {candidate && <p class="sentence">{words.why.preempts(candidate.node, candidate.victims.map(({ name }) => name).join(", "))}</p>}
      {lettingIn.value.length > 0 && (
        <>
          <h3>{words.why.wouldLetIn}</h3>
          <ul class="letting-in">
            {lettingIn.value.map(({ change, node, inSpec }) => (
              <li key={words.why.remedy(change)}>
                {words.why.remedy(change)} <small>{words.why.goesTo(node)}</small>
                {inSpec && owner && <ProposedChange owner={owner} inSpec={inSpec} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
