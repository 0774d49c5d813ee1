import type { Log, PhysicalLocation, ReportingDescriptor, Result } from "sarif";
import type { Severity } from "../../server/finding/settings.ts";
import type { Range, Report, ReportedFinding } from "./report.ts";

/** The page that explains a code, in Markdown. */
export type PageOf = (code: string) => string | undefined;

const levels: Readonly<Record<Severity, Result.level>> = { error: "error", warning: "warning", information: "note", hint: "none" };

/** SARIF 2.1.0, for GitHub code scanning and others. Hints are left out. */
export function asSarif({ files, rehearsals }: Report, version: string, pageOf: PageOf): string {
  const results = files.flatMap(({ path, findings }) =>
    findings.filter(({ severity }) => severity !== "hint").map((finding) => resultOf(path, finding)),
  );
  const codes = [...new Set(results.map(({ ruleId }) => ruleId!))].sort();
  const log: Log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Rehearsal", semanticVersion: version, rules: codes.map((id) => ruleOf(id, pageOf(id))) } },
        columnKind: "utf16CodeUnits",
        results: results.map((result) => ({ ...result, ruleIndex: codes.indexOf(result.ruleId!) })),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: rehearsals.map(({ name, state, headline }) => ({
              level: { works: "note", suffers: "warning", unfinished: "warning", fails: "error" }[state] as Result.level,
              message: { text: `${name}: ${headline}` },
            })),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string, page: string | undefined): ReportingDescriptor {
  return { id, ...(page !== undefined && { help: { text: page, markdown: page } }) };
}

function resultOf(path: string, { code, severity, message, related, ...range }: ReportedFinding): Result {
  return {
    ruleId: code,
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: placeOf(path, range) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((one, id) => ({ id, physicalLocation: placeOf(one.path, one), message: { text: one.message } })),
    }),
    partialFingerprints: { "rehearsal/v1": `${code}:${range.field ?? ""}:${path}` },
  };
}

function placeOf(path: string, { line, column, endLine, endColumn }: Range): PhysicalLocation {
  return {
    artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/"), ...(!path.startsWith("/") && { uriBaseId: "%SRCROOT%" }) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}
