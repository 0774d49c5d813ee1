import type { Repair } from "../finding/finding.ts";
import { type Edit, editsOf, withEdits } from "../repairs/edits.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { Workspace } from "../workspace/workspace.ts";
import { type PlacedFinding, diagnose } from "./diagnostics.ts";
import { type ServerSentence, say } from "../words/say.ts";

/** An action for a finding. Offsets of its edits count from the start of the file. */
export interface CodeAction {
  readonly title: ServerSentence;
  readonly is: "repair" | "ignore" | "fixAll";
  readonly edits: readonly Edit[];
  /** The finding that it repairs. */
  readonly finding?: PlacedFinding;
}

/** The repairs of the findings that touch a span of the file, and an action to ignore each. */
export function quickFixes(snapshot: Snapshot, from: number, to: number): CodeAction[] {
  return diagnose(snapshot)
    .filter(({ finding, base }) => finding.from + base <= to && finding.to + base >= from)
    .flatMap((placed) => [...repairAction(snapshot, placed), ...ignoreAction(snapshot, placed)]);
}

/** All repairs of a file at once, repeated until nothing is left to repair, since one repair may reveal the next. */
export function fixAll(snapshot: Snapshot): CodeAction | undefined {
  const before = snapshot.file.syntax.text;
  let text = before;
  let current = snapshot;
  for (let round = 0; round < mostRounds; round++) {
    const repairs = firstToRepair(diagnose(current)).map((placed) => fileEdits(current, placed));
    const edits = compatible(repairs.filter((repair) => repair.length > 0));
    if (edits.length === 0) break;
    const next = withEdits(text, edits);
    if (next === text) break;
    text = next;
    current = again(snapshot, text);
  }
  return text === before ? undefined : { title: say("fix-all"), is: "fixAll", edits: [difference(before, text)] };
}

const mostRounds = 12;

/** Syntax errors are repaired first: before that, the positions of fields are uncertain. */
function firstToRepair(findings: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const ofText = findings.filter(({ finding }) => finding.repair?.is === "untab");
  return ofText.length > 0 ? ofText : findings;
}

/** The snapshot with another text of its file. */
function again(snapshot: Snapshot, text: string): Snapshot {
  const workspace = new Workspace();
  workspace.put(snapshot.file.uri, text, 0);
  return { ...snapshot, file: workspace.snapshot(snapshot.file.uri)!.file };
}

function repairAction(snapshot: Snapshot, placed: PlacedFinding): CodeAction[] {
  const { repair } = placed.finding;
  const edits = fileEdits(snapshot, placed);
  return repair && edits.length > 0 ? [{ title: titleOf(repair), is: "repair", edits, finding: placed }] : [];
}

/** A comment at the end of the line that ignores a rule or a warning of the API server. A refusal of the API server can't be ignored. */
function ignoreAction({ file: { lines } }: Snapshot, placed: PlacedFinding): CodeAction[] {
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

function fileEdits({ file }: Snapshot, { finding, base }: PlacedFinding): Edit[] {
  const placed = file.documents.find(({ from }) => from === base);
  if (!finding.repair || !placed) return [];
  return editsOf(finding.repair, placed.document.manifest).map(({ from, to, text }) => ({ from: from + base, to: to + base, text }));
}

/** The repairs that do not overlap, in order. */
function compatible(repairs: readonly (readonly Edit[])[]): Edit[] {
  const taken: Edit[] = [];
  for (const edits of repairs) {
    const clashes = edits.some((edit) => taken.some((other) => edit.from <= other.to && other.from <= edit.to));
    if (!clashes) taken.push(...edits);
  }
  return taken;
}

/** One edit that turns one text into the other. */
function difference(before: string, after: string): Edit {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from++;
  let rest = 0;
  while (rest < Math.min(before.length, after.length) - from && before[before.length - 1 - rest] === after[after.length - 1 - rest]) rest++;
  return { from, to: before.length - rest, text: after.slice(from, after.length - rest) };
}

/** The title of a repair. */
function titleOf(repair: Repair): ServerSentence {
  switch (repair.is) {
    case "renameKey":
      return say("rename-to", { name: repair.to });
    case "setValue":
      return say("change-to", { value: String(repair.to) });
    case "addKey":
      return say("add", { key: repair.key });
    case "remove":
      return say("remove", { key: String(repair.path.at(-1)) });
    case "move":
      return repair.into.length === 0 ? say("move-to-top") : say("move-into", { into: repair.into.join(".") });
    case "mergeItems":
      return say("join-items");
    case "untab":
      return say("untab");
    case "comment":
      return say("comment-out");
    case "migrate":
      return say("migrate");
    case "several":
      return titleOf(repair.repairs[0]!);
  }
}
