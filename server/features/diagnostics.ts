import { admit } from "../../api/admit/admit.ts";
import { admitUpdate } from "../../api/admit/admitUpdate.ts";
import type { Surroundings } from "../../api/surroundings.ts";
import { type Cause, causeKey, type Dropped, fieldOf, type Unchecked } from "../../api/cause.ts";
import { Path } from "../../api/path.ts";
import { everKindOf } from "../../api/schema.ts";
import { inEach, type Version } from "../../api/version.ts";
import type { Warning } from "../../api/warning.ts";
import { allOf } from "../../api/words/sentence.ts";
import type { Finding } from "../finding/finding.ts";
import { listItemsOf } from "../manifest/list.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { isIgnored } from "../rules/ignored.ts";
import { isConfigurationFile, readConfigurationFile } from "../configuration/configuration.ts";
import { configurationCode, scenarioCode } from "../ownFile/codes.ts";
import { kustomizationFindings } from "./kustomization/check.ts";
import { isKustomization } from "../text/uris.ts";
import { findingsOf as problemsOf } from "../ownFile/findings.ts";
import type { Reading } from "../ownFile/read.ts";
import { isScenarioFile, readScenarioFile } from "../scenario/readFile.ts";
import { ruleFindings } from "../rules/run.ts";
import type { Settings } from "../finding/settings.ts";
import type { Problem } from "../syntax/tree.ts";
import { firstDifference, valueAt } from "../text/values.ts";
import { asWritten } from "./asWritten.ts";
import { committedOf, surroundingsOf } from "./committed.ts";
import { withoutConsequences } from "./consequences.ts";
import { tellable } from "./doubt.ts";
import { filledIn, weighed } from "./elsewhere.ts";
import { isLocalCause, isLocalProblem } from "./typing/local.ts";
import { brokenIn, takenBy } from "./otherVersions.ts";
import type { Document, FileModel, PlacedDocument } from "../workspace/model.ts";
import type { Snapshot } from "../workspace/workspace.ts";
import { say } from "../words/say.ts";

/** A finding with its place in the file. */
export interface PlacedFinding {
  readonly finding: Finding;
  /** Add it to the offsets of the finding. */
  readonly base: number;
}

/** All findings of a file, in the order of its text. */
export function diagnose(snapshot: Snapshot): PlacedFinding[] {
  const { file } = snapshot;
  if (file.syntax.problem !== undefined)
    return [{ base: 0, finding: { from: 0, to: 0, code: "too-large", severity: "information", message: file.syntax.problem } }];
  const own = ownFile(file);
  if (own) return problemsOf(own.code, own.reading).map((finding) => ({ base: 0, finding }));
  if (snapshot.isIgnored) return [];
  if (isKustomization(file.uri))
    return kustomizationFindings(file, snapshot.tree)
      .flatMap((finding) => withSeverity(finding, snapshot.settings))
      .map((finding) => ({ base: 0, finding }));
  return file.documents.flatMap((placed) => diagnoseDocument(placed, snapshot).map((finding) => ({ base: placed.from, finding })));
}

/** Whether findings also name the versions that accept what is refused. */
type Detail = "told" | "judged";

/** The findings of one document of a snapshot's file, in the order of its text. */
export function diagnoseDocument(placed: PlacedDocument, snapshot: Snapshot, detail: Detail = "told"): Finding[] {
  const { settings } = snapshot;
  const { document } = placed;
  const own = ownFindings(document, snapshot, detail);
  return [...own, ...ruleFindings(placed, snapshot).flatMap((finding) => filledIn(finding, document))]
    .flatMap((finding) => weighed(finding, document, snapshot))
    .concat(upgradeFindings(document, snapshot))
    .flatMap((finding) => withSeverity(finding, settings))
    .sort((a, b) => a.from - b.from);
}

/** Whether the documents of a file are judged as manifests. */
export function isJudged({ file, isIgnored: leftAlone }: Snapshot): boolean {
  return file.syntax.problem === undefined && !ownFile(file) && !leftAlone;
}

/** One of our own files, with the code of its findings. */
function ownFile({ uri, syntax: { text } }: FileModel): { readonly code: string; readonly reading: Reading<unknown> } | undefined {
  if (isScenarioFile(uri)) return { code: scenarioCode, reading: readScenarioFile(text) };
  if (isConfigurationFile(uri)) return { code: configurationCode, reading: readConfigurationFile(text) };
  return undefined;
}

/** What an upgrade to the checked versions would break in a file. */
export function diagnoseUpgrade(snapshot: Snapshot): PlacedFinding[] {
  const { file, settings } = snapshot;
  return file.documents.flatMap(({ document, from }) =>
    upgradeFindings(document, snapshot)
      .flatMap((finding) => withSeverity(finding, settings))
      .map((finding) => ({ base: from, finding })),
  );
}

/** The findings of one document by itself. They are memoized, since they change only with its text. */
function ownFindings(document: Document, snapshot: Snapshot, detail: Detail): readonly Finding[] {
  if (document.recognition !== "manifest" && document.recognition !== "patch") return [];
  const surroundings = surroundingsOf(document, snapshot);
  const { version, customKind } = surroundings;
  const old = committedOf(document, snapshot);
  const key = detail === "told" || customKind ? surroundings : judgedIn[version];
  const findings = document.kept(key, () => findingsOf(document, surroundings, detail));
  return old && old.text !== document.text ? [...findings, ...updateFindings(document, old, surroundings)] : findings;
}

/** Cache keys for documents that are only judged. */
const judgedIn = inEach((): object => ({}));

function findingsOf(document: Document, surroundings: Surroundings, detail: Detail): Finding[] {
  const { manifest, recognition } = document;
  const { problems, root } = manifest.syntax;
  if (root === undefined) return problems.map(problemFinding);
  const { causes, warnings, dropped, unchecked = [] } = isList(document) ? nothing : manifest.admit(surroundings);
  const { version } = surroundings;
  const isTellable = tellable(manifest);
  return eachOnce([
    ...problems.map(problemFinding),
    ...manifest.readingCauses.filter(isTellable).map((cause) => findingOf(document, cause)),
    ...withoutConsequences(causes.map((cause) => asWritten(cause, manifest)).filter(isTellable), document)
      .filter((cause) => (recognition !== "patch" || countsInPatch(cause, manifest)) && !isBodiless(document, cause))
      .map((cause) =>
        withOthers(findingOf(document, cause), surroundings.customKind || detail === "judged" ? [] : takenBy(cause, manifest, version)),
      ),
    ...itemFindings(document, isTellable, surroundings),
    ...(manifest.syntax.doubtful.length > 0
      ? []
      : [
          ...warnings.map((warning) => warningOf(document, warning)),
          ...dropped.map((one) => droppedFinding(document, one, version)),
          ...uncheckedFindings(document, unchecked),
        ].filter((finding) => !isIgnored(document, finding))),
  ]).flatMap((finding) => filledIn(finding, document));
}

function problemFinding(problem: Problem): Finding {
  const { from, to, code, message } = problem;
  return {
    ...{ from, to, code, message, severity: "error" },
    ...(isLocalProblem(problem) && { isLocal: true }),
  };
}

/** Reports causes of several fields with the same span only once. */
function eachOnce(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ from, to, code, message }) => {
    const key = `${from} ${to} ${code} ${JSON.stringify(message)}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Configuration files of tools look like objects of an unknown kind without metadata; missing metadata is not reported for them. */
function isBodiless({ manifest }: Document, { path }: Cause): boolean {
  return path.steps()[0] === "metadata" && !manifest.keyAt(["metadata"]) && everKindOf(manifest.apiVersion ?? "", manifest.kind ?? "") === undefined;
}

const nothing = { causes: [], warnings: [], dropped: [], unchecked: [] };

/** A List, as far as it is written. */
function isList({ self, manifest }: Document): boolean {
  return (self.apiVersion === "v1" && self.kind === "List") || listItemsOf(manifest.value) !== undefined;
}

function itemFindings(document: Document, isTellable: (cause: Cause) => boolean, surroundings: Surroundings): Finding[] {
  const items = listItemsOf(document.manifest.value) ?? [];
  return items.flatMap((item, i) =>
    admit(item, undefined, surroundings)
      .causes.map((cause) => causeOfItem(cause, i))
      .filter(isTellable)
      .map((cause) => findingOf(document, cause)),
  );
}

/** The cause with its path in the List. The printed field is that of the item, which is sent alone. */
function causeOfItem(cause: Cause, index: number): Cause {
  const within = (path: Path): Path => path.steps().reduce<Path>(pathStep, Path.root.field("items").index(index));
  const { path, related } = cause;
  return { ...cause, path: within(path), field: fieldOf(cause), ...(related && { related: { ...related, path: within(related.path) } }) };
}

function pathStep(path: Path, step: string | number): Path {
  return typeof step === "number" ? path.index(step) : path.field(step);
}

/** Whether a cause counts in a patch, which may lack fields of its object and has Kustomize's own keys, such as `$patch: delete`. */
function countsInPatch({ type, path }: Cause, manifest: Manifest): boolean {
  const steps = path.steps();
  if (type === "UnknownField") return !String(steps.at(-1)).startsWith("$");
  return type === "DuplicateField" || type === "WrongType" || (type === "FieldValueNotSupported" && manifest.keyAt(steps) !== undefined);
}

function findingOf(document: Document, cause: Cause): Finding {
  const { manifest } = document;
  return {
    ...manifest.spanOf(cause),
    code: cause.code,
    severity: "error",
    message: cause.message,
    origin: { type: cause.type, field: fieldOf(cause) },
    ...(cause.related && { related: [{ ...manifest.spanOf({ ...cause, path: cause.related.path }), message: cause.related.message }] }),
    about: { path: cause.path.steps(), cause, ...(cause.instead !== undefined && { instead: cause.instead }) },
    ...(isLocalCause(cause, manifest) && { isLocal: true }),
  };
}

function warningOf({ manifest }: Document, warning: Warning): Finding {
  const { path, code, message } = warning;
  return {
    ...manifest.spanOf(warning),
    code,
    severity: "warning",
    message,
    origin: { type: "Warning", field: path.toString() },
    about: { path: path.steps() },
  };
}

/** Adds which versions accept what this one refuses. */
function withOthers(finding: Finding, others: readonly Version[]): Finding {
  return others.length === 0 ? finding : { ...finding, message: say("taken-by", { finding: finding.message, versions: allOf(others) }) };
}

/** A field that the server drops silently. */
function droppedFinding({ manifest }: Document, { path, gate }: Dropped, version: Version): Finding {
  const field = path.toString();
  const parts = { field, gate: gate.name, version };
  const message = gate.onSince === undefined ? say("dropped-gate", parts) : say("dropped-gate-since", { ...parts, since: gate.onSince });
  return { ...manifest.spanAt(path.steps(), true), code: "dropped-field", severity: "warning", message, origin: { type: "Warning", field } };
}

/** One finding for an object about the rules of its definition that could not be evaluated. */
function uncheckedFindings({ manifest }: Document, unchecked: readonly Unchecked[]): Finding[] {
  const [first, ...more] = unchecked;
  if (!first) return [];
  const message =
    more.length === 0 ? say("rule-unchecked", { rule: first.rule }) : say("rules-unchecked", { rule: first.rule, count: unchecked.length });
  return [{ ...manifest.spanAt(["kind"]), code: "unchecked-rule", severity: "hint", message }];
}

/** What an upgrade to the checked versions would break. */
function upgradeFindings(document: Document, { alsoFor, version, catalog, file }: Snapshot): Finding[] {
  const { recognition, manifest, self } = document;
  if (alsoFor.length === 0) return [];
  if (recognition !== "manifest" || isList(document) || catalog.customKind(self.apiVersion, self.kind, file.uri)) return [];
  return alsoFor.flatMap((other) => {
    if (other === version) return [];
    const { causes, dropped } = brokenIn(manifest, version, other);
    const findings = [...causes.map((cause) => findingOf(document, cause)), ...dropped.map((one) => droppedFinding(document, one, other))];
    return findings.map(({ about: _, ...finding }): Finding => ({
      ...finding,
      severity: "warning",
      message: say("in-version", { version: other, finding: finding.message }),
    }));
  });
}

/** Codes that stay the same for an update; other causes of a refused update are reported as `immutable-field`. */
const general: readonly string[] = ["invalid-value", "forbidden-value"];

/** Changes that cannot be applied to the committed object: the causes that only an update has. */
function updateFindings(document: Document, old: Document, surroundings: Surroundings): Finding[] {
  const created = new Set(document.manifest.admit(surroundings).causes.map(causeKey));
  const { causes } = admitUpdate(document.manifest.value, old.manifest.value, surroundings);
  return causes
    .filter((cause) => !created.has(causeKey(cause)))
    .map((cause) => {
      const finding = findingOf(document, cause);
      const steps = cause.path.steps();
      const changed = firstDifference(valueAt(old.manifest.value, steps), valueAt(document.manifest.value, steps), steps);
      return {
        ...finding,
        ...document.manifest.spanAt(changed),
        code: general.includes(finding.code) ? "immutable-field" : finding.code,
        message: say("cannot-be-applied", { why: finding.message }),
      };
    });
}

function withSeverity(finding: Finding, { rules }: Settings): Finding[] {
  const severity = rules[finding.code] ?? finding.severity;
  return severity === "off" ? [] : [{ ...finding, severity }];
}
