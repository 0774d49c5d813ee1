import { Background } from "../rehearsal/background.ts";

/** The part of the server in a browser that rehearses: it is loaded when it is first needed, and leaves itself where the server finds it. */
(globalThis as { rehearsalBackground?: Background }).rehearsalBackground = new Background({
  now: () => performance.now(),
  pause: () => new Promise((resolve) => void setTimeout(resolve, 0)),
});
