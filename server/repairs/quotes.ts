import { textOf } from "../../api/object.ts";
import { parseQuantity } from "../../api/quantity.ts";
import { resolved } from "../text/trail.ts";
import { say } from "../words/say.ts";
import { setValue } from "./edits.ts";
import { type Candidate, candidate, plain, type Repairer, shapeIn, type Trouble, valueIn } from "./repair.ts";

/** A scalar of the wrong type: adds or removes quotes, or reads a number from a text. */
export const quotes: Repairer = function* (trouble) {
  const { cause, path, document, instead } = trouble;
  if (cause?.type !== "WrongType") return;
  const { manifest } = document;
  const value = valueIn(trouble, path);
  const node = resolved(manifest.nodeAt(path));
  const shape = shapeIn(manifest, path);
  if (!shape || typeof value === "object") return;
  if (shape.is === "string" && node?.is === "scalar" && typeof value !== "string")
    yield* candidate(say("quote-value", { value: node.value }), setValue(manifest, path, node.value), true);
  if (shape.is === "string")
    for (const word of shape.oneOf?.slice(0, few) ?? []) yield* candidate(say("change-to", { value: word }), setValue(manifest, path, word));
  if (shape.is === "quantity" || shape.is === "bytes" || shape.is === "time") {
    if (instead !== undefined) yield* candidate(say("change-to", { value: instead }), setValue(manifest, path, instead), true);
    if (shape.is === "quantity") yield* amounts(trouble, plain(value));
    return;
  }
  if (shape.is === "integer" || shape.is === "number" || shape.is === "intOrString") yield* numbers(trouble, value, shape.is === "integer");
  if (shape.is === "boolean") yield* booleans(trouble, value);
};

/** How many of a field's allowed words are offered. */
const few = 4;

function* numbers(trouble: Trouble, value: unknown, isWhole: boolean): Iterable<Candidate> {
  const text = textOf(value).trim();
  if (/^-?\d{1,15}$/.test(text) && typeof value === "string") yield* changed(trouble, Number(text), true);
  else if (/^-?\d+\.\d+$/.test(text)) {
    if (!isWhole) yield* changed(trouble, Number(text), true);
    else for (const round of [Math.round, Math.floor, Math.ceil]) yield* changed(trouble, round(Number(text)), Number.isInteger(Number(text)));
  } else {
    const [, count, unit] = /^(-?\d+)\s*(s|sec|seconds|m|min|minutes|h|hours?)?\b/i.exec(text) ?? [];
    const seconds = { s: 1, m: 60, h: 3600 }[(unit?.[0] ?? "s").toLowerCase()] ?? 1;
    if (count !== undefined) yield* changed(trouble, Number(count) * seconds, false);
    if (text === "root") yield* changed(trouble, 0, true);
    const at = numberWords.indexOf(text.toLowerCase());
    if (at >= 0) yield* changed(trouble, at, false);
  }
}

const numberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

function* booleans(trouble: Trouble, value: unknown): Iterable<Candidate> {
  const text = textOf(value).trim().toLowerCase();
  if (/^(?:true|yes|on|y|1|enabled?)$/.test(text)) yield* changed(trouble, true, typeof value === "string");
  else if (/^(?:false|no|off|n|0|disabled?)$/.test(text)) yield* changed(trouble, false, typeof value === "string");
  else yield* [true, false].flatMap((one) => changed(trouble, one, false));
}

/** The amount with the unit that may have been meant, or the number alone. */
function* amounts({ document, path }: Trouble, text: string): Iterable<Candidate> {
  const [, count = "", unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)/.exec(text) ?? [];
  if (count === "") return;
  const units = [`${unit.charAt(0).toUpperCase()}i`, unit.charAt(0).toUpperCase(), unit.charAt(0).toLowerCase(), ""];
  for (const one of units) {
    const to = `${count}${one}`;
    if (to !== text && parseQuantity(to) !== undefined) yield* candidate(say("change-to", { value: to }), setValue(document.manifest, path, to));
  }
}

function changed(trouble: Trouble, to: number | boolean, isSure: boolean): Candidate[] {
  const { document, path } = trouble;
  const value = valueIn(trouble, path);
  const title = typeof value === "string" && value === String(to) ? say("unquote-value", { value }) : say("change-to", { value: String(to) });
  return candidate(title, setValue(document.manifest, path, to), isSure);
}
