import type { Finding } from "../finding/finding.ts";
import { type Edit, moved } from "../repairs/edits.ts";
import type { Span } from "../syntax/tree.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { type PlacedFinding, diagnoseDocument, isJudged } from "./diagnostics.ts";
import { Repairs } from "./repairs.ts";
import { Budget } from "./trial.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** An action for a finding. Offsets of its edits count from the start of the file. */
export interface CodeAction {
  readonly title: ServerSentence;
  /** The best repair of a finding, another one, an action to ignore it, or the repair of the whole file. */
  readonly is: "repair" | "other" | "ignore" | "fixAll";
  readonly edits: readonly Edit[];
  /** The finding that it repairs. */
  readonly finding?: PlacedFinding;
}

/** How many repairs of one finding are offered. */
const mostOffered = 4;

/** The repairs of the findings that touch a span of the file, the best first, and an action to ignore each. */
export function quickFixes(snapshot: Snapshot, from: number, to: number): CodeAction[] {
  if (!isJudged(snapshot)) return [];
  const seen = new Set<string>();
  const budget = new Budget();
  return snapshot.file.documents.flatMap((placed) => {
    if (placed.from > to || placed.to < from) return [];
    const repairs = new Repairs(snapshot, placed, budget);
    const told = diagnoseDocument(placed, snapshot);
    const shown = new Map(repairs.findings.map((finding, i) => [finding, told[i] ?? finding]));
    const touched = repairs.findings
      .filter((finding) => touches(snapshot, finding, placed.from, { from, to }))
      .toSorted((a, b) => Number(b.severity === "error") - Number(a.severity === "error"));
    return touched.flatMap((finding) => {
      const one = { finding: shown.get(finding)!, base: placed.from };
      const offered = (budget.isSpent ? [] : repairs.against(finding)).filter(({ outcome }) => !seen.has(outcome.reading));
      const lineOf = ({ from: at }: Finding): number => snapshot.file.lines.lineAt(at + placed.from);
      const actions = offered.slice(0, mostOffered).map(({ title, edits, trust, from: other }, i): CodeAction => ({
        title: other && lineOf(other) !== lineOf(finding) ? say("at-line", { what: title, line: lineOf(other) + 1 }) : title,
        is: i === 0 && trust !== "removal" ? "repair" : "other",
        edits: moved(edits, placed.from),
        finding: one,
      }));
      for (const { outcome } of offered.slice(0, mostOffered)) seen.add(outcome.reading);
      return [...actions, ...ignoreAction(snapshot, one)];
    });
  });
}

/** Whether a finding touches a span of the file. A syntax error concerns the whole line, since other extensions may underline another part. */
function touches({ file: { lines } }: Snapshot, { from, to, about }: Finding, base: number, span: Span): boolean {
  if (from + base <= span.to && to + base >= span.from) return true;
  const row = lines.lineAt(from + base);
  return !about && lines.lineAt(span.from) <= row && row <= lines.lineAt(span.to);
}

/** A comment at the end of the line that ignores a rule or a warning of the API server. A refusal of the API server can't be ignored. */
export function ignoreAction({ file: { lines } }: Snapshot, placed: PlacedFinding): CodeAction[] {
  const { finding, base } = placed;
  if ((finding.origin !== undefined && finding.origin.type !== "Warning") || finding.severity === "error") return [];
  const at = lines.endOf(lines.lineAt(finding.from + base));
  return [
    {
      title: say("ignore-here", { code: finding.code }),
      is: "ignore",
      edits: [{ from: at, to: at, text: ` # rehearsal-ignore: ${finding.code}` }],
      finding: placed,
    },
  ];
}
