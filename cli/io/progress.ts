import { Presets, SingleBar } from "cli-progress";

/** Shorter work shows no progress. */
const long = 300;

/** The progress of some work. */
export interface Progress {
  readonly step: () => void;
  readonly end: () => void;
}

/** A bar on the terminal, on standard error, for work of many steps; elsewhere nothing. */
export function progressOf(title: string, steps: number): Progress {
  if (steps < long || !process.stderr.isTTY) return { step: () => {}, end: () => {} };
  const bar = new SingleBar({ format: `${title} {bar} {value}/{total}`, clearOnComplete: true, hideCursor: true }, Presets.shades_classic);
  bar.start(steps, 0);
  let done = 0;
  return {
    // Nothing is drawn between the steps unless we ask: the work never waits.
    step: () => {
      done++;
      if (done % 100 === 0) {
        bar.update(done);
        bar.render();
      }
    },
    end: () => bar.stop(),
  };
}
