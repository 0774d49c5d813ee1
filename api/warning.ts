import type { CauseCode } from "./code.ts";
import type { Path } from "./path.ts";
import { type ApiSentence, say } from "./words/say.ts";

/** What the API server accepts with a warning. `kubectl` prints the same. */
export interface Warning {
  /** Where, as steps that lead to a node of the text. */
  readonly path: Path;
  /** One sentence of our own, without the field in front. */
  readonly message: ApiSentence;
  readonly code: CauseCode;
}

/** A warning about the field at a path. */
export function warning(path: Path, message: ApiSentence, code: CauseCode = "server-warning"): Warning {
  return { path, message, code };
}

/** An amount of bytes that ends within one, such as the `100m` of somebody who thought of mebibytes. */
export function byteFraction(path: Path, amount: string): Warning {
  return warning(path, say("byte-fraction", { amount }), "byte-fraction");
}

/** Something that still stands in the API, but is on its way out or does nothing any more. */
export function deprecated(path: Path, message: ApiSentence): Warning {
  return warning(path, message, "deprecated");
}
