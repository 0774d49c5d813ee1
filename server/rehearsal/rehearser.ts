import type { Change } from "./rehearsed.ts";
import type { Findings } from "./run.ts";

/** Rehearses a change somewhere in the background: nothing if it was left before it was done. */
export type Rehearser = (change: Change, signal: AbortSignal) => Promise<Findings | undefined>;
