import { writeFileSync } from "node:fs";
import { Failure } from "../io/failure.ts";
import { asGithub } from "./github.ts";
import { asHtml } from "./html.ts";
import { asJson } from "./json.ts";
import { asJunit } from "./junit.ts";
import { asMarkdown } from "./markdown.ts";
import type { RehearsalReport, Report } from "./report.ts";
import { asSarif } from "./sarif.ts";
import { asText } from "./text.ts";
import { packageText, version } from "../io/package.ts";

/** How an answer can be written. */
export const formats = ["text", "json", "sarif", "junit", "github", "markdown", "svg", "html"] as const;

/** The options about the answer. */
export interface OutputOptions {
  readonly format: (typeof formats)[number];
  readonly output?: string;
  readonly colour?: boolean;
}

/** Writes the answer where the options say. */
export function write(report: Report, options: OutputOptions): void {
  const text = written(report, options);
  if (options.output === undefined) process.stdout.write(text);
  else
    try {
      writeFileSync(options.output, text);
    } catch (error) {
      throw new Failure(`${options.output} can't be written: ${(error as Error).message}`);
    }
}

function written(report: Report, { format, output, colour }: OutputOptions): string {
  switch (format) {
    case "text":
      return asText(withoutHints(report), colour !== false && output === undefined && wantsColour());
    case "json":
      return asJson(report);
    case "sarif":
      return asSarif(report, version(), (code) => packageText(`docs/rules/${code}.md`));
    case "junit":
      return asJunit(report);
    case "github":
      return asGithub(report);
    case "markdown":
      return asMarkdown(report);
    case "svg":
      return onlyRehearsal(report, format).picture();
    case "html": {
      const rehearsal = onlyRehearsal(report, format);
      const page = packageText("dist/preview/standalone.html");
      if (page === undefined) throw new Failure("The page is missing from this package: run npm run build.");
      return asHtml(page, rehearsal.name, savedTrace(rehearsal));
    }
  }
}

/** The trace as text. That of a hundred thousand pods is longer than a text can be, and no page would show it. */
function savedTrace({ name, trace }: RehearsalReport): string {
  try {
    return trace();
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(`${name} has too many pods for a page: use --format text, json or svg.`);
    throw error;
  }
}

/** Hints are for the editor, where they are small. */
function withoutHints({ files, rehearsals }: Report): Report {
  return { files: files.map((file) => ({ ...file, findings: file.findings.filter(({ severity }) => severity !== "hint") })), rehearsals };
}

function onlyRehearsal({ rehearsals }: Report, format: string): RehearsalReport {
  const [first, second] = rehearsals;
  if (!first) throw new Failure(`--format ${format} shows a rollout: use it with rehearse.`);
  if (second) throw new Failure(`--format ${format} shows one rollout, but there are ${rehearsals.length}: choose one of them.`);
  return first;
}

function wantsColour(): boolean {
  if (process.env["NO_COLOR"]) return false;
  return process.env["FORCE_COLOR"] !== undefined ? process.env["FORCE_COLOR"] !== "0" : process.stdout.isTTY;
}
