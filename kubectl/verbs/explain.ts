import { fieldsOf } from "../../api/schema.ts";
import { isWithin, usualVersion } from "../../api/version.ts";
import type { Field, Shape } from "../../schemas/schema.ts";
import type { Documentation } from "../core/cluster.ts";
import { problem, Problem } from "../core/problem.ts";
import { findResource, type Resource, resources } from "../core/resources.ts";
import { byText } from "../../api/byText.ts";
import type { Call, Verb } from "./verb.ts";

/** `kubectl explain` */
export const explain: Verb = {
  name: "explain",
  expects: "types",
  flags: [
    { name: "recursive", takes: "switch" },
    { name: "api-version", takes: "text" },
    { name: "output", short: "o", takes: "text" },
  ],
  run(call) {
    const [word, ...more] = call.args;
    if (word === undefined)
      throw problem('You must specify the type of resource to explain. Use "kubectl api-resources" for a complete list of supported resources.');
    if (more.length > 0) throw problem("We accept only this format: explain RESOURCE");
    const docs = call.cluster.documentation;
    if (!docs) throw problem("the documentation of the API is not at hand");
    const { resource, path } = target(word, call.flags.text("api-version"));
    const group = resource.group === "" ? "" : `GROUP:      ${resource.group}\n`;
    call.out(`${group}KIND:       ${resource.kind}\nVERSION:    ${resource.version}\n\n`);
    explainPath(call, docs, resource, path);
  },
};

/** `deployments.v1.apps.spec` may name a group: the longest beginning that names a resource does. */
function target(word: string, apiVersion: string | undefined): { readonly resource: Resource; readonly path: readonly string[] } {
  const [name = "", ...parts] = word.split(".");
  const found = findResource(name);
  if (!found) throw new Problem(`the server doesn't have a resource type ${JSON.stringify(name)}`);
  const grouped = `${found.plural}.${found.group}`;
  const isGrouped = found.group !== "" && `${word}.`.startsWith(`${grouped}.`);
  const path = (isGrouped ? word.slice(grouped.length).split(".") : parts).filter((part) => part !== "");
  if (apiVersion === undefined) return { resource: found, path };
  const resource = resources.find((one) => one.apiVersion === apiVersion && one.kind === found.kind);
  if (!resource) throw problem(`couldn't find resource for "${apiVersion}, Resource=${found.plural}"`);
  return { resource, path };
}

function explainPath({ out, flags }: Call, docs: Documentation, { type = "", kind }: Resource, path: readonly string[]): void {
  let shape: Shape = { is: "object", type };
  let field: Field | undefined;
  let doc = docs[type] ?? "";
  for (const step of path) {
    const owner = innermost(shape);
    field = owner === undefined ? undefined : fieldsOf(owner, usualVersion).get(step);
    if (!field) throw problem(`field ${JSON.stringify(path.at(-1))} does not exist`);
    doc = docs[`${owner}.${step}`] ?? "";
    shape = field.shape;
  }
  const last = path.at(-1);
  const values = valuesOf(shape);
  const enumeration = values ? `ENUM:\n${values.map((one) => `    ${one}\n`).join("")}\n` : "";
  if (last !== undefined && field) out(`FIELD: ${last} <${typeText(field.shape)}>\n${enumeration}\n`);
  out(`DESCRIPTION:\n${wrapped(doc || "<empty>", 4)}\n`);
  const owner = innermost(shape);
  if (owner !== undefined) out(`FIELDS:\n${fieldLines(docs, owner, 2, flags.on("recursive"), new Set([kind]))}`);
  out("\n");
}

/** The groups whose published schema lets objects be without a spec, whatever the server makes of them. */
const specIsOptional = new Set(["", "apps", "batch", "networking.k8s.io", "policy"]);

/** The type of the object that a value is, or consists of. */
function innermost(shape: Shape): string | undefined {
  if (shape.is === "object") return shape.type;
  return shape.is === "list" || shape.is === "map" ? innermost(shape.of) : undefined;
}

/** The values that a text may have in this version, where they are few. */
function valuesOf(shape: Shape): readonly string[] | undefined {
  return shape.is === "string" ? shape.oneOf?.filter((value) => isWithin(shape.times?.[value] ?? {}, usualVersion)) : undefined;
}

function fieldLines(docs: Documentation, type: string, indent: number, isDeep: boolean, above: ReadonlySet<string>): string {
  const space = " ".repeat(indent);
  return [...fieldsOf(type, usualVersion)]
    .sort(([a], [b]) => byText(a, b))
    .map(([name, { shape, required }]) => {
      const isRequired = required && !(name === "spec" && resources.some((one) => one.type === type && specIsOptional.has(one.group)));
      const head = `${space}${name}\t<${typeText(shape)}>${isRequired ? " -required-" : ""}\n`;
      const values = valuesOf(shape);
      const enumeration = values ? `${space}enum: ${values.join(", ")}\n` : "";
      if (!isDeep) return `${head}${enumeration}${wrapped(docs[`${type}.${name}`] ?? "<no description>", indent + 2)}\n`;
      const inner = innermost(shape);
      return (
        head + enumeration + (inner === undefined || above.has(inner) ? "" : fieldLines(docs, inner, indent + 2, true, new Set([...above, inner])))
      );
    })
    .join("");
}

function typeText(shape: Shape): string {
  switch (shape.is) {
    case "object":
      return shape.type;
    case "list":
      return `[]${typeText(shape.of)}`;
    case "map":
      return `map[string]${typeText(shape.of)}`;
    case "quantity":
      return "Quantity";
    case "intOrString":
      return "IntOrString";
    case "time":
      return "string";
    case "any":
      return "Object";
    case "bytes":
      return "string";
    default:
      return shape.is;
  }
}

const width = 80;

function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/\s+/)) {
      if (line !== "" && line.length + word.length + 1 > width - indent) {
        lines.push(line);
        line = word;
      } else line += line === "" ? word : ` ${word}`;
    }
    lines.push(line);
  }
  return lines.map((line) => `${`${" ".repeat(indent)}${line}`.trimEnd()}\n`).join("");
}
