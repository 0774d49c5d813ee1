import { everyFieldOf } from "../../api/schema.ts";
import type { Shape, TypeName } from "../../schemas/schema.ts";

const usual = ["name", "type", "value", "port", "number", "path", "claimName", "secretName", "key", "kind"];

/** The fields that usually identify an object: required ones, then its name, type, key or path. Fields that suit the value come first. */
export function mainFields(type: TypeName, value?: unknown): string[] {
  const all = [...everyFieldOf(type)];
  const fields = all.filter(([, { shape }]) => shape.is !== "object" && shape.is !== "list" && shape.is !== "map");
  const required = fields.filter(([, field]) => field.required === true).map(([name]) => name);
  const others = usual.filter((name) => fields.some(([field]) => field === name));
  const names = [...new Set([...(required.includes("name") ? ["name"] : []), ...required, ...others])];
  const shapes = new Map(all.map(([name, { shape }]) => [name, shape]));
  return names.toSorted((a, b) => Number(suits(b, shapes.get(b)!, value)) - Number(suits(a, shapes.get(a)!, value)));
}

/** Whether a value looks like one of the field: a path, an image, a number. */
function suits(name: string, shape: Shape, value: unknown): boolean {
  if (typeof value === "number") return shape.is === "integer" || shape.is === "intOrString";
  if (typeof value !== "string") return false;
  if (value.startsWith("/")) return /path$/i.test(name);
  return /^[\w./-]+:[\w.-]+$/.test(value) && name === "image";
}
