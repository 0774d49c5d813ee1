import type { Lines } from "../../text/lines.ts";
import type { PlacedFinding } from "../diagnostics.ts";

/** What identifies a finding from one edit to the next: it stays the same one when lines above move it. */
export function findingKey({ finding: { code, message, origin } }: PlacedFinding): string {
  return `${code} ${origin?.field ?? ""} ${JSON.stringify(message)}`;
}

/**
 * The findings to show while a person types: those that were shown before, and new ones on lines that the cursor has left, if nothing that is written
 * elsewhere can cure them. What is missing, unclosed or out of balance may just not be typed yet.
 */
export function shownWhileTyping(
  findings: readonly PlacedFinding[],
  known: ReadonlySet<string>,
  cursorLines: ReadonlySet<number>,
  lines: Lines,
): PlacedFinding[] {
  const away = awayFromCursor(findings, known, cursorLines, lines);
  return away.filter((placed) => known.has(findingKey(placed)) || placed.finding.isLocal === true);
}

/** The findings that were shown before, and new ones on lines that the cursor has left. */
export function awayFromCursor<Placed extends PlacedFinding>(
  findings: readonly Placed[],
  known: ReadonlySet<string>,
  cursorLines: ReadonlySet<number>,
  lines: Lines,
): Placed[] {
  const isAtCursor = ({ finding: { from, to }, base }: Placed): boolean => {
    const [first, last] = [lines.lineAt(from + base), lines.lineAt(to + base)];
    return [...cursorLines].some((line) => first <= line && line <= last);
  };
  return findings.filter((placed) => known.has(findingKey(placed)) || !isAtCursor(placed));
}
