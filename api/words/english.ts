import type { ApiSentence } from "./say.ts";
import { render, wordsOf } from "./sentence.ts";
import { en } from "./en.ts";

const english = wordsOf("en", en);

/** A sentence of the API server's checks as `kubectl`, the command line and tests print it: always in English. */
export function inEnglish(sentence: ApiSentence): string {
  return render(sentence, english);
}
