import { sourceOf } from "../../server/render/sourceOf.ts";
import type { Part } from "../../server/change/parts.ts";
import { diagnose } from "../../server/features/diagnostics.ts";
import type { Severity } from "../../server/finding/settings.ts";
import { placed, severityOf, unsaid } from "../../server/rehearsal/placed.ts";
import { documentOf, placeOf } from "../../server/rehearsal/files.ts";
import type { CodedConcern } from "../../server/rehearsal/run.ts";
import type { Spot } from "../../server/rehearsal/concern.ts";
import type { FileModel } from "../../server/workspace/model.ts";
import type { Workspace } from "../../server/workspace/workspace.ts";
import { rangeOf, versionedReport } from "../checking/check.ts";
import type { InWords } from "../io/language.ts";
import { shown } from "../io/files.ts";
import type { FileReport, ReportedFinding } from "../report/report.ts";
import type { SidePart } from "./sides.ts";

/** Findings of a rehearsal, each in the file that it leads to: for rendered manifests that which made them. What the files say by themselves is not repeated. */
export function filesOf(concerns: readonly CodedConcern[], after: readonly SidePart[], workspace: Workspace, inWords: InWords): FileReport[] {
  const written = after.filter((part) => !("origins" in part));
  const found = new Map(written.map(({ file }) => [file, writtenIn(file, concerns, written, workspace)]));
  for (const concern of concerns) {
    const severity = severityOf(concern, workspace.settingsNow);
    const place = severity === "off" ? undefined : renderedFrom(concern.spot, after, workspace);
    if (place && severity !== "off") found.set(place.file, [...(found.get(place.file) ?? []), { ...place, concern, severity }]);
  }
  return [...found].map(([file, all]) => {
    const findings = all.map(({ span, severity, concern: { code, message, related = [] } }): ReportedFinding => {
      const others = related.flatMap((one) => {
        const other = renderedFrom(one, after, workspace) ?? writtenAt(one, after);
        return other ? [{ path: shown(other.file.uri), message: inWords(one.message), ...rangeOf(other.file, other.span, 0) }] : [];
      });
      return { code, severity, message: inWords(message), ...rangeOf(file, span, 0), related: others };
    });
    return versionedReport(
      file,
      workspace,
      findings.toSorted((a, b) => a.line - b.line),
    );
  });
}

interface Found extends Place {
  readonly concern: CodedConcern;
  readonly severity: Severity;
}

/** What is to be said of a file as it is written: as its own settings and comments want it. */
function writtenIn(file: FileModel, concerns: readonly CodedConcern[], written: readonly Part[], workspace: Workspace): readonly Found[] {
  const snapshot = workspace.snapshot(file.uri) ?? workspace.snapshotOf(file);
  const own = placed(concerns, written, snapshot.settings).filter(({ uri }) => uri === file.uri);
  return unsaid(own, diagnose(snapshot), snapshot).map(({ finding: { from, to, severity }, base, concern }) => {
    return { file, span: { from: from + base, to: to + base }, concern, severity };
  });
}

interface Place {
  readonly file: FileModel;
  /** Counts from the start of the file. */
  readonly span: { readonly from: number; readonly to: number };
}

/** Where a renderer took a field of an object from; nothing if it is written as it is. */
function renderedFrom(spot: Spot, parts: readonly SidePart[], workspace: Workspace): Place | undefined {
  const found = documentOf(spot.object, parts);
  const rendered = parts.find((part) => part.file === found?.file);
  if (!found || !rendered || !("origins" in rendered)) return undefined;
  return sourceOf(rendered, rendered.file.documents.indexOf(found.placed), spot.path, workspace);
}

function writtenAt(spot: Spot, parts: readonly Part[]): Place | undefined {
  const place = placeOf(spot, parts);
  return place && { file: place.file, span: { from: place.span.from + place.base, to: place.span.to + place.base } };
}
