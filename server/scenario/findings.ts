import type { Finding } from "../finding/finding.ts";
import { readScenarioFile } from "./readFile.ts";

/** The code of every finding in a scenario file, and the name of its page. */
export const scenarioCode = "scenario-file";

/** The errors of a scenario file, each with its position in the text. */
export function scenarioFindings(text: string): Finding[] {
  const read = readScenarioFile(text);
  if ("scenario" in read) return [];
  return read.problems.map(({ from, to, message }) => ({ from, to, code: scenarioCode, severity: "error", message }));
}
