import type { Action } from "../../../engine/rehearsal/trace.ts";
import { SpanList } from "./spans.ts";
import type { LoadLife } from "./story.ts";

/** The loads that a script states, each from one statement to the next. */
export function loadLives(actions: readonly Action[]): LoadLife[] {
  const lives = new Map<string, SpanList<LoadLife["spans"][number]>>();
  for (const { at, what } of actions) {
    if (what.is !== "ask" || !what.loads) continue;
    for (const [of, cpu] of Object.entries(what.loads)) {
      const list = lives.get(of) ?? new SpanList();
      lives.set(of, list);
      list.add({ at, cpu });
    }
  }
  return [...lives].map(([of, { spans }]) => ({ of, spans }));
}
