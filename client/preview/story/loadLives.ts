import type { Action } from "../../../engine/rehearsal/trace.ts";
import { SpanList } from "./spans.ts";
import type { LoadLife } from "./story.ts";

/** The loads that a script states, each from one statement to the next. One that is stated for each pod and one for all of them together are two. */
export function loadLives(actions: readonly Action[]): LoadLife[] {
  const lives = new Map<string, { readonly of: string; readonly isEach: boolean; readonly list: SpanList<LoadLife["spans"][number]> }>();
  for (const { at, what } of actions) {
    if (what.is !== "ask") continue;
    for (const isEach of [false, true]) {
      for (const [of, cpu] of Object.entries((isEach ? what.loadsEach : what.loads) ?? {})) {
        const life = lives.get(`${of} ${isEach}`) ?? { of, isEach, list: new SpanList() };
        lives.set(`${of} ${isEach}`, life);
        life.list.add({ at, cpu });
        lives.get(`${of} ${!isEach}`)?.list.add({ at, cpu: 0 });
      }
    }
  }
  return [...lives.values()].map(({ of, isEach, list }) => ({ of, isEach, spans: list.spans }));
}
