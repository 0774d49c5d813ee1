/**
 * Joins the recorded facts of the API server with the documentation in `@kubernetes/client-node`'s types, at build time:
 *   generated/types.ts    a TypeScript interface for each object type
 *   generated/schema.ts   the versions, and the table of object types and kinds (`schema.ts` says how it reads)
 *   generated/docs.ts     the documentation of each type and field, by `Type` and `Type.field`
 * and compiles the schemas of our own files (`files/`):
 *   generated/checks/     what checks them, as plain functions
 *   generated/*.schema.json  what editors are told of them
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compiledChecks, schemaFile, typesOfChecks } from "./compile.ts";
import type { Fact, Facts, Resource } from "./facts.ts";
import { incoming, shown } from "./files/index.ts";
import { gates } from "./gates.ts";
import type { Field, Gate, Kind, ObjectType, PatchStrategy, Shape, Time } from "./schema.ts";

const here = import.meta.dirname;
const facts = JSON.parse(readFileSync(join(here, "facts.json"), "utf8")) as Facts;
/** See `recordWire.ts`. */
const wire = JSON.parse(readFileSync(join(here, "wire.json"), "utf8")) as Readonly<Record<string, Readonly<Record<string, string>>>>;
const resources = JSON.parse(readFileSync(join(here, "resources.json"), "utf8")) as Resource[];

const scalars: Readonly<Record<string, Shape>> = {
  "apimachinery.pkg.api.resource.Quantity": { is: "quantity" },
  "apimachinery.pkg.apis.meta.v1.FieldsV1": { is: "any" },
  "apimachinery.pkg.apis.meta.v1.MicroTime": { is: "time", precision: "micros" },
  "apimachinery.pkg.apis.meta.v1.Patch": { is: "any" },
  "apimachinery.pkg.apis.meta.v1.Time": { is: "time", precision: "seconds" },
  "apimachinery.pkg.runtime.RawExtension": { is: "any" },
  "apimachinery.pkg.util.intstr.IntOrString": { is: "intOrString" },
};

/** Two groups may use one name: the newest version, and core before others, keeps it plain. */
const typeNames = nameTypes(Object.keys(facts.components));

function nameTypes(components: readonly string[]): ReadonlyMap<string, string> {
  const rank = (name: string): string => (name.startsWith("api.core.") ? "z" : (/v\d+/.exec(name)?.[0] ?? ""));
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const component of [...components].sort((a, b) => Number(rank(a) < rank(b)) - Number(rank(a) > rank(b)))) {
    const parts = component.split(".");
    const [group, version, last] = parts.slice(-3) as [string, string, string];
    const name = taken.has(last) ? `${capital(group)}${capital(version)}${last}` : last;
    taken.add(name);
    names.set(component, name);
  }
  return names;
}

function shapeOf(fact: Fact): Shape {
  if (fact.ref !== undefined) return scalars[fact.ref] ?? { is: "object", type: typeNames.get(fact.ref)! };
  if (fact.items) {
    return {
      is: "list",
      of: shapeOf(fact.items),
      ...(fact.listType && { listType: fact.listType }),
      ...(fact.listMapKeys && { keys: fact.listMapKeys }),
    };
  }
  if (fact.values) return { is: "map", of: shapeOf(fact.values) };
  switch (fact.type) {
    case "string":
      if (fact.format === "byte") return { is: "bytes" };
      return { is: "string", ...(fact.enum && { oneOf: fact.enum }), ...(fact.times && { times: fact.times }) };
    case "integer":
      return { is: "integer", bits: fact.format === "int32" ? 32 : 64 };
    case "boolean":
    case "number":
      return { is: fact.type };
    default:
      return { is: "any" };
  }
}

/** The gate of each field that has one, by `Type.field`. */
const gateOf: ReadonlyMap<string, Gate> = new Map(
  Object.entries(gates).flatMap(([name, { onSince, fields }]) => fields.map((field) => [field, { name, ...(onSince !== undefined && { onSince }) }])),
);

function timeOf({ since, until }: Time): Time {
  return { ...(since !== undefined && { since }), ...(until !== undefined && { until }) };
}

function fieldOf(fact: Fact, gate: Gate | undefined, flags = ""): Field {
  const stated = fact.default !== undefined && fact.default !== "" && fact.default !== 0 && JSON.stringify(fact.default) !== "{}";
  const shape = shapeOf(fact);
  const isStruct = shape.is === "object" || shape.is === "intOrString" || shape.is === "time";
  const always = flags.split(" ").some((flag) => flag === "always" || (flag === "alwaysStruct" && isStruct));
  return {
    shape,
    ...(fact.required && { required: true as const }),
    ...(stated && { default: fact.default }),
    ...(flags.startsWith("nullable") && { nullable: true as const }),
    ...(always && { always: true as const }),
    ...patchOf(fact),
    ...(isAtomic(fact) && { atomic: true as const }),
    ...timeOf(fact),
    ...(gate && { gate }),
  };
}

function patchOf({ patchStrategy, mergeKey }: Fact): { patch?: PatchStrategy } {
  if (patchStrategy === undefined) return {};
  const words = patchStrategy.split(",");
  const is = words.find((word) => word === "merge" || word === "replace");
  return { patch: { ...(is && { is }), ...(mergeKey && { key: mergeKey }), ...(words.includes("retainKeys") && { retainKeys: true as const }) } };
}

/** The field says so, or the type that it refers to. */
function isAtomic({ mapType, ref }: Fact): boolean {
  return (mapType ?? (ref !== undefined ? facts.components[ref]?.mapType : undefined)) === "atomic";
}

function typeScriptOf(shape: Shape): string {
  switch (shape.is) {
    case "string":
    case "bytes":
    case "time":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "quantity":
    case "intOrString":
      return "string | number";
    case "any":
      return "unknown";
    case "list":
      return `Array<${typeScriptOf(shape.of)}>`;
    case "map":
      return `Record<string, ${typeScriptOf(shape.of)}>`;
    case "object":
      return shape.type;
  }
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Documentation of every class of the package: `V1PodSpec` and `V1PodSpec.containers`. */
function readDocs(): ReadonlyMap<string, string> {
  const folder = join(dirname(createRequire(import.meta.url).resolve("@kubernetes/client-node")), "gen/models");
  const docs = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".d.ts"))) {
    const text = readFileSync(join(folder, file), "utf8");
    for (const [, doc, type, field] of text.matchAll(/\/\*\*\n((?:\s*\*(?!\/).*\n)+?)\s*\*\/\n(?:export declare class (\w+)|\s+'(\w+)'\??:)/g)) {
      const plain = doc!
        .split("\n")
        .map((line) => line.replace(/^\s*\* ?/, ""))
        .join("\n")
        .replaceAll(/\\(["'`])/g, "$1")
        .trim();
      const key = type ?? `${file.slice(0, -".d.ts".length)}.${field}`;
      docs.set(key, plain);
    }
  }
  return docs;
}

/** The package's class for one of our components: `V1Container`, or with its group where two share a name. */
function classOf(component: string, classes: ReadonlyMap<string, string>): string | undefined {
  const [group, version, last] = component.split(".").slice(-3) as [string, string, string];
  return [`${capital(version)}${last}`, `${capital(group)}${capital(version)}${last}`].find(
    (name) => classes.has(name) || [...classes.keys()].some((key) => key.startsWith(`${name}.`)),
  );
}

const objectTypes: Record<string, ObjectType> = {};
const docs: Record<string, string> = {};
const interfaces: string[] = [];
const packageDocs = readDocs();

for (const [component, { type, properties = {} }] of Object.entries(facts.components)) {
  const name = typeNames.get(component)!;
  if (type !== "object" || scalars[component]) continue;
  const fields = Object.fromEntries(
    Object.entries(properties).map(([key, fact]) => [key, fieldOf(fact, gateOf.get(`${name}.${key}`), wire[component]?.[key])]),
  );
  objectTypes[name] = { fields };
  interfaces.push(
    `export interface ${name} {\n${Object.entries(fields)
      .map(([key, { shape }]) => `  ${/^\w+$/.test(key) ? key : JSON.stringify(key)}?: ${typeScriptOf(shape)} | undefined;\n`)
      .join("")}}`,
  );
  const documented = classOf(component, packageDocs);
  if (documented === undefined) continue;
  const own = packageDocs.get(documented);
  if (own !== undefined) docs[name] = own;
  for (const key of Object.keys(fields)) {
    const doc = packageDocs.get(`${documented}.${key}`) ?? packageDocs.get(`${documented}._${key}`);
    if (doc !== undefined) docs[`${name}.${key}`] = doc;
  }
}

for (const field of gateOf.keys()) {
  const [type, name] = field.split(".") as [string, string];
  if (!objectTypes[type]?.fields[name]) throw new Error(`gates.ts names ${field}, which no version has`);
}

const kinds: Kind[] = resources.map(({ apiVersion, kind, plural, shortNames, namespaced, ...time }) => {
  const component = facts.kinds[`${apiVersion}/${kind}`];
  return { apiVersion, kind, plural, shortNames, namespaced, ...timeOf(time), ...(component !== undefined && { type: typeNames.get(component)! }) };
});

const note = "// Made by schemas/generate.ts. Do not edit.\n";
const folder = join(here, "generated");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "types.ts"), `${note}${interfaces.join("\n\n")}\n`);
writeFileSync(
  join(folder, "schema.ts"),
  `${note}import type { Kind, ObjectType } from "../schema.ts";\n\nexport const versions = ${JSON.stringify(facts.versions)} as const;\n\nexport const objectTypes: Readonly<Record<string, ObjectType>> = ${JSON.stringify(objectTypes)};\n\nexport const kinds: readonly Kind[] = ${JSON.stringify(kinds)};\n`,
);
writeFileSync(join(folder, "docs.ts"), `${note}export const docs: Readonly<Record<string, string>> = ${JSON.stringify(docs)};\n`);

mkdirSync(join(folder, "checks"), { recursive: true });
for (const module of Object.keys(incoming) as (keyof typeof incoming)[]) {
  writeFileSync(join(folder, "checks", `${module}.js`), compiledChecks(module));
  writeFileSync(join(folder, "checks", `${module}.d.ts`), typesOfChecks(module));
}
for (const name of Object.keys(shown) as (keyof typeof shown)[])
  writeFileSync(join(folder, `${name}.schema.json`), `${JSON.stringify(schemaFile(name), null, 2)}\n`);
console.log(`${Object.keys(objectTypes).length} object types, ${kinds.length} kinds, ${Object.keys(docs).length} texts`);
