import { Background } from "../rehearsal/background.ts";

/** The part of the server in a browser that rehearses: it is loaded on first use, and sets itself in the global scope for the server. */
(globalThis as { rehearsalBackground?: Background }).rehearsalBackground = new Background({
  now: () => performance.now(),
  pause: () => new Promise((resolve) => void setTimeout(resolve, 0)),
});
