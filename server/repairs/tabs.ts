import { say } from "../words/say.ts";
import { candidate, type Repairer } from "./repair.ts";

/** Tabs that indent become spaces, of the width that fits; tabs after a dash one space. */
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
