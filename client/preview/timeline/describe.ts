import type { Panel } from "../state/panel.ts";
import { passed } from "../story/spans.ts";
import type { Story } from "../story/story.ts";
import { clock } from "../words/format.ts";

/** How things stand at the playhead, in words for those who do not see the picture. */
export function describeMoment(panel: Panel, story: Story): string {
  const { series, time, words } = panel;
  const at = series.value ? passed(series.value.times, story.from + time.value) - 1 : -1;
  const parts = (series.value?.bands ?? []).flatMap((band, i) => {
    const count = at < 0 ? 0 : series.value!.counts[i]![at]!;
    return count > 0 ? [`${count} ${words.legend(band.look, band.isNewest ? "new" : "old")}`] : [];
  });
  return [clock(time.value, true), ...parts].join(", ");
}
