import { type Cause, fieldOf } from "../../../api/cause.ts";

/** What the API server says of a value that the schema of a CustomResourceDefinition refuses; nothing for causes of other kinds. */
export function schemaWords(cause: Cause, value: unknown): string | undefined {
  const field = fieldOf(cause);
  const { code, parts = {} } = cause.message;
  if (cause.type === "FieldValueTypeInvalid") {
    const given = JSON.stringify(typeOf(value));
    return `${field}: Invalid value: ${given}: ${field} in body must be of type ${types[codeOf(parts["wanted"])] ?? "integer,string"}: ${given}`;
  }
  const said = bounds[code]?.(parts as Readonly<Record<string, string | number>>);
  return said && `${field}: Invalid value: ${JSON.stringify(value)}: ${field} in body ${said}`;
}

const bounds: Readonly<Record<string, (parts: Readonly<Record<string, string | number>>) => string>> = {
  "pattern-mismatch": ({ pattern }) => `should match '${pattern}'`,
  "too-short": ({ least }) => `should be at least ${least} chars long`,
  "less-than-least": ({ least }) => `should be greater than or equal to ${least}`,
  "more-than-most": ({ most }) => `should be less than or equal to ${most}`,
};

/** The schema's names of types, by our words for them. */
const types: Readonly<Record<string, string>> = {
  "a-text": "string",
  "a-whole-number": "integer",
  "a-number": "number",
  "true-or-false": "boolean",
  "a-list": "array",
  "a-map": "object",
};

function codeOf(part: unknown): string {
  return (part as { readonly code?: string } | undefined)?.code ?? "";
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (value === null) return "null";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}
