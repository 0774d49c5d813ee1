import { nowhereIn } from "../../api/surroundings.ts";
import type { Finding } from "../finding/finding.ts";
import { withEdits } from "../repairs/edits.ts";
import { repairersOf } from "../repairs/index.ts";
import type { Candidate, Trouble } from "../repairs/repair.ts";
import type { PlacedDocument } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { completed } from "./completedRepair.ts";
import { committedOf } from "./committed.ts";
import { Budget, hasNew, type Outcome, timesIn, Trial, type TriedRepair } from "./trial.ts";

/** Nothing is tried on a larger document, in characters: each trial reads it again. */
const largest = 1024 * 1024;

/** Nor on one with more findings: it is not a manifest with mistakes, but something else. */
const mostFindings = 1000;

/**
 * The repairs of one document. Each candidate is applied in memory and the result is checked like any text. Only candidates that leave fewer errors are offered,
 * so that no repair makes anything worse.
 */
export class Repairs {
  readonly trial: Trial;
  private readonly snapshot: Snapshot;
  private readonly placed: PlacedDocument;
  private readonly knownCandidates = new Map<Finding, readonly Candidate[]>();

  constructor(snapshot: Snapshot, placed: PlacedDocument, budget = new Budget()) {
    this.snapshot = snapshot;
    this.placed = placed;
    this.trial = new Trial(snapshot, placed, budget);
  }

  /** The findings of the document. */
  get findings(): readonly Finding[] {
    return this.trial.before.findings;
  }

  /** The repairs of a finding, the best first. If none leaves the document without errors, one of the best is completed if possible. */
  against(finding: Finding): readonly TriedRepair[] {
    const single = this.singleAgainst(finding);
    if (finding.severity !== "error" || !finding.about || isIdentity(finding) || this.trial.before.errors > fewErrors) return single;
    const begun = single.filter(({ trust }) => trust !== "removal").slice(0, mostBegun);
    if (begun.length === 0 || begun.some(({ outcome }) => outcome.errors === 0)) return single;
    for (const one of begun) {
      const whole = completed(this.trial.before, finding, one, (outcome) => new Repairs(outcome.snapshot, outcome.placed));
      if (whole) return [whole, ...single.filter(({ outcome }) => outcome.reading !== whole.outcome.reading)];
    }
    return single;
  }

  /** The repairs with one candidate each, the best first. A repair of another error also counts if it removes this one and leaves fewer errors. */
  singleAgainst(finding: Finding): readonly TriedRepair[] {
    const own = this.tried(this.candidates(finding), finding);
    const least = Math.min(this.trial.before.errors, ...own.filter(({ trust }) => trust !== "removal").map(({ outcome }) => outcome.errors));
    const others = this.findings.filter((other) => other !== finding && other.severity === "error");
    const lenders = finding.severity === "error" && least > 0 && others.length <= fewErrors ? others : [];
    const borrowed = lenders.flatMap((from) => this.tried(this.candidates(from), finding).map((one): TriedRepair => ({ ...one, from })));
    const isBetter = ({ trust, outcome }: TriedRepair): boolean =>
      trust !== "removal" && outcome.errors < least && (trust !== "layout" || outcome.errors === 0);
    return this.ranked([...own, ...borrowed.filter(isBetter)]);
  }

  /** The certain repair of a finding, if there is exactly one and it leaves no new error in its place. */
  sureAgainst(finding: Finding): TriedRepair | undefined {
    const { before } = this.trial;
    const candidates = this.candidates(finding);
    const isUncertain = before.problems > 0 || isIdentity(finding);
    const isWhole = ({ outcome, trust }: TriedRepair): boolean =>
      isUncertain || (trust === "sure" ? !hasNewAt(finding, before, outcome) : !hasNew(before, outcome));
    const sure = this.ranked(
      this.tried(
        candidates.filter(({ trust }) => trust === "sure"),
        finding,
      ),
    ).filter(isWhole);
    const ranked = sure.length > 0 || !candidates.some(({ trust }) => trust === "layout") ? sure : this.ranked(this.tried(candidates, finding));
    const [best, ...others] = ranked;
    if ((best?.trust !== "sure" && best?.trust !== "layout") || !isWhole(best)) return undefined;
    return others.some(({ trust, outcome }) => trust === best.trust && outcome.errors === best.outcome.errors) ? undefined : best;
  }

  private ranked(all: readonly TriedRepair[]): TriedRepair[] {
    return all
      .filter(({ outcome }, i) => all.findIndex((other) => other.outcome.reading === outcome.reading) === i)
      .toSorted((a, b) => a.outcome.problems - b.outcome.problems || this.rankOf(a) - this.rankOf(b))
      .filter(({ title, from }, i, sorted) => sorted.findIndex((other) => other.from === from && isSame(other.title, title)) === i);
  }

  /** Ranks repairs that leave no error first, then those that leave no new one, then by trust; removals come last. */
  private rankOf({ trust, outcome }: TriedRepair): number {
    const rest = trust === "layout" ? 2 + Math.min(outcome.errors, 90) : trust === "sure" ? 0 : 1;
    return (trust === "removal" ? 1000 : 0) + (outcome.errors === 0 ? 0 : 500) + (hasNew(this.trial.before, outcome) ? 100 : 0) + rest;
  }

  /** How many errors there are, including those that are not reported while the text can't be read. */
  private get hidden(): number {
    const { manifest } = this.placed.document;
    return this.trial.before.problems + manifest.readingCauses.length + manifest.admit(nowhereIn[this.snapshot.version]).causes.length;
  }

  private candidates(finding: Finding): readonly Candidate[] {
    const known = this.knownCandidates.get(finding);
    if (known) return known;
    const made: Candidate[] = [];
    if (this.trial.spend(ofCandidate))
      for (const candidate of this.made(finding)) {
        made.push(candidate);
        if (!this.trial.spend(ofCandidate)) break;
      }
    this.knownCandidates.set(finding, made);
    return made;
  }

  private made(finding: Finding): Iterable<Candidate> {
    const { document } = this.placed;
    if (document.text.length > largest || this.findings.length > mostFindings) return [];
    const { path = [], cause, instead } = finding.about ?? {};
    const committed = committedOf(document, this.snapshot)?.manifest.value;
    const trouble: Trouble = {
      finding,
      document,
      path,
      catalog: this.snapshot.catalog,
      ...(cause && { cause }),
      ...(instead !== undefined && { instead }),
      ...(committed !== undefined && { committed }),
    };
    return candidatesOf(trouble);
  }

  private tried(candidates: Iterable<Candidate>, finding: Finding): TriedRepair[] {
    const helpful: TriedRepair[] = [];
    let left = mostTries;
    for (const { title, edits, trust } of candidates) {
      if (left-- <= 0 || helpful.filter(({ outcome }) => outcome.errors === 0).length >= enough) break;
      const outcome = this.trial.with(withEdits(this.placed.document.text, edits));
      if (outcome && this.helps(outcome, finding, trust)) helpful.push({ title, edits, trust, outcome });
    }
    return helpful;
  }

  /**
   * Whether a candidate repairs a finding. While a text or its kind can't be read, nothing else is checked, so errors that appear then are not new.
   */
  private helps(after: Outcome, finding: Finding, trust: Candidate["trust"]): boolean {
    const { before } = this.trial;
    const isGone = timesIn(after, finding) < timesIn(before, finding);
    if (finding.severity !== "error") return isGone && after.errors <= before.errors && after.findings.length <= before.findings.length;
    if (after.problems > before.problems) return false;
    const isSplit = after.placed.to - after.placed.from < after.text.length;
    if (after.identity !== before.identity && before.problems === 0 && !isIdentity(finding) && !isSplit) return false;
    if (trust === "layout" && before.problems === 0 && hasNew(before, after)) return false;
    const isSure = trust === "sure";
    const isReadable = after.problems < before.problems && finding.code !== "yaml-indentation" && after.errors <= this.hidden;
    if (isSure && isGone && (isReadable || isIdentity(finding))) return true;
    const isReadNow = after.problems < before.problems && after.errors === before.errors;
    return isGone && (after.errors < before.errors || isReadNow || (isSure && after.errors === before.errors));
  }
}

/** Whether a new error replaces a finding at its place. Errors that appear elsewhere were there before. */
function hasNewAt({ about }: Finding, before: Outcome, after: Outcome): boolean {
  const place = JSON.stringify(about?.path);
  return after.findings.some((one) => one.severity === "error" && JSON.stringify(one.about?.path) === place && timesIn(before, one) === 0);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isIdentity({ about }: Finding): boolean {
  return about?.path.length === 1 && (about.path[0] === "apiVersion" || about.path[0] === "kind");
}

/** How many repairs are tried for completion. */
const mostBegun = 3;
/** With more errors than this, each is repaired separately. */
const fewErrors = 8;
/** How many candidates are tried for a finding, and how many that leave no error are enough. */
const mostTries = 80;
const enough = 4;
/** The cost of creating a candidate, relative to trying it. */
const ofCandidate = 1 / 2;

function* candidatesOf(trouble: Trouble): Iterable<Candidate> {
  for (const repairer of repairersOf(trouble)) yield* repairer(trouble);
}
