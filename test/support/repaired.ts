import { isDeepStrictEqual } from "node:util";
import { quickFixes } from "../../server/features/codeActions.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import { withEdits } from "../../server/repairs/edits.ts";
import { inEnglish } from "../../server/words/words.ts";
import { snapshotOf } from "./check.ts";
import type { Mistake } from "./mistakes/mistakes.ts";

/** What the first repair makes of a mistake. */
export interface Repaired {
  readonly is: string;
  readonly form: string;
  readonly outcome: "accepted" | "better" | "same" | "worse" | "no repair";
  /** Whether it says what it said before the mistake. */
  readonly isOriginal: boolean;
  /** The text with its errors, the repair, and what is left, for a person. */
  readonly shown: string;
}

/** Applies the first repair of the first error; nothing if the mistake raises no error, or the text had one before. */
export function repaired({ is, text }: Mistake, form: string, original: string): Repaired | undefined {
  const snapshot = snapshotOf(text, { name: form });
  const errors = errorsOf(text, form);
  if (errors.length === 0 || errorsOf(original, form).length > 0) return undefined;
  const fixes = quickFixes(snapshot, 0, text.length).filter(({ finding }) => finding?.finding.severity === "error");
  const [first] = fixes;
  const after = first ? withEdits(text, first.edits) : text;
  const left = errorsOf(after, form);
  const titles = fixes.map(({ title }) => inEnglish(title)).join(" | ");
  return {
    is,
    form,
    outcome: !first
      ? "no repair"
      : left.length === 0
        ? "accepted"
        : left.length < errors.length
          ? "better"
          : left.length === errors.length
            ? "same"
            : "worse",
    isOriginal: isDeepStrictEqual(valueOf(after, form), valueOf(original, form)),
    shown: `${changed(original, text)}\n${errors.join("\n")}\n-> ${titles}\n${left.join("\n")}`,
  };
}

function errorsOf(text: string, name: string): string[] {
  return diagnose(snapshotOf(text, { name }))
    .filter(({ finding }) => finding.severity === "error")
    .map(({ finding }) => `${finding.code} ${finding.origin?.field ?? ""}: ${inEnglish(finding.message)}`);
}

function valueOf(text: string, name: string): unknown {
  return snapshotOf(text, { name }).file.documents.map(({ document }) => document.manifest.value);
}

/** The lines that a mistake changed, with some around them. */
function changed(before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let first = 0;
  while (first < now.length && old[first] === now[first]) first++;
  return now
    .slice(Math.max(0, first - 6), first + 6)
    .map((line, i) => `${i + Math.max(0, first - 6) === first ? ">" : " "} ${line}`)
    .join("\n");
}
