import type { Panel } from "../state/panel.ts";
import { bandsAt } from "../story/series.ts";
import type { Story } from "../story/story.ts";
import { clock } from "../words/format.ts";

/** How things stand at the playhead, in words for those who do not see the picture. */
export function describeMoment(panel: Panel, story: Story): string {
  const { series, time, words } = panel;
  const present = series.value ? bandsAt(series.value, story.from + time.value) : [];
  const parts = present.map(({ band, count }) => `${count} ${words.legend(band.look, band.isNewest ? "new" : "old")}`);
  return [clock(time.value, true), ...parts].join(", ");
}
