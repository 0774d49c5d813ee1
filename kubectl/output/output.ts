import { isObject } from "../../api/object.ts";
import { listAt, type Plain, textAt } from "../core/plain.ts";
import { problem } from "../core/problem.ts";
import { resourceOfKind, typeName } from "../core/resources.ts";
import type { Flag, Flags } from "../line/flags.ts";
import { goSyntax } from "../text/format.ts";
import { columnsOfFile, customTable, parseColumns } from "./customColumns.ts";
import { fillIn } from "./goTemplate/evaluate.ts";
import { parseGoTemplate, TemplateFault } from "./goTemplate/parse.ts";
import { Evaluation, printResults } from "./jsonPath/evaluate.ts";
import { parseTemplate, PathFault } from "./jsonPath/parse.ts";
import { goJson, jsonText, sorted } from "./json.ts";
import { kyamlText } from "./kyaml.ts";
import { yamlText } from "./yaml.ts";

/** The flags of every command that can print objects. */
export const outputFlags: readonly Flag[] = [
  { name: "output", short: "o", takes: "text", values: ["wide", "yaml", "json", "name", "jsonpath=", "go-template=", "custom-columns=", "kyaml"] },
  { name: "template", takes: "text" },
  { name: "allow-missing-template-keys", takes: "switch" },
  { name: "show-managed-fields", takes: "switch" },
];

/** Prints an object, or a list of objects. */
export type Printer = (object: Plain) => string;

const plainFormats = [
  "go-template",
  "go-template-file",
  "json",
  "jsonpath",
  "jsonpath-as-json",
  "jsonpath-file",
  "kyaml",
  "name",
  "template",
  "templatefile",
  "yaml",
];
const tableFormats = ["custom-columns", "custom-columns-file", "wide"];

/** How objects are to be printed; nothing where no format was asked for. `wide` is a table. */
export function printerFor(flags: Flags, command: "get" | "change", read: (path: string) => string | undefined): Printer | "wide" | undefined {
  const output = flags.text("output");
  const template = flags.text("template");
  if (output === undefined || output === "") return template === undefined ? undefined : goTemplate(template);
  const equals = output.indexOf("=");
  const format = equals < 0 ? output : output.slice(0, equals);
  const given = equals < 0 ? template : output.slice(equals + 1);
  const missing = flags.on("allow-missing-template-keys", true) ? "nothing" : "fault";
  const allowed = command === "get" ? [...plainFormats, ...tableFormats].sort() : plainFormats;
  if (!allowed.includes(format) || (equals >= 0 && !takesMore.test(format)))
    throw problem(`unable to match a printer suitable for the output format ${JSON.stringify(output)}, allowed formats are: ${allowed.join(",")}`);
  return format === "wide" ? "wide" : printerOf(format, given, missing, flags, read);
}

const takesMore = /^(?:go-template|template|jsonpath|custom-columns)/;

function printerOf(
  format: string,
  given: string | undefined,
  missing: "nothing" | "fault",
  flags: Flags,
  read: (path: string) => string | undefined,
): Printer {
  const shown = flags.on("show-managed-fields") ? (object: Plain) => object : withoutManagers;
  switch (format) {
    case "yaml":
      return (object) => yamlText(shown(object));
    case "json":
      return (object) => jsonText(sorted(shown(object)));
    case "kyaml":
      return (object) => kyamlText(shown(object));
    case "name":
      return (object) => itemsOf(object).map(nameOf).join("");
    case "custom-columns":
    case "custom-columns-file": {
      if (given === undefined) throw problem("custom-columns format specified but no custom columns given");
      const columns = format.endsWith("-file") ? columnsOfFile(contentOf(given, read)) : parseColumns(given);
      return (object) => customTable(columns, itemsOf(object), !flags.on("no-headers"));
    }
    default: {
      if (given === undefined || given === "") throw problem("template format specified but no template given");
      const text = format.endsWith("file") ? contentOf(given, read) : given;
      return format.startsWith("jsonpath") ? jsonPath(text, missing, format === "jsonpath-as-json") : goTemplate(text);
    }
  }
}

/** An object, or a list of them, without who has set which field. */
export function withoutManagers(object: Plain): Plain {
  const { metadata, items } = object;
  if (Array.isArray(items)) return { ...object, items: (items as Plain[]).map(withoutManagers) };
  if (!isObject(metadata) || metadata["managedFields"] === undefined) return object;
  const { managedFields: _, ...rest } = metadata;
  return { ...object, metadata: rest };
}

function contentOf(path: string, read: (path: string) => string | undefined): string {
  const text = read(path);
  if (text === undefined) throw problem(`error reading template ${path}, open ${path}: no such file or directory`);
  return text;
}

function itemsOf(object: Plain): readonly Plain[] {
  return Array.isArray(object["items"]) && String(object["kind"]).endsWith("List") ? listAt(object, "items") : [object];
}

/** `deployment.apps/web` */
function nameOf(object: Plain): string {
  const resource = resourceOfKind(String(object["kind"]), String(object["apiVersion"]));
  const name = textAt(object, "metadata", "name") ?? "";
  return `${resource ? typeName(resource) : String(object["kind"]).toLowerCase()}/${name}\n`;
}

function goTemplate(text: string): Printer {
  try {
    const template = parseGoTemplate(text);
    return (object) => {
      try {
        return fillIn(template, object);
      } catch (error) {
        if (error instanceof TemplateFault) throw problem(`error executing template ${JSON.stringify(text)}: template: output: ${error.message}`);
        throw error;
      }
    };
  } catch (error) {
    if (error instanceof TemplateFault) throw problem(`error parsing template ${text}, template: output:1: ${error.message}`);
    throw error;
  }
}

function jsonPath(text: string, missing: "nothing" | "fault", asJson: boolean): Printer {
  const template = parsed(text);
  return (object) => {
    try {
      const results = new Evaluation(missing).results(template, object);
      if (!asJson) return printResults(results);
      return results.map((values) => `${goJson(sorted(values), 4)}\n`).join("");
    } catch (error) {
      if (!(error instanceof PathFault)) throw error;
      const debug = `\ttemplate was:\n\t\t${text}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`;
      const fault = `Error executing template: ${error.message}. Printing more information for debugging the template:\n${debug}`;
      throw problem(`error executing jsonpath ${JSON.stringify(text)}: ${fault}\n`);
    }
  };
}

function parsed(text: string): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(text);
  } catch (error) {
    if (error instanceof PathFault) throw problem(`error parsing jsonpath ${text}, ${error.message}`);
    throw error;
  }
}

/** Several objects as the list that kubectl makes of them. */
export function listOf(items: readonly Plain[]): Plain {
  return { apiVersion: "v1", items, kind: "List", metadata: { resourceVersion: "" } };
}
