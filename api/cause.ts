import type { Gate } from "../schemas/schema.ts";
import type { CauseCode } from "./code.ts";
import type { Path } from "./path.ts";
import { usualVersion, type Version } from "./version.ts";
import { type ApiSentence, say } from "./words/say.ts";
import { listed, quoted } from "./words/sentence.ts";

/** Why the API server refuses: its own types, and three of ours for what it finds while it decodes. */
export type CauseType =
  | "FieldValueRequired"
  | "FieldValueInvalid"
  | "FieldValueNotSupported"
  | "FieldValueDuplicate"
  | "FieldValueForbidden"
  | "FieldValueTooLong"
  | "FieldValueTooMany"
  | "FieldValueNotFound"
  | "FieldValueTypeInvalid"
  | "UnknownField"
  | "DuplicateField"
  | "WrongType";

/** One reason why the API server refuses an object. */
export interface Cause {
  /** The path to the value. */
  readonly path: Path;
  readonly type: CauseType;
  /** One sentence of our own: the value, what is allowed, the nearest right one. */
  readonly message: ApiSentence;
  readonly code: CauseCode;
  /** The field as the server prints it, if it is not the field at `path`. */
  readonly field?: string;
  /** What to write instead, if there is exactly one obvious repair. */
  readonly instead?: string;
  /** The key is wrong, not its value. */
  readonly blames?: "key";
  /** The allowed values, if they can be listed. */
  readonly allowed?: readonly string[];
  /** A related place, such as the first of two duplicates. */
  readonly related?: { readonly path: Path; readonly message: ApiSentence };
}

/** The field of a cause as the API server prints it. */
export function fieldOf(cause: Cause): string {
  return cause.field ?? cause.path.toString();
}

/** The type and the field of a cause, by which equal causes of two objects are recognized. */
export function causeKey(cause: Cause): string {
  return `${cause.type} ${fieldOf(cause)}`;
}

type Details = Partial<Pick<Cause, "code" | "field" | "instead" | "blames" | "allowed" | "related">>;

/** A field that the server reads and drops silently, since its feature is off. */
export interface Dropped {
  readonly path: Path;
  readonly gate: Gate;
}

/** A rule of a definition that could not be evaluated for an object. */
export interface Unchecked {
  readonly path: Path;
  readonly rule: string;
}

/** Collects the causes for which the server of a version refuses an object. A check reports a cause and continues, since a person wants all causes at once. */
export class Causes {
  readonly list: Cause[] = [];
  readonly dropped: Dropped[] = [];
  readonly unchecked: Unchecked[] = [];
  readonly version: Version;

  constructor(version: Version = usualVersion) {
    this.version = version;
  }

  add(type: CauseType, path: Path, message: ApiSentence, details: Details = {}): void {
    this.list.push({ type, path, message, code: codes[type], ...details });
  }

  required(path: Path, message: ApiSentence, details?: Details): void {
    this.add("FieldValueRequired", path, message, details);
  }

  invalid(path: Path, message: ApiSentence, details?: Details): void {
    this.add("FieldValueInvalid", path, message, details);
  }

  forbidden(path: Path, message: ApiSentence, details?: Details): void {
    this.add("FieldValueForbidden", path, message, details);
  }

  duplicate(path: Path, message: ApiSentence, details?: Details): void {
    this.add("FieldValueDuplicate", path, message, details);
  }

  /** The one of `words` that was most likely meant, as long as there are few causes. */
  nearest(word: string, words: Iterable<string>): string | undefined {
    return this.list.length < mostHelped ? nearest(word, words) : undefined;
  }

  /** Reports that `value` is not one of `allowed`, with the allowed values and the nearest one. */
  notSupported(path: Path, value: string, allowed: readonly string[], details?: Details): void {
    const near = this.nearest(value, allowed);
    this.add("FieldValueNotSupported", path, notAllowed(value, allowed, near), {
      allowed,
      ...(near !== undefined && { instead: near }),
      ...details,
    });
  }
}

/** With more causes than this, the nearest words are not searched, since each search compares all words. */
const mostHelped = 500;

/** The words that are allowed in place of a value, and the nearest one. */
export function allowing(value: string, allowed: readonly string[]): Details {
  const near = value === "" ? undefined : nearest(value, allowed);
  return { allowed, ...(near !== undefined && { instead: near }) };
}

const codes: Readonly<Record<CauseType, CauseCode>> = {
  FieldValueRequired: "required-value",
  FieldValueInvalid: "invalid-value",
  FieldValueNotSupported: "unsupported-value",
  FieldValueDuplicate: "duplicate-value",
  FieldValueForbidden: "forbidden-value",
  FieldValueTooLong: "too-long",
  FieldValueTooMany: "too-many",
  FieldValueNotFound: "not-found",
  FieldValueTypeInvalid: "wrong-type",
  UnknownField: "unknown-field",
  DuplicateField: "duplicate-field",
  WrongType: "wrong-type",
};

function notAllowed(value: string, allowed: readonly string[], near: string | undefined): ApiSentence {
  const list = listed(allowed);
  if (value === "") return say("missing-or-empty", { allowed: list });
  return near === undefined
    ? say("value-not-allowed", { value: quoted(value), allowed: list })
    : say("value-not-allowed-near", { value: quoted(value), near, allowed: list });
}

/** Among more words than these some are near by chance. */
const mostCompared = 200;

/** The one of `words` that was most likely meant by `word`: it differs only in case, or in at most a third of its letters. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  const lower = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = limit + 1;
  let compared = 0;
  for (const candidate of words) {
    if (candidate.length === word.length && candidate.toLowerCase() === lower) return candidate;
    if (Math.abs(candidate.length - word.length) >= bestDistance || compared++ >= mostCompared) continue;
    const distance = editDistance(word, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Edits between two words, where swapping two neighbours is one edit; some number from `enough` on where there are as many or more. */
function editDistance(a: string, b: string, enough: number): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  let least = 0;
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let leastOfRow = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let distance = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, before[j - 2]! + 1);
      row.push(distance);
      leastOfRow = Math.min(leastOfRow, distance);
    }
    if (least >= enough && leastOfRow >= enough) return enough;
    [before, last, least] = [last, row, leastOfRow];
  }
  return last[b.length]!;
}
