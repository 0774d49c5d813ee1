import { isObject } from "../object.ts";
import type { JsonSchema } from "../customResources.ts";

/**
 * A value of a custom resource as the API server validates it: first defaults are filled in, then null fields are removed,
 * unless they are nullable.
 */
export function completed(value: unknown, schema: JsonSchema): unknown {
  if (Array.isArray(value)) return completedList(value, schema);
  return isObject(value) ? completedFields(value, schema) : value;
}

function completedList(list: readonly unknown[], { items }: JsonSchema): readonly unknown[] {
  if (!items) return list;
  return list.map((item) => completed(holdsNothing(item, items) ? (items.default ?? item) : item, items));
}

function completedFields(fields: Readonly<Record<string, unknown>>, { properties = {}, additionalProperties }: JsonSchema): unknown {
  const others = isObject(additionalProperties) ? additionalProperties : undefined;
  const known = Object.entries(properties).filter(([name, one]) => one.default !== undefined && !Object.hasOwn(fields, name));
  const all = [...Object.entries(fields), ...known.map(([name, one]): [string, unknown] => [name, one.default])];
  return Object.fromEntries(
    all.flatMap(([name, held]) => {
      const schema = Object.hasOwn(properties, name) ? properties[name]! : others;
      if (!schema) return [[name, held]];
      const filled = holdsNothing(held, schema) ? schema.default : held;
      return filled === undefined ? [] : [[name, completed(filled, schema)]];
    }),
  );
}

function holdsNothing(value: unknown, { nullable }: JsonSchema): boolean {
  return value === null && nullable !== true;
}
