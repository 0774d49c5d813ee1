import { dirname } from "node:path";
import { pathOf } from "../../server/machine/uris.ts";
import { diagnose, type PlacedFinding } from "../../server/features/diagnostics.ts";
import type { FileModel } from "../../server/workspace/model.ts";
import { type Snapshot, Workspace } from "../../server/workspace/workspace.ts";
import type { InWords } from "../io/language.ts";
import { shown, type Source } from "../io/files.ts";
import type { FileReport, Range, ReportedFinding } from "../report/report.ts";
import { concealed } from "./concealed.ts";
import { readConfigurations, settingsOf, type SharedOptions } from "../io/settings.ts";

/** A workspace of the files, as an editor would have it. */
export function workspaceOf(sources: readonly Source[], options: SharedOptions): Workspace {
  const workspace = new Workspace();
  workspace.setSettings(settingsOf(options));
  readConfigurations(workspace, new Set(sources.map(({ uri }) => dirname(pathOf(uri)!))), options);
  for (const { uri, text } of sources) workspace.put(uri, text);
  return workspace;
}

/** The findings of the editor in some files of a workspace. `progress` is called after each file. */
export function check(sources: readonly Source[], workspace: Workspace, inWords: InWords, progress: () => void = () => {}): FileReport[] {
  return sources.flatMap((source) => {
    const snapshot = workspace.snapshot(source.uri)!;
    progress();
    return snapshot.isIgnored ? [] : [reportOf(source, snapshot, workspace, inWords)];
  });
}

function reportOf({ path }: Source, snapshot: Snapshot, workspace: Workspace, inWords: InWords): FileReport {
  const { file, version } = snapshot;
  const placed = diagnose(snapshot);
  return {
    path,
    text: concealed(file.syntax),
    version,
    objects: objectsIn(file),
    refused: file.documents.some(({ document: { manifest } }) => manifest.syntax.problems.length > 0) || placed.some(isRefusal),
    findings: placed.map((one) => findingOf(one, file, workspace, inWords)),
  };
}

/** The report of a file with findings from elsewhere. */
export function versionedReport(file: FileModel, workspace: Workspace, findings: readonly ReportedFinding[]): FileReport {
  const { version } = workspace.versionOf(file.uri);
  return { path: shown(file.uri), text: concealed(file.syntax), version, objects: objectsIn(file), refused: false, findings };
}

function objectsIn({ documents }: FileModel): number {
  return documents.filter(({ document }) => document.recognition === "manifest").length;
}

/** What the API server of a cluster without options refuses; one for IPv6, say, is told of as information. */
function isRefusal({ finding: { origin } }: PlacedFinding): boolean {
  return origin !== undefined && origin.type !== "Warning";
}

function findingOf({ finding, base }: PlacedFinding, file: FileModel, workspace: Workspace, inWords: InWords): ReportedFinding {
  const { code, severity, message, origin, related = [] } = finding;
  return {
    code,
    severity,
    message: inWords(message),
    ...(origin && { type: origin.type }),
    ...(origin && origin.field !== "" && { field: origin.field }),
    ...rangeOf(file, finding, base),
    related: related.flatMap((one) => {
      const other = one.uri === undefined ? file : workspace.file(one.uri);
      return other ? [{ path: shown(other.uri), message: inWords(one.message), ...rangeOf(other, one, one.uri === undefined ? base : 0) }] : [];
    }),
  };
}

/** A stretch of a file as people count; `base` is added to its offsets. */
export function rangeOf({ lines }: FileModel, { from, to }: { readonly from: number; readonly to: number }, base: number): Range {
  const [start, end] = [lines.positionAt(from + base), lines.positionAt(to + base)];
  return { line: start.line + 1, column: start.character + 1, endLine: end.line + 1, endColumn: end.character + 1 };
}
