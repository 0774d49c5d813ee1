import { simulate } from "../../engine/rehearsal/simulate.ts";
import type { Ask } from "../ask.ts";
import type { Part } from "../change/parts.ts";
import type { Finding } from "../finding/finding.ts";
import { defaultSettings } from "../finding/settings.ts";
import { Repairs } from "../features/repairs.ts";
import { textAfter } from "../rehearsal/edits.ts";
import { objectsOf, placeOf } from "../rehearsal/files.ts";
import { type Given, givenBy } from "../rehearsal/given.ts";
import { type Fix, fixesOf } from "../rehearsal/fixes.ts";
import { type CodedConcern, type Findings, findingsOf, scenarioOf } from "../rehearsal/run.ts";
import type { Change } from "../rehearsal/rehearsed.ts";
import { isScenarioFile } from "../scenario/readFile.ts";
import { inEnglish } from "../words/words.ts";
import type { FileModel, PlacedDocument } from "../workspace/model.ts";
import { type Snapshot, Workspace } from "../workspace/workspace.ts";

type Texts = Readonly<Record<string, string>>;

/** The question of `ask findings`: the files of a change by name, as last committed and as they are now. */
interface Question {
  readonly id: unknown;
  readonly files: Texts;
  /** If absent, it is the first rollout. */
  readonly committed?: Texts;
  /** Nodes and pods. If absent, it is the default cluster. */
  readonly cluster?: readonly unknown[];
}

interface WrittenFinding {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly fixes: readonly { readonly title: string; readonly files: Texts }[];
}

const folder = "file:///";

/** `ask findings`. */
export const ask: Ask = async (question) => {
  const { id, files, committed = {}, cluster } = question as unknown as Question;
  const parts = partsOf(files);
  const change: Change = { before: objectsOf(partsOf(committed)), after: objectsOf(parts), ...givenIn(files), ...(cluster && { cluster }) };
  const kept = new Map<string, Findings>();
  const rehearse = (one: Change): Findings => {
    const key = JSON.stringify(one);
    const known = kept.get(key) ?? findingsOf(one, simulate(scenarioOf(one)));
    kept.set(key, known);
    return known;
  };
  const found = rehearse(change);
  const refused = refusalsIn(files, committed, parts);
  const concerns = await Promise.all(
    found.concerns
      .filter((concern) => !refused.some(({ about }) => about === concern.about.name && concern.code === "never-completes"))
      .map((concern) => written(concern, found, change, parts, rehearse)),
  );
  const is = refused.length > 0 ? "never" : found.result;
  const headline = refused[0]?.finding.message ?? inEnglish(found.headline);
  return { id, verdict: { is, headline }, findings: [...refused.map(({ finding }) => finding), ...concerns.flat()] };
};

function partsOf(texts: Texts): readonly Part[] {
  const workspace = workspaceOf(texts);
  return Object.keys(texts)
    .filter((name) => !isScenarioFile(folder + name))
    .map((name) => ({ file: workspace.file(folder + name)! }));
}

function workspaceOf(texts: Texts): Workspace {
  const workspace = new Workspace();
  workspace.setSettings({ ...defaultSettings, kubernetesVersion: "1.36" });
  for (const [name, text] of Object.entries(texts)) workspace.put(folder + name, text);
  return workspace;
}

/** What scenario files among the files state. */
function givenIn(files: Texts): Given {
  return Object.assign({}, ...Object.entries(files).flatMap(([name, text]) => (isScenarioFile(folder + name) ? [givenBy(text)] : []))) as Given;
}

async function written(
  concern: CodedConcern,
  found: Findings,
  change: Change,
  parts: readonly Part[],
  rehearse: (change: Change) => Findings,
): Promise<WrittenFinding[]> {
  const fixes = (await fixesOf(concern, found, change, parts, rehearse)).map((fix) => writtenFix(fix, parts));
  const { code, severity } = concern;
  return [concern.spot, ...(concern.also ?? [])].flatMap((spot) => {
    const place = placeOf(spot, parts);
    if (!place) return [];
    const line = place.file.lines.lineAt(place.span.from + place.base) + 1;
    return [{ file: nameOf(place.file), line, code, severity, message: inEnglish(concern.message), fixes }];
  });
}

function writtenFix({ title, edits }: Fix, parts: readonly Part[]): WrittenFinding["fixes"][number] {
  const changed = parts.map(({ file }) => file).filter(({ uri }) => edits.has(uri));
  return { title: inEnglish(title), files: Object.fromEntries(changed.map((file) => [nameOf(file), textAfter(file, edits)])) };
}

interface Refusal {
  readonly about: string;
  readonly finding: WrittenFinding;
}

/** The documents that the API server refuses, which are left out of the rehearsal. */
function refusalsIn(files: Texts, committed: Texts, parts: readonly Part[]): Refusal[] {
  const workspace = workspaceOf(files);
  for (const [name, text] of Object.entries(committed)) workspace.setCommitted(folder + name, text);
  return parts.flatMap(({ file: { uri } }) => {
    const snapshot = workspace.snapshot(uri)!;
    return snapshot.file.documents.flatMap((placed) => {
      const repairs = new Repairs(snapshot, placed);
      return repairs.findings.filter(({ severity }) => severity === "error").map((finding) => refusalOf(finding, repairs, snapshot, placed));
    });
  });
}

function refusalOf(finding: Finding, repairs: Repairs, { file }: Snapshot, { from, document }: PlacedDocument): Refusal {
  const { code, severity, message } = finding;
  const [repair] = repairs.against(finding);
  const edits = repair?.edits.map((edit) => ({ ...edit, from: edit.from + from, to: edit.to + from }));
  const fixes = repair && edits ? [{ title: inEnglish(repair.title), files: { [nameOf(file)]: textAfter(file, new Map([[file.uri, edits]])) } }] : [];
  const line = file.lines.lineAt(finding.from + from) + 1;
  return { about: document.self.name, finding: { file: nameOf(file), line, code, severity, message: inEnglish(message), fixes } };
}

function nameOf({ uri }: FileModel): string {
  return uri.slice(folder.length);
}
