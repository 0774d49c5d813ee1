import { type Cause, type CauseType, fieldOf } from "../../api/cause.ts";
import { locate } from "../manifest/locate.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Span } from "../syntax/tree.ts";

/** Causes that concern a value by itself, whatever is around it. */
const alone: ReadonlySet<CauseType> = new Set([
  "UnknownField",
  "WrongType",
  "FieldValueNotSupported",
  "FieldValueInvalid",
  "FieldValueTypeInvalid",
  "FieldValueTooLong",
]);

/**
 * Which causes are reported while a text is being typed. Unfinished parts are not reported. While a part
 * of the text cannot be parsed, only causes that concern a value by itself are reported elsewhere: what seems to be missing may be in that part.
 */
export function tellable(manifest: Manifest): (cause: Cause) => boolean {
  const { doubtful, problems, text } = manifest.syntax;
  if (problems.length === 0) return () => true;
  const lines = doubtful.map((span) => wholeLines(text, span));
  return (cause) => {
    if (isHalfTyped(cause, manifest)) return false;
    if (lines.length === 0) return true;
    const { from, to } = manifest.spanOf(cause);
    return isAlone(cause, manifest) && !lines.some((doubt) => from <= doubt.to && doubt.from <= to);
  };
}

/** A key without its colon may still become another key. */
function isHalfTyped({ path }: Cause, manifest: Manifest): boolean {
  const steps = path.steps();
  const { pair, depth } = locate(manifest.syntax.root, steps);
  return depth === steps.length && pair !== undefined && pair.colon === undefined && pair.value === undefined;
}

function isAlone(cause: Cause, manifest: Manifest): boolean {
  const { type, path, code } = cause;
  if (type === "FieldValueInvalid" && code !== "invalid-value") return false;
  return alone.has(type) && fieldOf(cause) !== "" && (manifest.nodeAt(path.steps()) ?? manifest.keyAt(path.steps())) !== undefined;
}

function wholeLines(text: string, { from, to }: Span): Span {
  const end = text.indexOf("\n", to);
  return { from: text.lastIndexOf("\n", from - 1) + 1, to: end < 0 ? text.length : end };
}
