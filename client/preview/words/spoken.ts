import { en } from "../../../api/words/en.ts";
import { ko } from "../../../api/words/ko.ts";
import type { ApiSentence } from "../../../api/words/say.ts";
import { type Language, render, wordsOf } from "../../../api/words/sentence.ts";

const words = { en: wordsOf("en", en), ko: wordsOf("ko", ko) };

/** What the API server's checks and those of data from outside say, in a language. */
export function spoken(sentence: ApiSentence, language: Language): string {
  return render(sentence, words[language]);
}
