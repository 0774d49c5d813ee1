import { kinds, objectTypes, versions } from "../schemas/generated/schema.ts";
import type { Field, Kind, TypeName } from "../schemas/schema.ts";
import { isOn, isWithin, type Version } from "./version.ts";

const kindsByName: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));

/** The kind that the API server of a version serves under this name and version of its own. */
export function kindOf(apiVersion: string, kind: string, version: Version): Kind | undefined {
  const found = everKindOf(apiVersion, kind);
  return found && isWithin(found, version) ? found : undefined;
}

/** The kind that some version serves under this name. */
export function everKindOf(apiVersion: string, kind: string): Kind | undefined {
  return kindsByName.get(`${apiVersion}/${kind}`);
}

/** The names under which a version of Kubernetes, or some version, serves a kind. */
export function versionsOf(kind: string, version?: Version): readonly Kind[] {
  return kinds.filter((served) => served.kind === kind && (version === undefined || isWithin(served, version)));
}

/** The names of all kinds that some version serves. */
export const kindNames: readonly string[] = [...new Set(kinds.map(({ kind }) => kind))];

type Fields = ReadonlyMap<string, Field>;

const none: Fields = new Map();
const everyField = new Map<TypeName, Fields>(Object.entries(objectTypes).map(([type, { fields }]) => [type, new Map(Object.entries(fields))]));

/** The fields by name that an object type has in some version; none for a type that the table does not know. */
export function everyFieldOf(type: TypeName): Fields {
  return everyField.get(type) ?? none;
}

const fieldsAt = Object.fromEntries(versions.map((version) => [version, new Map<TypeName, Fields>()])) as Readonly<
  Record<Version, Map<TypeName, Fields>>
>;

/** The fields by name that an object type has in a version. Those that it drops, and only those, have a `gate`. */
export function fieldsOf(type: TypeName, version: Version): Fields {
  const known = fieldsAt[version].get(type);
  if (known) return known;
  const every = everyFieldOf(type);
  const changes = [...every.values()].some(({ since, until, gate }) => since !== undefined || until !== undefined || gate);
  const fields = changes ? fieldsWithin(every, version) : every;
  fieldsAt[version].set(type, fields);
  return fields;
}

function fieldsWithin(every: Fields, version: Version): Fields {
  const entries = [...every].filter(([, field]) => isWithin(field, version));
  return new Map(entries.map(([name, { gate, ...field }]) => [name, gate && !isOn(gate, version) ? { ...field, gate } : field]));
}
