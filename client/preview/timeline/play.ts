import type { Panel } from "../state/panel.ts";
import type { Story } from "../story/story.ts";
import { cutsOf, past } from "./cuts.ts";
import { nextStep } from "./moves.ts";

/** With reduced motion nothing glides: the picture goes from step to step, this many milliseconds apart. */
const pace = 900;

/** Lets time pass until the end or until the answer is called. */
export function play(panel: Panel, story: Story): () => void {
  const end = story.to - story.from;
  const cuts = cutsOf(story);
  const isOver = () => {
    if (panel.time.peek() < end) return false;
    panel.playing.value = false;
    return true;
  };
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
    const timer = setInterval(() => isOver() || panel.seek(nextStep(panel, story)), pace);
    return () => clearInterval(timer);
  }
  let last = performance.now();
  let request = requestAnimationFrame(function advance(now) {
    if (isOver()) return;
    panel.seek(past(cuts, panel.time.peek() + (now - last) * panel.speed.peek()));
    last = now;
    request = requestAnimationFrame(advance);
  });
  return () => cancelAnimationFrame(request);
}
