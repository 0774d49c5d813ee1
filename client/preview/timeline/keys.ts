import type { Panel } from "../state/panel.ts";
import type { Story } from "../story/story.ts";
import { nextStep, previousStep, worstMoment } from "./moves.ts";
import { zoomAt } from "./zoom.ts";

/** What a key does to the timeline while it has the focus; true if it does anything. */
export function timelineKey(panel: Panel, story: Story, { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return false;
  const { from, to } = panel.sight.value;
  const stride = ((to - from) / 100) * (shiftKey ? 10 : 1);
  const moves: Record<string, () => void> = {
    ArrowRight: () => panel.seek(panel.time.value + stride),
    ArrowLeft: () => panel.seek(panel.time.value - stride),
    ArrowUp: () => panel.seek(panel.time.value + stride),
    ArrowDown: () => panel.seek(panel.time.value - stride),
    PageDown: () => panel.seek(nextStep(panel, story)),
    PageUp: () => panel.seek(previousStep(panel, story)),
    Home: () => panel.seek(0),
    End: () => panel.seek(story.to - story.from),
    "+": () => zoomAt(panel, story, panel.time.value, 0.6),
    "=": () => zoomAt(panel, story, panel.time.value, 0.6),
    "-": () => zoomAt(panel, story, panel.time.value, 1.6),
    "0": () => (panel.zoom.value = null),
    w: () => panel.seek(worstMoment(panel)),
  };
  const move = moves[key];
  move?.();
  return move !== undefined;
}
