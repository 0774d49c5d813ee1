import { nowhereIn } from "../../api/surroundings.ts";
import { usualVersion, type Version } from "../../api/version.ts";
import { keyOf } from "../../engine/core/objects.ts";
import type { Part } from "../change/parts.ts";
import type { Finding, Related } from "../finding/finding.ts";
import type { Settings, Severity } from "../finding/settings.ts";
import { isIgnored } from "../rules/ignored.ts";
import type { FileModel } from "../workspace/model.ts";
import type { Spot } from "./concern.ts";
import { documentOf, placeOf } from "./files.ts";
import type { CodedConcern } from "./run.ts";

/** A finding of a rehearsal with its place in the file: add `base` to its offsets. */
export interface PlacedConcern {
  readonly uri: string;
  readonly base: number;
  readonly finding: Finding;
  readonly concern: CodedConcern;
}

/** The findings of concerns in the files of a change, as the files are now: if a field was removed, its nearest parent is used. */
export function placed(concerns: readonly CodedConcern[], parts: readonly Part[], settings: Settings): readonly PlacedConcern[] {
  return concerns.flatMap((concern) => [concern.spot, ...(concern.also ?? [])].flatMap((spot) => placedAt(spot, concern, parts, settings) ?? []));
}

function placedAt(spot: Spot, concern: CodedConcern, parts: readonly Part[], settings: Settings): PlacedConcern | undefined {
  const place = placeOf(spot, parts);
  const severity = severityOf(concern, settings);
  const document = documentOf(spot.object, parts)?.placed.document;
  if (!place || !document || severity === "off") return undefined;
  const { code, message } = concern;
  const related = relatedOf(concern, spot, parts);
  const finding: Finding = { ...place.span, code, severity, message, ...(related.length > 0 && { related }) };
  return isIgnored(document, finding) ? undefined : { uri: place.file.uri, base: place.base, finding, concern };
}

/** A severity that was set counts, and yet what is assumed is never more than information. */
export function severityOf({ code, severity }: CodedConcern, { rules }: Settings): Severity | "off" {
  const set = rules[code];
  return set === undefined || (severity === "information" && (set === "warning" || set === "error")) ? severity : set;
}

function relatedOf(concern: CodedConcern, own: Spot, parts: readonly Part[]): Related[] {
  const others = [concern.spot, ...(concern.also ?? [])].filter((spot) => spot !== own && keyOf(spot.object) !== keyOf(own.object));
  const all = [...(concern.related ?? []), ...others.map((spot) => ({ ...spot, message: concern.message }))];
  return all.flatMap(({ message, ...spot }) => {
    const place = placeOf(spot, parts);
    return place ? [{ uri: place.file.uri, from: place.span.from + place.base, to: place.span.to + place.base, message }] : [];
  });
}

/**
 * The findings of a rehearsal that no finding on the same line has reported already. A refusal of an object is reported by an error in its document; if
 * there is none, something is filled in elsewhere, or the file's own version accepts it. For an object that has only begun, it is not reported either.
 */
export function unsaid(rehearsed: readonly PlacedConcern[], said: readonly Said[], { file, version }: Judged): readonly PlacedConcern[] {
  const { lines, documents } = file;
  const isPassedOver = (at: number): boolean => {
    const document = documents.find(({ from }) => from === at)?.document;
    if (!document) return false;
    if (document.isBegun) return true;
    const [own, usual] = [version, usualVersion].map((one) => document.manifest.admit(nowhereIn[one]).refusedAt);
    return own !== undefined || usual !== undefined;
  };
  const refused = new Set(said.filter(({ finding }) => finding.severity === "error").map(({ base }) => base));
  return rehearsed.filter(({ finding: { code, message, from }, base }) => {
    if (message.code === "apply-refused" && (refused.has(base) || isPassedOver(base))) return false;
    const line = lines.lineAt(from + base);
    return !said.some((other) => alike[code]?.includes(other.finding.code) && lines.lineAt(other.finding.from + other.base) === line);
  });
}

/** A file, and the version of Kubernetes that it is for. */
interface Judged {
  readonly file: FileModel;
  readonly version: Version;
}

/** A finding without a rehearsal. */
interface Said {
  readonly finding: Finding;
  readonly base: number;
}

/** Rules that find the same without a rehearsal. */
const alike: Readonly<Record<string, readonly string[]>> = {
  "drain-never-ends": ["pdb-blocks-eviction"],
  "budget-protects-nothing": ["pdb-selects-nothing"],
  "port-leads-nowhere": ["target-port-missing"],
  "service-loses-pods": ["service-selects-nothing"],
  "autoscaler-resets-replicas": ["hpa-fixed-replicas"],
  "autoscaler-cannot-measure": ["hpa-target-missing"],
  "config-missing": ["missing-key", "missing-config-map", "missing-secret"],
  "claim-unbound": ["missing-claim"],
  "never-ready": ["probe-port-missing"],
  "never-completes": ["immutable-field"],
};
