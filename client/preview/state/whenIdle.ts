/** The least idle time, in milliseconds; between two frames of a playback there is less. */
const free = 12;

/** Calls a function whenever the page is idle, as long as it returns true. Never, if the browser does not report idle time. */
export function whenIdle(act: () => boolean): void {
  if (!("requestIdleCallback" in globalThis)) return;
  requestIdleCallback((deadline) => {
    let again = true;
    while (again && deadline.timeRemaining() > free) again = act();
    if (again) whenIdle(act);
  });
}
