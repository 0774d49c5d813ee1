import type { Cause } from "../../api/cause.ts";
import type { Steps } from "../../api/path.ts";
import type { Severity } from "./settings.ts";
import type { Span } from "../syntax/tree.ts";
import type { ServerSentence } from "../words/say.ts";

/** A message about a place in a document. Offsets count from the document's start. */
export interface Finding extends Span {
  /** Kebab-case and stable: the name of its page in `docs/rules/`. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: ServerSentence;
  /** The API server's type of the cause, and the field as it prints it. */
  readonly origin?: { readonly type: string; readonly field: string };
  readonly related?: readonly Related[];
  /** What it is about, for its repairs; absent where the text can't be read. */
  readonly about?: About;
  /** Drawn faded, or struck through. */
  readonly look?: "unnecessary" | "deprecated";
  /** Nothing that is written elsewhere can cure it, so it is shown as soon as the cursor leaves its line. */
  readonly isLocal?: true;
}

/** The field that a finding is about. */
export interface About {
  /** Steps from the root of the document. */
  readonly path: Steps;
  /** Why the API server refuses it, if it does. */
  readonly cause?: Cause;
  /** What to write instead, if that is known. */
  readonly instead?: string | number;
}

/** Another place that is related to a finding. */
export interface Related extends Span {
  /** Another file than the finding's own. */
  readonly uri?: string;
  readonly message: ServerSentence;
}
