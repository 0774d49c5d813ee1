import type { Completion } from "../../../kubectl/complete/complete.ts";

/** What a terminal asks of the console: to carry out a line, to complete one, or to take back what was done last. */
export type ConsoleRequest =
  | { readonly is: "run"; readonly line: string }
  | { readonly is: "complete"; readonly line: string; readonly cursor: number }
  | { readonly is: "undo" };

/** What a line printed, the code that it ended with, and how many steps it put into the scenario. */
export interface ConsoleReply {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly changes: number;
}

/** The answer to each request; nothing where there is no picture yet. */
export type ConsoleAnswer =
  | { readonly is: "printed"; readonly reply: ConsoleReply; /** From the start of the rehearsal, in milliseconds. */ readonly time: number }
  | { readonly is: "completed"; readonly completion: Completion }
  | { readonly is: "undone"; readonly line: string | null; readonly time: number }
  | { readonly is: "nothing" };
