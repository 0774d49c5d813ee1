import type { Change } from "./rehearsed.ts";
import type { Findings } from "./run.ts";

/** Rehearses a change in the background; returns nothing if it was cancelled. */
export type Rehearser = (change: Change, signal: AbortSignal) => Promise<Findings | undefined>;
