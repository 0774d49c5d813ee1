import { keyOf } from "../../engine/core/objects.ts";
import { lasting, say } from "../words/rehearsal/say.ts";
import type { ServerSentence } from "../words/say.ts";
import { readModel } from "../workspace/model.ts";
import type { Part } from "../change/parts.ts";
import type { Candidate } from "./concern.ts";
import { editsFor, type FileEdits, textAfter } from "./edits.ts";
import { objectsOf } from "./files.ts";
import type { CodedConcern, Findings, Result } from "./run.ts";
import type { Change } from "./rehearsed.ts";

/** A rehearsed change of the files that fixes a finding. */
export interface Fix {
  readonly title: ServerSentence;
  readonly edits: FileEdits;
}

/** Rehearses a change, or returns the kept result. */
export type Rehearse = (change: Change) => Promise<Findings> | Findings;

/** The most fixes that are offered for a finding. */
const most = 3;

/** The candidates that fix a concern, each with its result; those without other findings come first. */
export async function fixesOf(concern: CodedConcern, before: Findings, change: Change, parts: readonly Part[], rehearse: Rehearse): Promise<Fix[]> {
  const cured: (Fix & { readonly result: Result })[] = [];
  for (const candidate of concern.fixes ?? []) {
    const fix = await tried(candidate, { concern, before, change, parts, rehearse });
    if (fix) cured.push(fix);
    if (cured.length === most) break;
  }
  return cured.toSorted((a, b) => results.indexOf(a.result) - results.indexOf(b.result)).map(({ title, edits }) => ({ title, edits }));
}

const results: readonly Result[] = ["completes", "hurts", "never"];

interface Trial {
  readonly concern: CodedConcern;
  readonly before: Findings;
  readonly change: Change;
  readonly parts: readonly Part[];
  readonly rehearse: Rehearse;
}

async function tried(
  candidate: Candidate,
  { concern, before, change, parts, rehearse }: Trial,
): Promise<(Fix & { readonly result: Result }) | undefined> {
  const edits = editsFor(candidate, parts);
  if (!edits) return undefined;
  const changed = parts.map(({ file, ...part }) => ({
    ...part,
    file: edits.has(file.uri) ? readModel(file.uri, file.version, textAfter(file, edits), file.patches, file) : file,
  }));
  const after = objectsOf(changed);
  if (after.length !== change.after.length) return undefined;
  const findings = await rehearse({ ...change, after });
  if (!isCured(concern, before, findings)) return undefined;
  return { title: say("fix-title", { fix: candidate.label, result: resultOf(findings) }), edits, result: findings.result };
}

/** Whether the finding is gone, no worse one has appeared, and its object is not worse than before. */
function isCured({ code, about, state }: CodedConcern, before: Findings, after: Findings): boolean {
  const isSame = (one: CodedConcern, other: CodedConcern): boolean => one.code === other.code && keyOf(one.about) === keyOf(other.about);
  if (after.concerns.some((one) => one.code === code && keyOf(one.about) === keyOf(about))) return false;
  const fresh = after.concerns
    .filter((one) => one.severity === "warning" || one.state === "never")
    .filter((one) => !before.concerns.some((other) => isSame(one, other)));
  if (fresh.some((one) => one.state === "never" || state === "hurts")) return false;
  return results.indexOf(after.result) <= results.indexOf(before.result);
}

function resultOf({ result, millis, least }: Findings): ReturnType<typeof say> {
  if (result === "never") return say("fixed-runs");
  const time = lasting(millis);
  return least ? say("fixed-completes-floor", { time, least: least.ready, wants: least.wants }) : say("fixed-completes", { time });
}
