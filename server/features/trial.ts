import { isObject } from "../../api/object.ts";
import type { Finding } from "../finding/finding.ts";
import { type PlacedDocument, readModel } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { Edit } from "../repairs/edits.ts";
import type { Candidate } from "../repairs/repair.ts";
import type { ServerSentence } from "../words/say.ts";
import { doubtfulAmong } from "../rules/run.ts";
import { diagnoseDocument } from "./diagnostics.ts";

/** A document's findings with a text. */
export interface Outcome {
  readonly text: string;
  readonly findings: readonly Finding[];
  /** How often each finding occurs, by its code and, if the text can be read, its field. */
  readonly times: ReadonlyMap<string, number>;
  readonly errors: number;
  /** Why the text can't be read as YAML, if it can't. */
  readonly problems: number;
  /** The content of the text, by which equal repairs are recognized. */
  readonly reading: string;
  /** Its apiVersion and kind, which determine the checks. */
  readonly identity: string;
  /** The document, or the first of several that it became. */
  readonly snapshot: Snapshot;
  readonly placed: PlacedDocument;
}

/** A repair that was tried and helps. */
export interface TriedRepair {
  readonly title: ServerSentence;
  /** Offsets count from the document's start. */
  readonly edits: readonly Edit[];
  readonly trust: Candidate["trust"];
  readonly outcome: Outcome;
  /** The finding that it was made for, if it is another one. */
  readonly from?: Finding;
}

/** How much may still be tried, in characters that are read again. If it runs out, only the first errors get repairs. */
export class Budget {
  private left = 3_000_000;

  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** Returns false if nothing is left. */
  spend(characters: number): boolean {
    this.left -= characters;
    return !this.isSpent;
  }
}

/** A document takes as long as so many characters more than it has, and so does each of its findings. */
const [ofDocument, ofFinding] = [500, 60];

/** Checks one document with other texts. Only that document is read again. */
export class Trial {
  readonly before: Outcome;
  private readonly snapshot: Snapshot;
  private readonly placed: PlacedDocument;
  private readonly budget: Budget;
  private readonly outcomes = new Map<string, Outcome | undefined>();

  constructor(snapshot: Snapshot, placed: PlacedDocument, budget: Budget) {
    this.budget = budget;
    this.snapshot = snapshot;
    this.placed = placed;
    this.before = outcomeOf(snapshot, [placed], placed.document.text);
  }

  /** The findings with another text; nothing if that is not a manifest, is nearly empty, or if the budget is used up. */
  with(text: string): Outcome | undefined {
    if (!this.outcomes.has(text) && this.spend(1)) this.outcomes.set(text, this.judged(text));
    return this.outcomes.get(text);
  }

  /** Spends the cost of a share of the document. Returns false if the budget is used up. */
  spend(share: number): boolean {
    return this.budget.spend(share * (ofDocument + this.before.text.length + ofFinding * this.before.findings.length));
  }

  /**
   * The document is read by itself, since reading a long file again for each repair would take too long. Of its neighbours
   * in the file those come along that count: what they say is in the catalog.
   */
  private judged(text: string): Outcome | undefined {
    const { snapshot, placed } = this;
    const { uri, version, patches, syntax } = snapshot.file;
    const before = placed.document.text;
    if (text === before || (placed.to < syntax.text.length && !text.endsWith(before.slice(-1)))) return undefined;
    const file = readModel(uri, version, text, patches);
    const own = file.documents;
    if (own.length === 0 || own.some(({ document }) => document.recognition !== placed.document.recognition || isBegun(document.manifest.value)))
      return undefined;
    const others = doubtfulAmong(snapshot.file.documents).filter((one) => one !== placed);
    return outcomeOf({ ...snapshot, file: { ...file, documents: [...own, ...others] } }, own, text);
  }
}

/** Whether only apiVersion and kind are written. */
function isBegun(value: unknown): boolean {
  return !isObject(value) || Object.keys(value).every((key) => key === "apiVersion" || key === "kind");
}

function outcomeOf(snapshot: Snapshot, placed: readonly PlacedDocument[], text: string): Outcome {
  const findings = placed.flatMap((one) => diagnoseDocument(one, snapshot, "judged"));
  const [first] = placed;
  const manifests = placed.map(({ document }) => document.manifest);
  const problems = manifests.reduce((sum, { syntax }) => sum + syntax.problems.length, 0);
  return {
    text,
    findings,
    times: counted(findings),
    errors: findings.filter(({ severity }) => severity === "error").length,
    problems,
    identity: `${manifests[0]!.apiVersion} ${manifests[0]!.kind}`,
    reading: problems > 0 ? text : JSON.stringify(manifests.map(({ value }) => value)),
    snapshot,
    placed: first!,
  };
}

function counted(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const finding of findings) times.set(keyOf(finding), (times.get(keyOf(finding)) ?? 0) + 1);
  return times;
}

function keyOf({ code, origin }: Finding): string {
  return `${code} ${origin?.field ?? ""}`;
}

/** How often a finding is among the findings with a text: by its code, and its field as far as the text can be read. */
export function timesIn({ times }: Outcome, finding: Finding): number {
  return times.get(keyOf(finding)) ?? 0;
}

/** Whether there are errors that were not there before. */
export function hasNew(before: Outcome, { findings }: Outcome): boolean {
  return findings.some((one) => one.severity === "error" && timesIn(before, one) === 0);
}
