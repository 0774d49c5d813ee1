import type { Panel, Zoom } from "../state/panel.ts";
import type { Story } from "../story/story.ts";

/** Shows more (`by` > 1) or less time around `time`, which stays where it is. */
export function zoomAt(panel: Panel, story: Story, time: number, by: number): void {
  const { from, to } = panel.sight.value;
  const length = Math.max(story.to - story.from, to);
  const wanted = Math.max(1000, (to - from) * by);
  if (wanted >= length) panel.zoom.value = null;
  else panel.zoom.value = within({ from: time - (time - from) * (wanted / (to - from)), to: 0 }, wanted, length);
}

function within({ from }: Zoom, wanted: number, length: number): Zoom {
  const start = Math.max(0, Math.min(from, length - wanted));
  return { from: start, to: start + wanted };
}
