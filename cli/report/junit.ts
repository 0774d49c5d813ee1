import type { FileReport, RehearsalReport, Report } from "./report.ts";

/** JUnit XML, which most build servers show: a test for each file and each rollout, failed where there are errors. */
export function asJunit({ files, rehearsals }: Report): string {
  const suites = [
    ...(files.length > 0 ? [suite("check", files.map(ofFile), files.filter(hasErrors).length)] : []),
    ...(rehearsals.length > 0 ? [suite("rehearse", rehearsals.map(ofRehearsal), rehearsals.filter(({ state }) => state === "fails").length)] : []),
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="Rehearsal">\n${suites.join("")}</testsuites>\n`;
}

function suite(name: string, cases: readonly string[], failures: number): string {
  return `  <testsuite name="${name}" tests="${cases.length}" failures="${failures}" errors="0" skipped="0">\n${cases.join("")}  </testsuite>\n`;
}

function ofFile(file: FileReport): string {
  const told = file.findings
    .filter(({ severity }) => severity !== "hint")
    .map(({ line, column, severity, code, message }) => `${file.path}:${line}:${column}: ${severity} ${code}: ${message}`);
  return testCase("check", file.path, told, hasErrors(file));
}

function ofRehearsal({ name, headline, details, state }: RehearsalReport): string {
  return testCase("rehearse", name, [headline, ...details], state === "fails");
}

function testCase(suiteName: string, name: string, told: readonly string[], isFailed: boolean): string {
  const text = escaped(told.join("\n"));
  const inner = isFailed
    ? `<failure message="${escaped(told[0] ?? "")}">${text}</failure>`
    : told.length > 0
      ? `<system-out>${text}</system-out>`
      : "";
  return `    <testcase classname="${suiteName}" name="${escaped(name)}">${inner}</testcase>\n`;
}

function hasErrors({ findings }: FileReport): boolean {
  return findings.some(({ severity }) => severity === "error");
}

/** Text for XML 1.0, which has no control characters at all. */
function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]!)
    .replaceAll("\n", "&#10;");
}
