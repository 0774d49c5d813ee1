/** So much time must be left, in milliseconds: between two frames of a playback there is less. */
const free = 12;

/** Acts while the page has nothing to do, again and again as long as that says so. Where a browser does not tell, it never does. */
export function whenIdle(act: () => boolean): void {
  if (!("requestIdleCallback" in globalThis)) return;
  requestIdleCallback((deadline) => {
    let again = true;
    while (again && deadline.timeRemaining() > free) again = act();
    if (again) whenIdle(act);
  });
}
