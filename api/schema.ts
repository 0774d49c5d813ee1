import { kinds, objectTypes } from "../schemas/generated/schema.ts";
import type { Field, Kind, TypeName } from "../schemas/schema.ts";

const kindsByName: ReadonlyMap<string, Kind> = new Map(kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));
const typeFields = new Map<TypeName, ReadonlyMap<string, Field>>();

/** The kind that the API server serves under this name and version. */
export function kindOf(apiVersion: string, kind: string): Kind | undefined {
  return kindsByName.get(`${apiVersion}/${kind}`);
}

/** The versions under which a kind is served. */
export function versionsOf(kind: string): readonly Kind[] {
  return kinds.filter((served) => served.kind === kind);
}

/** The names of all kinds that are served. */
export const kindNames: readonly string[] = [...new Set(kinds.map(({ kind }) => kind))];

/** The fields of an object type by name; none for a type that the table does not know. */
export function fieldsOf(type: TypeName): ReadonlyMap<string, Field> {
  let fields = typeFields.get(type);
  if (!fields) {
    fields = new Map(Object.hasOwn(objectTypes, type) ? Object.entries(objectTypes[type]!.fields) : []);
    typeFields.set(type, fields);
  }
  return fields;
}
