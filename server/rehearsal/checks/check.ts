import type { Concern } from "../concern.ts";
import type { Rehearsed } from "../rehearsed.ts";

/** A check of a rehearsed change. One check, one file, one page in `docs/rules/`. */
export interface Check {
  /** Kebab-case; names the file of the check and of its page. */
  readonly code: string;
  readonly find: (rehearsed: Rehearsed) => Iterable<Concern>;
}
