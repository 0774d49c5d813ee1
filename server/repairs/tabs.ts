import { say } from "../words/say.ts";
import { candidate, type Repairer } from "./repair.ts";

/** Replaces tabs in the indentation by spaces of a fitting width, and tabs after a dash by one space. */
export const tabs: Repairer = function* ({ finding, document: { text } }) {
  if (finding.code !== "yaml-tab") return;
  for (const width of [2, 4, 8, 1]) {
    const edits = [...text.matchAll(/^(?: *[-?])*[ ]*\t[ \t]*/gm)].map(({ index, 0: lead }) => ({
      from: index,
      to: index + lead.length,
      text: lead.replaceAll(/([-?])[ \t]+/g, "$1 ").replaceAll("\t", " ".repeat(width)),
    }));
    yield* candidate(say("untab"), edits, true);
  }
};
