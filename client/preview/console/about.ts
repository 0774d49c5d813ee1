import type { Trace } from "../../../engine/rehearsal/trace.ts";
import { Console } from "../../../kubectl/rehearsal/console.ts";
import type { Setting } from "../../../kubectl/rehearsal/recorded.ts";

const consoles = new WeakMap<Trace, Console>();

/** The console of a trace, kept with the position up to which it has read. */
export function consoleOf(trace: Trace, setting: Setting): Console {
  let console = consoles.get(trace);
  if (!console) consoles.set(trace, (console = new Console(trace, setting)));
  return console;
}
