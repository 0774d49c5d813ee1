import type { Steps } from "../api/path.ts";
import { config, t } from "@vscode/l10n";
import type { ApiSentence } from "../api/words/say.ts";
import { type Language, render, wordsOf } from "../api/words/sentence.ts";
import { en } from "../api/words/en.ts";
import { ko } from "../api/words/ko.ts";

/** A sentence in the language of the person: `{0}` stands for the first of `parts`. English is the key of every other language. */
export function say(sentence: string, ...parts: Steps): string {
  return t(sentence, ...parts);
}

const words = { en: wordsOf("en", en), ko: wordsOf("ko", ko) };
let language: Language = "en";

/** A sentence of the API server's checks in the language of the person. */
export function spoken(sentence: ApiSentence): string {
  return render(sentence, words[language]);
}

interface Pattern {
  readonly sentence: string;
  readonly words: RegExp;
  readonly order: readonly number[];
}

let sentences: readonly Pattern[] = [];
/** What a sentence may be put together from: things with their article, such as `a whole number`. */
let things: readonly Pattern[] = [];

/** What was said before: one fault is told again with every keystroke. */
const said = new Map<string, string>();
const mostSaid = 2000;

/** Takes the sentences of another language, from English to it. */
export function speak(bundle: Readonly<Record<string, string>>): void {
  language = "ko";
  config({ contents: { ...bundle } });
  const known = Object.keys(bundle).sort((a, b) => b.length - a.length);
  sentences = known.filter((text) => /[.?]$|\. \{\d\}$/.test(text)).map(patternOf);
  things = known.filter((text) => /^(?:an?|the) |^true or false$/.test(text)).map(patternOf);
  said.clear();
}

/** A sentence that was put together in English already, such as a cause of the API server: in the language of the person where its pattern is known. */
export function sayAgain(sentence: string): string {
  if (sentences.length === 0) return sentence;
  const before = said.get(sentence);
  if (before !== undefined) return before;
  const now = translated(sentence, sentences, (part) => (/[.?]$/.test(part) ? sayAgain(part) : translated(part, things, (name) => name)));
  if (said.size >= mostSaid) said.clear();
  said.set(sentence, now);
  return now;
}

function translated(text: string, patterns: readonly Pattern[], ofPart: (part: string) => string): string {
  for (const pattern of patterns) {
    const found = pattern.words.exec(text);
    if (!found) continue;
    const parts: string[] = [];
    pattern.order.forEach((part, i) => (parts[part] = ofPart(found[i + 1]!)));
    return t(pattern.sentence, ...parts);
  }
  return text;
}

function patternOf(sentence: string): Pattern {
  const order = [...sentence.matchAll(/\{(\d)\}/g)].map(([, part]) => Number(part));
  const words = sentence.split(/\{\d\}/).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return { sentence, words: new RegExp(`^${words.join("(.+?)")}$`, "s"), order };
}
