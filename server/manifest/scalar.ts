/** How the API server's YAML reader understands a plain scalar: YAML 1.1, with the exceptions of Go's library. */
export type Plain = string | number | boolean | null | bigint;

const words: ReadonlyMap<string, Plain> = new Map<string, Plain>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Infinity] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, -Infinity] as const),
]);

const first = /^[+\-.\d~yYnNtTfFoO]/;
const decimal = /^[-+]?(?:0|[1-9]\d*)$/;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const based = /^([-+]?)0(?:(x)([\da-f]+)|(b)([01]+)|o?([0-7]+))$/i;
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ]\d)/;

/** The value of a plain scalar without a tag. */
export function resolvePlain(text: string): Plain {
  if (text !== "" && !first.test(text)) return text;
  const word = words.get(text);
  if (word !== undefined) return word;
  return /^[+\-.\d]/.test(text) ? resolveNumber(text) : text;
}

/** Numbers may have underscores, a base and an exponent. Dates, and texts that only resemble numbers, are texts. */
function resolveNumber(text: string): Plain {
  if (date.test(text)) return text;
  const plain = text.startsWith(".") ? text : text.replaceAll("_", "");
  if (decimal.test(plain)) return narrowed(BigInt(plain.replace(/^\+/, "")), plain);
  const parts = based.exec(plain);
  if (parts) {
    const [, sign, hex, hexDigits, binary, binaryDigits, octalDigits] = parts;
    const magnitude = BigInt(hex ? `0x${hexDigits}` : binary ? `0b${binaryDigits}` : `0o${octalDigits}`);
    return narrowed(sign === "-" ? -magnitude : magnitude, plain);
  }
  if (!float.test(plain)) return text;
  const value = Number(plain);
  return Number.isFinite(value) ? value : text;
}

/** Whether a plain text that is read as a number is a float to that reader, and not an integer. */
export function isFloat(text: string, value: number): boolean {
  const plain = text.startsWith(".") ? text : text.replaceAll("_", "");
  return !(decimal.test(plain) || based.test(plain)) || value < -(2 ** 63) || value >= 2 ** 64;
}

/** Integers have 64 bits; larger ones are floats. */
function narrowed(value: bigint, text: string): Plain {
  if (value >= -(2n ** 63n) && value < 2n ** 64n) return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  return float.test(text) ? Number(text) : text;
}

/** The value of a scalar with one of YAML's own tags; nothing where text and tag don't fit. Any other tag, a lone `!` too, makes it a text. */
export function resolveTagged(text: string, tag: string): { readonly value: Plain } | undefined {
  switch (tag.replace(/^!<tag:yaml\.org,2002:(.*)>$/, "!!$1")) {
    case "!!str":
      return { value: text };
    case "!!binary":
      return decodeBinary(text);
    case "!!int":
      return only(resolvePlain(text), (value) => typeof value === "bigint" || Number.isInteger(value));
    case "!!float":
      return only(resolvePlain(text), (value) => typeof value === "number");
    case "!!bool":
      return only(resolvePlain(text), (value) => typeof value === "boolean");
    case "!!null":
      return only(resolvePlain(text), (value) => value === null);
    case "!!timestamp":
      return date.test(text) ? { value: text } : undefined;
    default:
      return { value: text };
  }
}

function only(value: Plain, fits: (value: Plain) => boolean): { readonly value: Plain } | undefined {
  return fits(value) ? { value } : undefined;
}

/** The bytes of a `!!binary`, read as UTF-8. */
function decodeBinary(text: string): { readonly value: string } | undefined {
  const packed = text.replaceAll(/[\r\n]/g, "");
  if (!/^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(packed)) return undefined;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return { value: new TextDecoder().decode(bytes) };
}
