import { type Cause, type CauseType, fieldOf } from "../../api/cause.ts";
import { locate } from "../manifest/locate.ts";
import type { Manifest } from "../manifest/manifest.ts";
import type { Span } from "../syntax/tree.ts";

/** What a value has against itself, whatever stands around it. */
const alone: ReadonlySet<CauseType> = new Set([
  "UnknownField",
  "WrongType",
  "FieldValueNotSupported",
  "FieldValueInvalid",
  "FieldValueTypeInvalid",
  "FieldValueTooLong",
]);

/**
 * Whether the causes that a text brings up are worth telling while it is being typed. Nothing is said of what is not typed to its end. While a part
 * of the text cannot be read, only what is wrong by itself in another part is told: what seems to be missing, or not to match, may be just that part.
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

/** A key whose colon is still to come may become another one. */
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
