import type { Severity } from "../../server/finding/settings.ts";
import type { Report } from "./report.ts";

/** For GitHub Actions: workflow commands, which GitHub shows beside the lines of a pull request. */
export function asGithub({ files, rehearsals }: Report): string {
  const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", information: "notice", hint: "debug" };
  const ofFiles = files.flatMap(({ path, findings }) =>
    findings
      .filter(({ severity }) => severity !== "hint")
      .map(({ severity, line, column, endLine, endColumn, code, message }) => {
        const properties = { file: path, line, endLine, ...(line === endLine && { col: column, endColumn }), title: code };
        const written = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
        return `::${commands[severity]} ${written.join(",")}::${data(message)}`;
      }),
  );
  const ofRehearsals = rehearsals.map(({ name, state, headline }) => {
    const command = { works: "notice", suffers: "warning", unfinished: "warning", fails: "error" }[state];
    return `::${command} title=${property(name)}::${data(headline)}`;
  });
  return [...ofFiles, ...ofRehearsals].map((line) => `${line}\n`).join("");
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
