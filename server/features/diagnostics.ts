import { admit } from "../../api/admit.ts";
import { type Cause, fieldOf } from "../../api/cause.ts";
import type { Finding } from "../finding.ts";
import { repairOf } from "../repairs/repairOf.ts";
import { ruleFindings } from "../rules/run.ts";
import type { Settings } from "../settings.ts";
import { stepsOfField } from "../text/steps.ts";
import { say } from "../words.ts";
import type { Document, FileModel, Placed } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";

/** A finding where it stands in its file. */
export interface PlacedFinding {
  readonly finding: Finding;
  /** Add it to the offsets of the finding. */
  readonly base: number;
}

/** All that is to be told of a file, in the order of its text. */
export function diagnose(snapshot: Snapshot): PlacedFinding[] {
  const { file, settings } = snapshot;
  if (file.syntax.problem !== undefined)
    return [{ base: 0, finding: { from: 0, to: 0, code: "too-large", severity: "information", message: file.syntax.problem } }];
  const before = snapshot.committed && storedObjects(snapshot.committed);
  return file.documents.flatMap((placed) => {
    const findings = [...ownFindings(placed.document, before), ...ruleFindings(placed, snapshot)];
    return findings
      .flatMap((finding) => withSeverity(finding, settings))
      .sort((a, b) => a.from - b.from)
      .map((finding) => ({ base: placed.from, finding }));
  });
}

/** What one document has against itself: kept with it, since it can only change with its text. */
const known = new WeakMap<Document, readonly Finding[]>();

function ownFindings(document: Document, before: ReadonlyMap<string, Document> | undefined): readonly Finding[] {
  if (document.recognition === "other" || document.recognition === "template") return [];
  let findings = known.get(document);
  if (!findings) {
    findings = findingsOf(document);
    known.set(document, findings);
  }
  const old = before?.get(refOf(document));
  return old && old.text !== document.text ? [...findings, ...updateFindings(document, old)] : findings;
}

function findingsOf(document: Document): Finding[] {
  const { manifest, recognition } = document;
  const { problems } = manifest.syntax;
  const { causes, warnings } = manifest.admit();
  const broken = problems.length > 0;
  return [
    ...problems.map(({ from, to, code, message }): Finding => ({
      from,
      to,
      code,
      message,
      severity: "error",
      ...(code === "yaml-tab" && { repair: { is: "untab" } }),
    })),
    ...manifest.readingCauses.map((cause) => findingOf(document, cause)),
    ...causes.filter((cause) => counts(cause, broken, recognition === "patch")).map((cause) => findingOf(document, cause)),
    ...warnings.map((warning) => warningOf(document, warning)),
  ];
}

/** What is missing from a text that cannot be read whole, or from a patch, may well be there. */
function counts({ type }: Cause, broken: boolean, isPatch: boolean): boolean {
  if (isPatch) return type === "UnknownField" || type === "DuplicateField" || type === "WrongType" || type === "FieldValueNotSupported";
  return !broken || type !== "FieldValueRequired";
}

function findingOf(document: Document, cause: Cause): Finding {
  const { manifest } = document;
  const repair = repairOf(cause, manifest);
  return {
    ...manifest.spanOf(cause),
    code: cause.code,
    severity: "error",
    message: cause.message,
    origin: { type: cause.type, field: fieldOf(cause) },
    ...(cause.related && { related: [{ ...manifest.spanOf({ ...cause, path: cause.related.path }), message: cause.related.message }] }),
    ...(repair && { repair }),
  };
}

/** A warning of the API server starts with the field that it is about. */
function warningOf({ manifest }: Document, warning: string): Finding {
  const field = /^([\w-]+(?:\.[\w-]+|\[[^\]]*\])*):\s/.exec(warning)?.[1];
  const steps = field === undefined ? [] : stepsOfField(field);
  const node = manifest.keyAt(steps) ?? manifest.nodeAt(steps) ?? manifest.keyAt(["kind"]);
  return { from: node?.from ?? 0, to: node?.to ?? 0, code: "server-warning", severity: "warning", message: warning };
}

/** The objects of a file by what they are, as a cluster that runs it holds them. */
function storedObjects(file: FileModel): ReadonlyMap<string, Document> {
  return new Map(file.documents.filter(isWhole).map(({ document }) => [refOf(document), document]));
}

function isWhole({ document }: Placed): boolean {
  return document.recognition === "manifest" && document.manifest.admit().refusedAt === undefined;
}

function refOf({ self: { kind, namespace, name } }: Document): string {
  return `${kind}/${namespace}/${name}`;
}

/** What cannot be changed in the object as it was committed: causes that only an update has. */
function updateFindings(document: Document, old: Document): Finding[] {
  const created = new Set(document.manifest.admit().causes.map(causeKey));
  const { causes } = admit(document.manifest.value, old.manifest.admit().object);
  return causes
    .filter((cause) => !created.has(causeKey(cause)))
    .map((cause) => {
      const finding = findingOf(document, cause);
      return {
        ...finding,
        code: "immutable-field",
        message: say("{0} This edit can't be applied to what is committed: delete and create again.", finding.message),
      };
    });
}

function causeKey(cause: Cause): string {
  return `${cause.type} ${fieldOf(cause)}`;
}

function withSeverity(finding: Finding, { rules }: Settings): Finding[] {
  const severity = rules[finding.code] ?? finding.severity;
  return severity === "off" ? [] : [{ ...finding, severity }];
}
