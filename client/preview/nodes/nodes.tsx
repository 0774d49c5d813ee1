import type { VNode } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { usePanel } from "../parts/panelContext.ts";
import { focusWithin, rove } from "../parts/roving.ts";
import { useInSight } from "../parts/useInSight.ts";
import { useRested } from "../parts/useRested.ts";
import type { Moment } from "../story/moment.ts";
import type { Story } from "../story/story.ts";
import { NodeMap } from "./map.tsx";
import { Pending } from "./pending.tsx";
import { NodeTile } from "./tile.tsx";

/** The most nodes or pods that are drawn as tiles; more are drawn as a map. */
const mostTiles = 40;
const mostPods = 700;

/** Whether a story has so many nodes or pods that they are drawn as a map. */
export function isMapped({ nodes, pods }: Story): boolean {
  return nodes.length > mostTiles || pods.length > mostPods;
}

/** Where every pod is: nodes as tiles, or as a map if there are many; pods without a node outside of them. */
export function Nodes({ story }: { readonly story: Story }): VNode | null {
  const panel = usePanel();
  const { words } = panel;
  const group = useRef<HTMLDivElement>(null);
  const moment = panel.moment.value;
  if (!moment) return null;
  if (story.nodes.length === 0) return <p class="empty">{words.nodes.none}</p>;
  const pods = () => [...group.current!.querySelectorAll<HTMLElement>(".pod")];
  return (
    <div
      class="nodes-body"
      ref={group}
      onKeyDown={(event) => {
        const all = pods();
        const index = all.indexOf(event.target as HTMLElement);
        const to = index < 0 ? undefined : rove(event.key, index, all.length);
        if (to === undefined) return;
        event.preventDefault();
        focusWithin(group.current!, ".pod", to);
      }}
    >
      <Pending story={story} pods={moment.pending} />
      {isMapped(story) ? <NodeMap story={story} moment={moment} /> : <Tiles story={story} moment={moment} />}
    </div>
  );
}

/** During playback, tiles out of sight are not redrawn, to save time for the visible ones. */
function Tiles({ story, moment: { nodes } }: { readonly story: Story; readonly moment: Moment }): VNode {
  const list = useRef<HTMLUListElement>(null);
  const inSight = useInSight(list, nodes.length);
  const rested = useRested(useMemo(() => ({ story, nodes }), [story, nodes]));
  const shown = nodes.map((node, i) => {
    const before = rested.story === story && !inSight.has(i) ? rested.nodes[i] : undefined;
    return before?.index === node.index ? before : node;
  });
  return (
    <ul class="tiles" ref={list}>
      {shown.map((node) => (
        <NodeTile key={story.nodes[node.index]!.name} story={story} node={node} />
      ))}
    </ul>
  );
}
