import pico from "picocolors";
import type { Severity } from "../../server/finding/settings.ts";
import { counted, plural, type FileReport, linesOf, type RehearsalReport, type Report, type ReportedFinding } from "./report.ts";
import { sparkline } from "./sparkline.ts";

type Colours = ReturnType<typeof pico.createColors>;

/** For people: each finding with its line of the file, then how many there are. `colour` is whether the terminal shows colours. */
export function asText({ files, rehearsals }: Report, colour: boolean): string {
  const colours = pico.createColors(colour);
  const parts = [
    ...files.filter(({ findings }) => findings.length > 0).map((file) => ofFile(file, colours)),
    ...rehearsals.map((one) => ofRehearsal(one, colours)),
  ];
  if (files.length > 0) parts.push(summary(files, colours));
  return `${parts.join("\n\n")}\n`;
}

function ofFile(file: FileReport, colours: Colours): string {
  const lines = linesOf(file.text);
  return [colours.underline(plain(file.path)), ...file.findings.map((finding) => ofFinding(finding, lines, colours))].join("\n");
}

function ofFinding(
  { line, column, endLine, endColumn, severity, message, code, related }: ReportedFinding,
  lines: readonly string[],
  colours: Colours,
): string {
  const [first = "", ...rest] = message.split("\n").map(plain);
  const number = String(line);
  const text = plain(lines[line - 1] ?? "");
  const width = Math.max(1, (endLine === line ? endColumn : text.length + 1) - column);
  const shownText = text.length > 160 ? `${text.slice(0, 160)}…` : text;
  const frame =
    column > 160
      ? []
      : [
          `  ${" ".repeat(number.length)} ${colours.dim("|")} ${" ".repeat(column - 1)}${paint(severity, colours)("^".repeat(Math.min(width, 161 - column)))}`,
        ];
  return [
    `  ${colours.dim(`${number}:${column}`)} ${paint(severity, colours)(severity)} ${first} ${colours.dim(code)}`,
    ...rest.map((more) => `      ${more}`),
    `  ${colours.dim(`${number} |`)} ${shownText}`,
    ...frame,
    ...related.map((one) => colours.dim(`      ${plain(one.path)}:${one.line}: ${plain(one.message)}`)),
  ].join("\n");
}

/** Removes control codes, so that a file cannot control the terminal. */
function plain(text: string): string {
  return text.replaceAll("\t", " ").replaceAll(/[\p{Cc}\p{Cf}]/gu, "\u{FFFD}");
}

function paint(severity: Severity, { red, yellow, blue, dim }: Colours): (text: string) => string {
  return { error: red, warning: yellow, information: blue, hint: dim }[severity];
}

function summary(files: readonly FileReport[], { red, yellow, green }: Colours): string {
  const { error, warning, information } = counted(files);
  const versions = [...new Set(files.map(({ version }) => version))].sort().join(", ");
  const where = `in ${plural(files.length, "file")} (Kubernetes ${versions})`;
  if (error + warning + information === 0) return green(`Nothing found ${where}.`);
  const counts = [
    ...(error > 0 ? [red(plural(error, "error"))] : []),
    ...(warning > 0 ? [yellow(plural(warning, "warning"))] : []),
    ...(information > 0 ? [`${information} informational`] : []),
  ];
  return `${counts.join(", ")} ${where}.`;
}

const signs = { works: "✔", suffers: "▲", unfinished: "▲", fails: "✖" } as const;

function ofRehearsal({ name, state, headline, details, assumed, workloads }: RehearsalReport, colours: Colours): string {
  const { green, yellow, red, dim, bold } = colours;
  const colour = { works: green, suffers: yellow, unfinished: yellow, fails: red };
  const wide = Math.max(0, ...workloads.map((one) => one.kind.length + one.name.length + 1));
  return [
    `${colour[state](signs[state])} ${bold(plain(name))}: ${plain(headline)}`,
    ...details.map((detail) => `  ${plain(detail)}`),
    ...workloads.map((one) => {
      const lines = sparkline(one.ready);
      const label = plain(`${one.kind} ${one.name}`).padEnd(wide);
      return [
        `  ${colour[one.state](signs[one.state])} ${label}  ${lines[0] ?? ""}`,
        ...lines.slice(1).map((line) => `    ${" ".repeat(wide)}  ${line}`),
        dim(`    ${plain(one.says)}`),
      ].join("\n");
    }),
    ...assumed.map((one) => dim(`  ${plain(one)}`)),
  ].join("\n");
}
