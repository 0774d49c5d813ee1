import type { ServerPart } from "../../words/say.ts";
/** Something to write at the cursor. Offsets count from the start of the document. */
export interface Proposal {
  readonly label: string;
  readonly is: "field" | "value" | "name" | "kind" | "skeleton";
  readonly detail?: ServerPart;
  /** Where to read about it: `Type.field`. */
  readonly docs?: string;
  /** Its description in Markdown, if it is not part of our documentation. */
  readonly about?: string;
  /** What to put in place of the word that is being typed, in snippet syntax. */
  readonly snippet: string;
  /** Whether completion should start again where the snippet leaves the cursor. */
  readonly again?: true;
  /** Why it is not available in the target version of Kubernetes, such as `since 1.37`. It is then offered last, with this reason. */
  readonly elsewhen?: ServerPart;
  /** The start of the text that it replaces, if that is left of the word because it belongs to an outer block. */
  readonly from?: number;
  /** Changes elsewhere that belong to it, in plain text. */
  readonly also?: readonly { readonly from: number; readonly to: number; readonly text: string }[];
}

/** How well a word matches the typed text: 0 at its start, then at the starts of its parts, then anywhere; nothing if it does not match. */
export function fit(label: string, typed: string): number | undefined {
  const word = label.toLowerCase();
  const letters = typed.toLowerCase();
  if (letters === "") return 0;
  if (word.startsWith(letters)) return label === typed ? 0 : 1;
  const initials = label.replaceAll(
    /([A-Z])[A-Z]*(?=[A-Z][a-z]|$|[^A-Z])|[-_./](\w)|(?<=^(\w)).|./g,
    (_, ...parts: (string | undefined)[]) => parts.slice(0, 3).find((part) => typeof part === "string" && part.length === 1) ?? "",
  );
  if ((word.charAt(0) + initials.toLowerCase()).startsWith(letters)) return 2;
  const at = word.indexOf(letters);
  return at >= 0 ? 3 : isSubsequence(letters, word) ? 4 : undefined;
}

function isSubsequence(letters: string, word: string): boolean {
  if (word.charAt(0) !== letters.charAt(0)) return false;
  let at = 0;
  for (const letter of letters) {
    at = word.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** The matching proposals, best first; equal ones keep their order. Proposals of outer blocks must match better. */
export function ranked(proposals: readonly Proposal[], typed: string): Proposal[] {
  return proposals
    .map((proposal, order) => ({ proposal, order, fit: placedFit(proposal, typed) }))
    .filter((one): one is typeof one & { fit: number } => one.fit !== undefined)
    .sort((a, b) => isLate(a.proposal) - isLate(b.proposal) || a.fit - b.fit || a.order - b.order)
    .map(({ proposal }) => proposal);
}

function placedFit({ label, from }: Proposal, typed: string): number | undefined {
  const found = fit(label.replace(/^- /, ""), typed);
  return found === undefined || from === undefined ? found : found + 1;
}

function isLate({ elsewhen }: Proposal): number {
  return elsewhen === undefined ? 0 : 1;
}

/** The typed text, inside quotes or not. */
export function withoutQuote(typed: string): string {
  return typed.replace(/^["']/, "");
}
