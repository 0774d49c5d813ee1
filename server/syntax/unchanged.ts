import { jsonStart } from "./split.ts";
import type { PlacedDocument, Span, SyntaxFile } from "./tree.ts";

/** The documents before and after an edit, which stay as they are, and the range between them, which must be parsed again. */
interface Unchanged {
  readonly before: readonly PlacedDocument[];
  readonly middle: Span;
  readonly behind: readonly PlacedDocument[];
}

/**
 * Finds the documents that an edit has not touched, so that a keystroke in a long file costs no more than in a short one. Documents are cut where one starts
 * with its marker `---`, since nothing before a marker affects what follows. One additional document next to the edit is parsed again.
 */
export function unchanged(text: string, previous: SyntaxFile | undefined): Unchanged {
  const whole = { before: [], middle: { from: 0, to: text.length }, behind: [] };
  if (!previous || previous.documents.length < fewest || jsonStart.test(text) || jsonStart.test(previous.text)) return whole;
  const { documents, text: old } = previous;
  const moved = text.length - old.length;
  const start = sharedStart(old, text);
  const end = old.length - sharedEnd(old, text, Math.min(old.length, text.length) - start);
  const isCut = ({ from }: PlacedDocument): boolean => old.startsWith("---", from);
  const firstTouched = documents.findIndex(({ to }) => to + longestMarker > start);
  const first = documents.findLastIndex((one, i) => i < firstTouched && isCut(one));
  const next = documents.findIndex((one) => one.from > end && isCut(one));
  const last = next < 0 ? -1 : documents.findIndex((one, i) => i > next && isCut(one));
  const before = first > 0 ? documents.slice(0, first) : [];
  const behind = last < 0 ? [] : documents.slice(last).map(({ from, to, syntax }) => ({ from: from + moved, to: to + moved, syntax }));
  return { before, middle: { from: before.at(-1)?.to ?? 0, to: behind[0]?.from ?? text.length }, behind };
}

/** With fewer documents this is not worthwhile. */
const fewest = 8;
/** A marker and the sign behind it. */
const longestMarker = 4;
/** How much is compared at once, in characters. */
const stretch = 4096;

/** How many characters two texts have in common at their start. */
function sharedStart(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at + stretch <= most && one.slice(at, at + stretch) === other.slice(at, at + stretch)) at += stretch;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at++;
  return at;
}

/** How many characters two texts have in common at their end, `most` at the most. */
function sharedEnd(one: string, other: string, most: number): number {
  const [a, b] = [one.length, other.length];
  let at = 0;
  while (at + stretch <= most && one.slice(a - at - stretch, a - at) === other.slice(b - at - stretch, b - at)) at += stretch;
  while (at < most && one.charCodeAt(a - at - 1) === other.charCodeAt(b - at - 1)) at++;
  return at;
}
