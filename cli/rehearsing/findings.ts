import { sourceOf } from "../../server/render/sourceOf.ts";
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

/** Findings of a rehearsal, each in the file that it leads to: for rendered manifests that which made them. */
export function filesOf(concerns: readonly CodedConcern[], after: readonly SidePart[], workspace: Workspace, inWords: InWords): FileReport[] {
  const byFile = new Map<FileModel, ReportedFinding[]>();
  for (const concern of concerns) {
    const place = placeIn(concern.spot, after, workspace);
    if (!place) continue;
    const { code, severity, message, related = [] } = concern;
    const finding: ReportedFinding = {
      code,
      severity,
      message: inWords(message),
      ...rangeOf(place.file, place.span, 0),
      related: related.flatMap((one) => {
        const other = placeIn(one, after, workspace);
        return other ? [{ path: shown(other.file.uri), message: inWords(one.message), ...rangeOf(other.file, other.span, 0) }] : [];
      }),
    };
    byFile.set(place.file, [...(byFile.get(place.file) ?? []), finding]);
  }
  return [...byFile].map(([file, findings]) =>
    versionedReport(
      file,
      workspace,
      findings.toSorted((a, b) => a.line - b.line),
    ),
  );
}

interface Place {
  readonly file: FileModel;
  /** Counts from the start of the file. */
  readonly span: { readonly from: number; readonly to: number };
}

/** Where a field of an object is written. */
function placeIn(spot: Spot, parts: readonly SidePart[], workspace: Workspace): Place | undefined {
  const found = documentOf(spot.object, parts);
  const rendered = parts.find((part) => part.file === found?.file);
  if (found && rendered && "origins" in rendered) return sourceOf(rendered, rendered.file.documents.indexOf(found.placed), spot.path, workspace);
  const place = placeOf(spot, parts);
  return place && { file: place.file, span: { from: place.span.from + place.base, to: place.span.to + place.base } };
}
