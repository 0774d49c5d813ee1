import { problem } from "../core/problem.ts";
import { aligned, tableTabs } from "../text/tabs.ts";
import { goValue } from "../text/format.ts";
import { Evaluation } from "./jsonPath/evaluate.ts";
import { type Node, parseTemplate, PathFault } from "./jsonPath/parse.ts";
import { relaxed } from "./jsonPath/relaxed.ts";

interface CustomColumn {
  readonly title: string;
  readonly path: readonly Node[];
}

/** Reads `NAME:.metadata.name,IMAGE:.spec.containers[0].image`. */
export function parseColumns(text: string): readonly CustomColumn[] {
  if (text === "") throw problem("custom-columns format specified but no custom columns given");
  return text.split(",").map((part) => {
    const colon = part.indexOf(":");
    if (colon < 0) throw problem(`unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`);
    try {
      return { title: part.slice(0, colon), path: parseTemplate(relaxed(part.slice(colon + 1))) };
    } catch (error) {
      if (error instanceof PathFault) throw problem(error.message);
      throw error;
    }
  });
}

/** Reads a line of titles, and a line of paths below them. */
export function columnsOfFile(text: string): readonly CustomColumn[] {
  const [titles = [], paths = []] = text.split("\n").map((line) => line.split(/\s+/).filter((word) => word !== ""));
  if (titles.length !== paths.length) throw problem(`number of headers (${titles.length}) and field specifications (${paths.length}) don't match`);
  return parseColumns(titles.map((title, i) => `${title}:${paths[i]}`).join(","));
}

/** A table with custom columns; missing values are `<none>`. */
export function customTable(columns: readonly CustomColumn[], objects: readonly unknown[], headers: boolean): string {
  const rows = objects.map((object) => columns.map(({ path }) => cell(path, object)));
  const table = headers ? [columns.map(({ title }) => title), ...rows] : rows;
  return table.length === 0 ? "" : aligned(`${table.map((row) => row.join("\t")).join("\n")}\n`, tableTabs);
}

function cell(path: readonly Node[], object: unknown): string {
  const values = new Evaluation("nothing").results(path, object).flat();
  return values.length === 0 ? "<none>" : values.map((value) => (value === null || value === undefined ? "<none>" : goValue(value))).join(",");
}
