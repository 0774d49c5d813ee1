import { useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { IconButton } from "../parts/button.tsx";
import { usePanel } from "../parts/panelContext.ts";
import type { Story } from "../story/story.ts";
import { clock } from "../words/format.ts";
import { nextStep, previousStep, worstMoment } from "./moves.ts";
import { play } from "./play.ts";
import { zoomAt } from "./zoom.ts";

const speeds = [0.5, 1, 2, 4, 8, 16, 60, 600];

/** Play, step, and how fast. It asks for the story only when it needs it, so that a new one does not draw it again. */
export function Controls(): VNode {
  const panel = usePanel();
  const { words, playing, run, time, speed } = panel;
  useSignalEffect(() => (playing.value && run.value ? play(panel, run.value.story) : undefined));
  const story = (): Story => run.peek()!.story;
  const around = (by: number) => zoomAt(panel, story(), time.peek(), by);
  return (
    <div class="transport" role="group" aria-label={words.controls.name}>
      <IconButton icon="debug-restart" name={words.controls.start} onPress={() => panel.seek(0)} />
      <IconButton icon="chevron-left" name={words.controls.previous} onPress={() => panel.seek(previousStep(panel, story()))} />
      <IconButton
        icon={playing.value ? "debug-pause" : "play"}
        name={playing.value ? words.controls.pause : words.controls.play}
        word={playing.value ? words.controls.pauseShort : words.controls.playShort}
        onPress={() => togglePlaying(panel, story())}
      />
      <IconButton icon="chevron-right" name={words.controls.next} onPress={() => panel.seek(nextStep(panel, story()))} />
      <Now />
      <select aria-label={words.controls.speed} value={speed.value} onChange={(event) => (speed.value = Number(event.currentTarget.value))}>
        {speeds.map((factor) => (
          <option key={factor} value={factor}>
            {`${factor}×`}
          </option>
        ))}
      </select>
      <IconButton icon="target" name={words.controls.worst} word={words.controls.worstShort} onPress={() => panel.seek(worstMoment(panel))} />
      <IconButton icon="zoom-in" name={words.controls.zoomIn} onPress={() => around(0.6)} />
      <IconButton icon="zoom-out" name={words.controls.zoomOut} disabled={!panel.zoom.value} onPress={() => around(1.6)} />
    </div>
  );
}

function Now(): VNode {
  return <output class="now">{clock(usePanel().time.value, true)}</output>;
}

/** Plays from here, or from the start if the story is over. */
export function togglePlaying(panel: ReturnType<typeof usePanel>, story: Story): void {
  if (!panel.playing.value && panel.time.value >= story.to - story.from) panel.seek(0);
  panel.playing.value = !panel.playing.value;
}
