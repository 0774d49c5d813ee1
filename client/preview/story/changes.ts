import type { Millis } from "../../../engine/core/objects.ts";
import { memoize } from "../../../api/memoize.ts";
import { passed } from "./spans.ts";
import type { Story } from "./story.ts";

/** Indices of the pods that are not the same at two times, whichever of them is the later. */
export function podsChanging(story: Story, one: Millis, other: Millis): ReadonlySet<number> {
  const { times, pods } = changesOf(story);
  const [from, to] = [passed(times, Math.min(one, other)), passed(times, Math.max(one, other))];
  return new Set(pods.slice(from, to));
}

/** Every change of any pod, in order of time. */
const changesOf = memoize(({ pods }: Story) => {
  const changes = pods.flatMap(({ spans }, pod) => spans.map(({ at }) => ({ at, pod }))).sort((a, b) => a.at - b.at);
  return { times: changes.map(({ at }) => at), pods: changes.map(({ pod }) => pod) };
});
