import { type ReadonlySignal, signal } from "@preact/signals";
import type { Millis } from "../../../engine/core/objects.ts";

/**
 * Times that follow another one, only one of them with each frame, since there is more to draw than a frame has time for.
 * While time flows they take turns; when it rests, all of them are where it is after as many frames as there are followers.
 */
export function inTurns(time: ReadonlySignal<Millis>, count: number): ReadonlySignal<Millis>[] {
  const followers = Array.from({ length: count }, () => signal(time.peek()));
  /** Those that are behind, and first of them the one that has been for the longest. */
  const behind = new Set<(typeof followers)[number]>();
  const next = () => {
    const [first] = behind;
    behind.delete(first!);
    first!.value = time.peek();
    if (behind.size > 0) requestAnimationFrame(next);
  };
  time.subscribe(() => {
    if (behind.size === 0) requestAnimationFrame(next);
    followers.forEach((follower) => behind.add(follower));
  });
  return followers;
}
