import { isObject } from "../../api/object.ts";
import { parseAllDocuments, type YAMLParseError, type Tags } from "yaml";
import { metadataFault } from "./decoding.ts";
import { jsonFault } from "../text/jsonFault.ts";
import { problem, Problem } from "../core/problem.ts";
import { listAt, type Plain } from "../core/plain.ts";
import { resources, type Resource } from "../core/resources.ts";

/** An object of a manifest, and where it was read. */
export interface Manifest {
  readonly source: string;
  readonly resource: Resource;
  readonly object: Plain;
}

/** The server's YAML is of version 1.1, but it knows no times, no numbers to the base of sixty and no other kinds of lists. */
const customTags = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !/:(?:timestamp|binary|omap|pairs|set)$/.test(tag.tag)));

/** The longest text that is read, in characters, since longer ones would block the page. */
const largest = 1024 * 1024;

/** Every value of a YAML text up to its first fault, which is in the words of Go's reader. */
export function parseYaml(text: string): { readonly values: readonly unknown[]; readonly fault?: string } {
  if (text.length > largest) return { values: [], fault: "yaml: the text is larger than 1 MiB, the limit in a rehearsal" };
  const values: unknown[] = [];
  for (const part of text.split(/^---(?=\s|$)/m)) {
    if (part.trim() === "") continue;
    const documents = parseAllDocuments(part, { version: "1.1", customTags, uniqueKeys: false, merge: true, logLevel: "silent" });
    if (!Array.isArray(documents)) continue;
    for (const document of documents) {
      if (document.errors.length > 0) return { values, fault: `yaml: ${faultOf(document.errors, part)}` };
      try {
        values.push(JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) as unknown);
      } catch {
        return { values, fault: "yaml: document contains excessive aliasing" };
      }
    }
  }
  return { values };
}

/** Faults that Go's scanner finds: it counts lines as people do. */
const scanned: Readonly<Record<string, string>> = {
  BAD_ALIAS: "did not find expected alphabetic or numeric character",
  BLOCK_AS_IMPLICIT_KEY: "mapping values are not allowed in this context",
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  TAB_AS_INDENT: "found character that cannot start any token",
};

/** Faults that Go's parser finds in what was scanned: it counts lines from zero. */
const parsed: Readonly<Record<string, string>> = {
  BAD_INDENT: "did not find expected key",
  BLOCK_IN_FLOW: "did not find expected ',' or '}'",
  MISSING_CHAR: "did not find expected ',' or ']'",
  UNEXPECTED_TOKEN: "did not find expected key",
};

/** The first fault in the words of Go's reader, and at the line that it names. */
function faultOf(errors: readonly YAMLParseError[], text: string): string {
  const [{ code, message, linePos, pos }] = errors as [YAMLParseError];
  const line = linePos?.[0].line ?? 1;
  if (Object.hasOwn(scanned, code)) {
    const across = errors.find((error) => error.code === "MULTILINE_IMPLICIT_KEY")?.linePos?.[1]?.line;
    return `line ${code === "BLOCK_AS_IMPLICIT_KEY" ? (across ?? line) : line}: ${scanned[code]}`;
  }
  const closes = /end with an? ([\]}])/.exec(message)?.[1];
  const said = closes === undefined ? (parsed[code] ?? "did not find expected node content") : `did not find expected ',' or '${closes}'`;
  const before = pos[1] >= text.trimEnd().length ? text.trimEnd().split("\n").length : line - 1;
  return before === 0 ? said : `line ${before}: ${said}`;
}

/** Reads the objects of a text as kubectl does before it asks the server for anything, and what is wrong with them. Lists are taken apart. Nothing is read after a fault of the text. */
export function readManifests(text: string, source: string, validates = true): readonly (Manifest | Problem)[] {
  if (isCutShort(text)) return [problem(`error parsing ${source}: unexpected EOF`)];
  const { values, fault } = parseYaml(text);
  const read: (Manifest | Problem)[] = [];
  for (const value of values.flatMap(flat)) {
    if (value === null) continue;
    const invalidity = validates ? invalidityOf(value) : undefined;
    if (invalidity !== undefined) return [...read, invalid(source, invalidity)];
    read.push(readObject(value, source));
  }
  return fault === undefined ? read : [...read, problem(`error parsing ${source}: error converting YAML to JSON: ${fault}`)];
}

/** JSON that ends too early is not read as YAML. */
function isCutShort(text: string): boolean {
  return /^\s*\{\s*"/.test(text) && jsonFault(text) === "unexpected end of JSON input";
}

function flat(value: unknown): readonly unknown[] {
  return isObject(value) && typeof value["kind"] === "string" && value["kind"].endsWith("List") && Array.isArray(value["items"])
    ? listAt<unknown>(value, "items").flatMap(flat)
    : [value];
}

/** What keeps a value from being read at all: the rest of its file is not read then, either. */
function invalidityOf(value: unknown): string | undefined {
  if (!isObject(value)) return "invalid object to validate";
  const unset = [...(value["apiVersion"] ? [] : ["apiVersion not set"]), ...(value["kind"] ? [] : ["kind not set"])];
  return unset.length > 1 ? `[${unset.join(", ")}]` : unset[0];
}

function readObject(value: unknown, source: string): Manifest | Problem {
  if (!isObject(value)) return invalid(source, "invalid object to validate");
  const { apiVersion, kind, metadata } = value;
  const resource = resources.find((one) => one.apiVersion === apiVersion && one.kind.toLowerCase() === String(kind).toLowerCase());
  const fault = resource && metadataFault(value);
  if (fault !== undefined) return problem(`unable to decode ${JSON.stringify(source)}: ${fault}`);
  if (resource) return { source, resource, object: value };
  const { name = "", namespace = "" } = (isObject(metadata) ? metadata : {}) as { name?: unknown; namespace?: unknown };
  const named = `name: ${JSON.stringify(String(name))} namespace: ${JSON.stringify(String(namespace))}`;
  const missing = `no matches for kind ${JSON.stringify(String(kind))} in version ${JSON.stringify(String(apiVersion))}`;
  return problem(`resource mapping not found for ${named} from ${JSON.stringify(source)}: ${missing}\nensure CRDs are installed first`);
}

function invalid(source: string, why: string): Problem {
  const hint = "if you choose to ignore these errors, turn validation off with --validate=false";
  return problem(`error validating ${JSON.stringify(source)}: error validating data: ${why}; ${hint}`);
}
