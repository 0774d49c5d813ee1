import type { VNode } from "preact";
import { usePanel } from "../parts/panelContext.ts";
import { begun } from "../story/spans.ts";
import type { Story } from "../story/story.ts";
import { clock } from "../words/format.ts";

/** The last of them before the playhead are drawn. */
const mostShown = 200;

/** What `kubectl get events` would say by now, the newest first. */
export function Events({ story }: { readonly story: Story }): VNode {
  const panel = usePanel();
  const { words } = panel;
  const passed = story.events.slice(0, begun(story.events, panel.now.value));
  if (passed.length === 0) return <p class="empty">{words.events.none}</p>;
  return (
    <div class="scroll">
      <table class="events">
        <thead>
          <tr>
            <th class="number">{words.steps.time}</th>
            <th>{words.events.reason}</th>
            <th>{words.events.object}</th>
            <th>{words.events.message}</th>
          </tr>
        </thead>
        <tbody>
          {passed
            .slice(-mostShown)
            .toReversed()
            .map(({ at, type, reason, about, message }, i) => (
              <tr key={passed.length - i} class={type === "Warning" ? "warning" : ""}>
                <td class="number">{clock(Math.max(0, at - story.from))}</td>
                <td>{reason}</td>
                <td>{`${about.kind.toLowerCase()}/${about.name}`}</td>
                <td class="message">{message}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
