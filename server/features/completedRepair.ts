import { isSameWay } from "../../api/path.ts";
import { listed } from "../../api/words/sentence.ts";
import type { Finding } from "../finding/finding.ts";
import { difference } from "../repairs/edits.ts";
import { type ServerSentence, say } from "../words/say.ts";
import { type Outcome, timesIn, type TriedRepair } from "./trial.ts";

/** How many repairs are combined at most. */
const mostSteps = 6;

/** What can be repaired next. */
interface Repairable {
  readonly findings: readonly Finding[];
  readonly singleAgainst: (finding: Finding) => readonly TriedRepair[];
}

/** A repair of a finding combined with repairs of related findings: other missing fields, fields beside it, and findings that appear after it. Nothing if one of these can't be repaired. */
export function completed(
  before: Outcome,
  finding: Finding,
  first: TriedRepair,
  repairsOf: (outcome: Outcome) => Repairable,
): TriedRepair | undefined {
  const titles = [first.title];
  let { outcome } = first;
  for (;;) {
    const next = repairsOf(outcome);
    const left = next.findings.find((other) => other.severity === "error" && isOfSameSlip(finding, other, before));
    if (!left) break;
    if (titles.length === mostSteps) return undefined;
    const best = next.singleAgainst(left).find(({ trust }) => trust !== "removal");
    if (!best || best.outcome.errors >= outcome.errors) return undefined;
    titles.push(best.title);
    outcome = best.outcome;
  }
  if (titles.length === 1) return undefined;
  return { title: together(titles), edits: [difference(before.text, outcome.text)], trust: "guess", outcome };
}

function isOfSameSlip(finding: Finding, other: Finding, before: Outcome): boolean {
  if (timesIn(before, other) === 0) return true;
  const [path, next] = [finding.about?.path, other.about?.path];
  if (!path || !next) return false;
  if (isAbsent(finding, before) && isAbsent(other, before)) return true;
  const isBeside = finding.code === other.code && isSameWay(path.slice(0, -1), next.slice(0, -1));
  return isSameWay(path, next) || (isBeside && (typeof path.at(-1) === "number" || finding.origin?.type === "UnknownField"));
}

function isAbsent({ about }: Finding, { placed }: Outcome): boolean {
  return about !== undefined && placed.document.manifest.keyAt(about.path) === undefined;
}

/** One title for several repairs. */
function together(titles: readonly ServerSentence[]): ServerSentence {
  const [first, ...others] = titles;
  const part = onlyDifference(titles);
  if (part !== undefined) {
    const all = listed(titles.map(({ parts }) => parts![part]!));
    return first!.code === "add" ? say("add-missing", { keys: all }) : { ...first!, parts: { ...first!.parts, [part]: all } };
  }
  return others.reduce((all, title) => say("and-then", { first: all, then: title }), first!);
}

/** The one part in which titles with the same code differ. */
function onlyDifference(titles: readonly ServerSentence[]): string | undefined {
  const [first] = titles;
  if (!titles.every(({ code }) => code === first!.code)) return undefined;
  const differing = Object.keys(first!.parts ?? {}).filter((part) => new Set(titles.map(({ parts }) => JSON.stringify(parts![part]))).size > 1);
  return differing.length === 1 ? differing[0] : undefined;
}
