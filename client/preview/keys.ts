import type { Panel } from "./state/panel.ts";
import { timelineKey } from "./timeline/keys.ts";
import { togglePlaying } from "./timeline/controls.tsx";

/** Keys that work everywhere except in text fields. */
export function listenToKeys(panel: Panel): void {
  document.addEventListener("keydown", (event) => {
    const story = panel.run.value?.story;
    const target = event.target as HTMLElement;
    if (!story || event.defaultPrevented || target.closest("input, select, textarea")) return;
    if (event.key === " " && !target.closest("button, summary")) {
      togglePlaying(panel, story);
      event.preventDefault();
    } else if (event.key === "Escape") {
      panel.drawer.value = "none";
      panel.selection.value = { is: "nothing" };
    } else if (/^(PageUp|PageDown|w)$/.test(event.key) && !target.closest(".scroll")) {
      if (timelineKey(panel, story, event)) event.preventDefault();
    }
  });
}
