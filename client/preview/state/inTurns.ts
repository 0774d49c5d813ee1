import { type ReadonlySignal, signal } from "@preact/signals";
import type { Millis } from "../../../engine/core/objects.ts";

/**
 * Times that follow another time. Only one of them is updated in each frame, since drawing all takes longer than a frame.
 * During playback they alternate; when playback stops, all are up to date after as many frames as there are followers.
 */
export function inTurns(time: ReadonlySignal<Millis>, count: number): ReadonlySignal<Millis>[] {
  const followers = Array.from({ length: count }, () => signal(time.peek()));
  /** The followers that are behind, the one that waited longest first. */
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
