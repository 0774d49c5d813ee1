import { serveRehearsals } from "../machine/rehearser.ts";

/** The thread of a server on the user's machine that rehearses changes. */
serveRehearsals();
