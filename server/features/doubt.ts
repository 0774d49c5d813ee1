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
  const lines = joined(doubtful.map((span) => wholeLines(text, span)));
  return (cause) => {
    if (isHalfTyped(cause, manifest)) return false;
    if (lines.length === 0) return true;
    const { from, to } = manifest.spanOf(cause);
    return isAlone(cause, manifest) && !touchesOne(lines, from, to);
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

/** Spans in order, and those that overlap as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && span.from <= last.to) apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else apart.push(span);
  }
  return apart;
}

/** Whether one of some joined spans has a place in common with what is from one offset to another. */
function touchesOne(spans: readonly Span[], from: number, to: number): boolean {
  let [first, end] = [0, spans.length];
  while (first < end) {
    const middle = (first + end) >> 1;
    if (spans[middle]!.to < from) first = middle + 1;
    else end = middle;
  }
  return first < spans.length && spans[first]!.from <= to;
}

function wholeLines(text: string, { from, to }: Span): Span {
  const end = text.indexOf("\n", to);
  return { from: text.lastIndexOf("\n", from - 1) + 1, to: end < 0 ? text.length : end };
}
