import type { Steps } from "../../api/path.ts";
import type { Severity, Settings } from "../finding/settings.ts";
import type { Catalog } from "../workspace/catalog.ts";
import type { Document } from "../workspace/model.ts";
import type { ServerSentence } from "../words/say.ts";

/** A finding of a rule in a document, with steps from its root. */
export interface Remark {
  readonly path: Steps;
  /** Underline the key of the last step instead of its value. */
  readonly onKey?: true;
  readonly message: ServerSentence;
  readonly related?: readonly {
    readonly uri: string;
    readonly base: number;
    readonly document: Document;
    readonly path: Steps;
    readonly message: ServerSentence;
  }[];
  /** If it differs from the rule's own. */
  readonly severity?: Severity;
  /** What to write there instead, if one name is close. */
  readonly instead?: string | number;
  readonly look?: "unnecessary" | "deprecated";
}

/** The input of a rule: one document, and its workspace. */
export interface Subject {
  readonly document: Document;
  readonly uri: string;
  /** The plain object, as written. Anything may be missing from it, or of a wrong type. */
  readonly value: unknown;
  readonly catalog: Catalog;
  readonly settings: Settings;
}

/** A check for something that the API server accepts but is hardly intended. One rule, one file, one page in `docs/rules/`. */
export interface Rule {
  /** Kebab-case; names the file of the rule and of its page. */
  readonly code: string;
  readonly severity: Severity;
  /** Whether its result depends on one document alone and can be memoized with it. */
  readonly looksAt: "document" | "workspace";
  /** The kinds that it checks; absent: every kind. */
  readonly kinds?: readonly string[];
  readonly check: (subject: Subject) => Iterable<Remark>;
}
