import { isObject } from "../../api/object.ts";
import { parseAllDocuments, type YAMLParseError, type Tags } from "yaml";
import { problem, Problem } from "../core/problem.ts";
import { listAt, type Plain } from "../core/plain.ts";
import { resources, type Resource } from "../core/resources.ts";

/** An object of a manifest, and where it was read. */
export interface Manifest {
  readonly source: string;
  readonly resource: Resource;
  readonly object: Plain;
}

/** What was read, and what could not be. */
export interface Reading {
  readonly manifests: readonly Manifest[];
  readonly problems: readonly Problem[];
}

/** The server's YAML is of version 1.1, but it knows no times, no numbers to the base of sixty and no other kinds of lists. */
const customTags = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !/:(?:timestamp|binary|omap|pairs|set)$/.test(tag.tag)));

/** Every value of a YAML text, or its first fault in the words of Go's reader. */
export function parseYaml(text: string): { readonly values: readonly unknown[] } | { readonly fault: string } {
  const values: unknown[] = [];
  for (const part of text.split(/^---(?=\s|$)/m)) {
    if (part.trim() === "") continue;
    const documents = parseAllDocuments(part, { version: "1.1", customTags, uniqueKeys: false, merge: true, logLevel: "silent" });
    if (!Array.isArray(documents)) continue;
    for (const document of documents) {
      const [error] = document.errors;
      if (error) return { fault: `yaml: ${faultOf(error)}` };
      try {
        values.push(JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)) as unknown);
      } catch {
        return { fault: "yaml: document contains excessive aliasing" };
      }
    }
  }
  return { values };
}

const faults: Readonly<Record<string, string>> = {
  BAD_INDENT: "mapping values are not allowed in this context",
  BLOCK_AS_IMPLICIT_KEY: "mapping values are not allowed in this context",
  BLOCK_IN_FLOW: "did not find expected ',' or '}'",
  MISSING_CHAR: "did not find expected ',' or ']'",
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  TAB_AS_INDENT: "found character that cannot start any token",
  UNEXPECTED_TOKEN: "did not find expected key",
  BAD_ALIAS: "did not find expected alphabetic or numeric character",
};

function faultOf({ code, linePos }: YAMLParseError): string {
  return `line ${linePos?.[0].line ?? 1}: ${faults[code] ?? "did not find expected node content"}`;
}

/** Reads the objects of a text as kubectl does before it asks the server for anything. Lists are taken apart. */
export function readManifests(text: string, source: string, validates = true): Reading {
  const parsed = parseYaml(text);
  if ("fault" in parsed) return { manifests: [], problems: [problem(`error parsing ${source}: error converting YAML to JSON: ${parsed.fault}`)] };
  const manifests: Manifest[] = [];
  const problems: Problem[] = [];
  for (const value of parsed.values.flatMap(flat)) {
    if (value === null) continue;
    const read = readObject(value, source, validates);
    if (read instanceof Problem) problems.push(read);
    else manifests.push(read);
  }
  return { manifests, problems };
}

function flat(value: unknown): readonly unknown[] {
  return isObject(value) && typeof value["kind"] === "string" && value["kind"].endsWith("List") && Array.isArray(value["items"])
    ? listAt<unknown>(value, "items").flatMap(flat)
    : [value];
}

function readObject(value: unknown, source: string, validates: boolean): Manifest | Problem {
  if (!isObject(value)) return invalid(source, "invalid object to validate");
  const { apiVersion, kind, metadata } = value;
  const unset = [...(apiVersion ? [] : ["apiVersion not set"]), ...(kind ? [] : ["kind not set"])];
  if (unset.length > 0 && validates) return invalid(source, unset.length > 1 ? `[${unset.join(", ")}]` : unset[0]!);
  const resource = resources.find((one) => one.apiVersion === apiVersion && one.kind.toLowerCase() === String(kind).toLowerCase());
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
