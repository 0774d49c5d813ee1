import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import type { PodMoment } from "../story/moment.ts";
import type { Story } from "../story/story.ts";
import { PodSquare } from "./pod.tsx";

/** How many pods without a node are drawn; the rest is a number. */
const mostShown = 60;

/** Pods without a node, outside of all of them, with what the scheduler says about them. */
export function Pending({ story, pods }: { readonly story: Story; readonly pods: readonly PodMoment[] }): VNode | null {
  const { words } = usePanel();
  if (pods.length === 0) return null;
  const { reason, brief = reason } = pods.find(({ span }) => span.reason)?.span ?? {};
  return (
    <div class="pending-pods">
      <header>
        <b>{words.nodes.pending(pods.length)}</b>
        {reason && (
          <span class="reason" title={reason}>
            {brief}
          </span>
        )}
      </header>
      <div class="pods">
        {pods.slice(0, mostShown).map(({ index, span: now }) => (
          <PodSquare key={index} story={story} index={index} span={now} />
        ))}
        {pods.length > mostShown && <span class="more">{words.more(pods.length - mostShown)}</span>}
      </div>
    </div>
  );
}
