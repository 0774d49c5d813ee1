import type { Finding } from "../finding/finding.ts";
import type { Reading } from "./read.ts";

/** The errors of one of our own files as findings, each with its position in the text. */
export function findingsOf(code: string, reading: Reading<unknown>): Finding[] {
  if ("value" in reading) return [];
  return reading.problems.map(({ from, to, message }) => ({ from, to, code, severity: "error", message }));
}
