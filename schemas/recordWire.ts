/**
 * Records what the published schema does not say of a field: whether the server tells its zero from its absence, and whether it prints it when it is empty.
 * Both follow from the field's declaration in the Go types of `k8s.io/api`. Writes `wire.json`.
 * usage: node schemas/recordWire.ts GO_MODULE_CACHE/k8s.io 0.36.3
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, version] = process.argv.slice(2) as [string, string];
const here = import.meta.dirname;
const components = Object.keys((JSON.parse(readFileSync(join(here, "facts.json"), "utf8")) as { components: object }).components);

interface Declaration {
  readonly embedded: readonly string[];
  /** By JSON name: `nullable` for pointers, `always` for what is printed even when it is empty, `alwaysStruct` for what is printed so if its type is a struct. */
  readonly fields: Readonly<Record<string, string>>;
}

/** The structs of a Go package by name. */
function readPackage(folder: string): ReadonlyMap<string, Declaration> {
  const structs = new Map<string, Declaration>();
  for (const file of readdirSync(folder).filter((name) => /^(?:types|generated_expansion|annotation).*\.go$/.test(name))) {
    for (const [, name, body] of readFileSync(join(folder, file), "utf8").matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms))
      structs.set(name!, readStruct(body!));
  }
  return structs;
}

function readStruct(body: string): Declaration {
  const embedded: string[] = [];
  const fields: Record<string, string> = {};
  for (const [, type, tag] of body.matchAll(/^\s*(?:\w+\s+)?(\S+)\s+`[^`]*json:"([^"]*)"/gm)) {
    const [name = "", ...options] = tag!.split(",");
    if (name === "" || options.includes("inline")) embedded.push(type!.replace(/^.*\./, ""));
    else {
      const droppedWhenEmpty = options.includes("omitempty");
      const droppedWhenZero = options.includes("omitzero");
      const isNamedType = /^(?:\w+\.)?[A-Z]/.test(type!);
      const printed = droppedWhenZero ? "" : !droppedWhenEmpty ? "always" : isNamedType ? "alwaysStruct" : "";
      fields[name] = [type!.startsWith("*") ? "nullable" : "", printed].filter((flag) => flag !== "").join(" ");
    }
  }
  return { embedded, fields };
}

const packages = new Map<string, ReadonlyMap<string, Declaration>>();

function packageOf(component: string): ReadonlyMap<string, Declaration> {
  const parts = component.split(".").slice(0, -1);
  const [root, ...rest] = parts as [string, ...string[]];
  const folder = join(modules, `${root}@v${version}`, ...rest);
  const known = packages.get(folder) ?? readPackage(folder);
  packages.set(folder, known);
  return known;
}

function fieldsOf(name: string, structs: ReadonlyMap<string, Declaration>): Record<string, string> {
  const declared = structs.get(name);
  if (!declared) return {};
  return Object.assign({}, ...declared.embedded.map((inner) => fieldsOf(inner, structs)), declared.fields) as Record<string, string>;
}

type Flags = Readonly<Record<string, string>>;
/** What older versions declared stays, for the fields that are gone. */
const recorded = JSON.parse(readFileSync(join(here, "wire.json"), "utf8")) as Readonly<Record<string, Flags>>;

const wire = Object.fromEntries(
  components
    .filter((component) => /\.v\d/.test(component))
    .map((component) => [component, fieldsOf(component.split(".").at(-1)!, packageOf(component))] as const)
    .map(([component, fields]) => [component, Object.fromEntries(Object.entries(fields).filter(([, flags]) => flags !== ""))] as const)
    .map(([component, fields]): [string, Flags] => [component, { ...fields, ...recorded[component] }]),
);
const lines = Object.entries(wire).map(([component, fields]) => `${JSON.stringify(component)}: ${JSON.stringify(fields)}`);
writeFileSync(join(here, "wire.json"), `{\n${lines.join(",\n")}\n}\n`);
