import { isObject } from "../../api/object.ts";
import { nowhereIn } from "../../api/surroundings.ts";
import type { Finding } from "../finding/finding.ts";
import { type Edit, withEdits } from "../repairs/edits.ts";
import { repairers } from "../repairs/index.ts";
import type { Candidate, Trouble } from "../repairs/repair.ts";
import { type PlacedDocument, readModel } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import type { ServerSentence } from "../words/say.ts";
import { committedOf, diagnoseDocument } from "./diagnostics.ts";

/** A repair that was tried and helps. */
export interface TriedRepair {
  readonly title: ServerSentence;
  /** Offsets count from the document's start. */
  readonly edits: readonly Edit[];
  readonly trust: Candidate["trust"];
  readonly outcome: Outcome;
}

/** What is left of a document's findings after a repair. */
interface Outcome {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly errors: number;
  /** Why the text can't be read as YAML, if it can't. */
  readonly problems: number;
  /** What the text means: two repairs that come to the same are one. */
  readonly reading: string;
  /** Its apiVersion and kind: with another one other checks would be made. */
  readonly identity: string;
}

/**
 * The repairs of one document. Each candidate is applied in memory and the result judged like any text: offered is only what leaves fewer errors,
 * so that no repair makes anything worse.
 */
export class Repairs {
  private readonly snapshot: Snapshot;
  private readonly placed: PlacedDocument;
  private readonly before: Outcome;
  private readonly outcomes = new Map<string, Outcome>();

  constructor(snapshot: Snapshot, placed: PlacedDocument) {
    this.snapshot = snapshot;
    this.placed = placed;
    this.before = outcomeOf(snapshot, placed);
  }

  /** The findings of the document. */
  get findings(): readonly Finding[] {
    return this.before.findings;
  }

  /** The repairs that help against a finding, the best first. What repairs another error may repair this one, too. */
  against(finding: Finding): readonly TriedRepair[] {
    const others = this.findings.filter((other) => other !== finding && other.severity === "error");
    const isError = finding.severity === "error";
    const own = this.tried(this.candidates(finding), finding);
    const best = own.some(({ outcome }) => outcome.errors === 0);
    const borrowed = isError && !best && others.length <= fewErrors ? others.flatMap((other) => this.tried(this.candidates(other), finding)) : [];
    const all = [...own, ...borrowed];
    return all
      .filter(({ outcome }, i) => all.findIndex((other) => other.outcome.reading === outcome.reading) === i)
      .toSorted((a, b) => a.outcome.problems - b.outcome.problems || this.rankOf(a) - this.rankOf(b));
  }

  /** What takes away comes last; before it what leaves no error, then what leaves no new one, and among those what is trusted most. */
  private rankOf({ trust, outcome }: TriedRepair): number {
    const isClean = !this.hasNew(outcome);
    const rest = trust === "layout" ? 2 + Math.min(outcome.errors, 90) : trust === "sure" ? 0 : 1;
    return (trust === "removal" ? 1000 : 0) + (outcome.errors === 0 ? 0 : 500) + (isClean ? 0 : 100) + rest;
  }

  private hasNew({ findings }: Outcome): boolean {
    return findings.some((one) => one.severity === "error" && timesIn(this.before, one) === 0);
  }

  /** How many errors there are, with those that are not told as long as the text can't be read. */
  private get hidden(): number {
    const { manifest } = this.placed.document;
    return this.before.problems + manifest.readingCauses.length + manifest.admit(nowhereIn[this.snapshot.version]).causes.length;
  }

  private candidates(finding: Finding): Iterable<Candidate> {
    const { document } = this.placed;
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
      const outcome = this.outcome(withEdits(this.placed.document.text, edits));
      if (outcome && this.helps(outcome, finding, trust)) helpful.push({ title, edits, trust, outcome });
    }
    return helpful;
  }

  private outcome(text: string): Outcome | undefined {
    const known = this.outcomes.get(text);
    if (known) return known;
    const { snapshot, placed } = this;
    const { file } = snapshot;
    if (text === placed.document.text) return undefined;
    const whole = file.syntax.text.slice(0, placed.from) + text + file.syntax.text.slice(placed.to);
    const next = readModel(file.uri, file.version, whole, file.patches, file);
    const same = next.documents.find(({ from }) => from === placed.from);
    if (next.documents.length !== file.documents.length || same?.document.recognition !== placed.document.recognition) return undefined;
    if (isBegun(same.document.manifest.value)) return undefined;
    const outcome = outcomeOf({ ...snapshot, file: next }, same);
    this.outcomes.set(text, outcome);
    return outcome;
  }

  /**
   * Whether it helps against a finding. As long as a text or its kind can't be read, nothing else is checked: then what comes to light is not new.
   */
  private helps(after: Outcome, finding: Finding, trust: Candidate["trust"]): boolean {
    const { before } = this;
    const isGone = timesIn(after, finding) < timesIn(before, finding);
    if (finding.severity !== "error") return isGone && after.errors <= before.errors && after.findings.length <= before.findings.length;
    if (after.problems > before.problems) return false;
    if (after.identity !== before.identity && before.problems === 0 && !isIdentity(finding)) return false;
    if (trust === "layout" && before.problems === 0 && this.hasNew(after)) return false;
    const isSure = trust === "sure";
    const isReadable = after.problems < before.problems && finding.code !== "yaml-indentation" && after.errors <= this.hidden;
    if (isSure && isGone && (isReadable || isIdentity(finding))) return true;
    return isGone && (after.errors < before.errors || (isSure && after.errors === before.errors));
  }
}

function isIdentity({ about }: Finding): boolean {
  return about?.path.length === 1 && (about.path[0] === "apiVersion" || about.path[0] === "kind");
}

/** Whether nothing is left but apiVersion and kind, of which nothing is said yet. */
function isBegun(value: unknown): boolean {
  return !isObject(value) || Object.keys(value).every((key) => key === "apiVersion" || key === "kind");
}

/** How often a finding is there: by its code, and its field as far as the text can be read. */
function timesIn({ findings }: Outcome, { code, origin }: Finding): number {
  return findings.filter((other) => other.code === code && other.origin?.field === origin?.field).length;
}

/** With more errors than these, each is repaired for itself. */
const fewErrors = 8;
/** How many candidates are tried for a finding, and how many that leave no error are enough. */
const mostTries = 80;
const enough = 4;

function* candidatesOf(trouble: Trouble): Iterable<Candidate> {
  for (const repairer of repairers) yield* repairer(trouble);
}

function outcomeOf(snapshot: Snapshot, placed: PlacedDocument): Outcome {
  const findings = diagnoseDocument(placed, snapshot);
  const { manifest, text } = placed.document;
  const problems = manifest.syntax.problems.length;
  return {
    text,
    findings,
    errors: findings.filter(({ severity }) => severity === "error").length,
    problems,
    identity: `${manifest.apiVersion} ${manifest.kind}`,
    reading: problems > 0 ? text : JSON.stringify(manifest.value),
  };
}
