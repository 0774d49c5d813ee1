import { counted, plural, type FileReport, type RehearsalReport, type Report, type WorkloadReport } from "./report.ts";
import { sparkline } from "./sparkline.ts";

const mostFindings = 50;
const signs = { works: "✅", suffers: "⚠️", unfinished: "⚠️", fails: "❌" } as const;

/** For a comment on a pull request: verdict, workloads, a picture in text, findings. */
export function asMarkdown({ files, rehearsals }: Report): string {
  const parts = [...rehearsals.map(ofRehearsal), ...(files.length > 0 ? [ofFiles(files)] : [])];
  return `${parts.join("\n\n")}\n`;
}

function ofRehearsal({ name, state, headline, details, assumed, workloads }: RehearsalReport): string {
  const rows = workloads.map(({ kind, name: of, state: is, says }) => `| ${signs[is]} | ${kind} | ${cell(of)} | ${cell(says)} |`);
  return [
    `### ${signs[state]} ${escaped(name)}: ${escaped(headline)}`,
    ...(details.length > 0 ? [details.map((detail) => `- ${escaped(detail)}`).join("\n")] : []),
    ...(rows.length > 0 ? [["| | Kind | Name | What happens |", "|---|---|---|---|", ...rows].join("\n")] : []),
    ...(workloads.length > 0 ? [`\`\`\`text\n${workloads.map(pictureOf).join("\n")}\n\`\`\``] : []),
    ...(assumed.length > 0 ? [`<details><summary>Assumed</summary>\n\n${assumed.map((one) => `- ${escaped(one)}`).join("\n")}\n\n</details>`] : []),
  ].join("\n\n");
}

function pictureOf({ name, ready }: WorkloadReport): string {
  return [name.replaceAll("`", "'"), ...sparkline(ready).map((line) => `  ${line}`)].join("\n");
}

function ofFiles(files: readonly FileReport[]): string {
  const { error, warning, information } = counted(files);
  const told = files.flatMap(({ path, findings }) => findings.filter(({ severity }) => severity !== "hint").map((finding) => ({ path, ...finding })));
  const head = `**${plural(error, "error")}, ${plural(warning, "warning")}, ${information} informational** in ${plural(files.length, "file")}`;
  if (told.length === 0) return `${head}.`;
  const rows = told
    .slice(0, mostFindings)
    .map(({ path, line, severity, code, message }) => `| ${cell(path)}:${line} | ${severity} | ${cell(message)} | \`${code}\` |`);
  const rest = told.length > mostFindings ? [`\n…and ${told.length - mostFindings} more.`] : [];
  return [`${head}:`, "", "| Where | | What | Code |", "|---|---|---|---|", ...rows, ...rest].join("\n");
}

function cell(text: string): string {
  return escaped(text).replaceAll("|", "\\|").replaceAll(/\r?\n/g, "<br>");
}

/** Text that stays text: no HTML, no mentions, no links of a manifest's making. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#]/g, (sign) => (sign === "<" ? "&lt;" : sign === ">" ? "&gt;" : `\\${sign}`)).replaceAll("@", "&#64;");
}
