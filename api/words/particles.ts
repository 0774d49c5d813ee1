/**
 * Korean particles that change with the sound before them, written with both forms in a template: `은(는)`, `이(가)`, `을(를)`, `과(와)`, `(으)로`, `(이)라`, `(이)어`.
 * The sound is that of the last letter of what stands there. Hangul says it. A number is read in Korean. A Latin word ends in a consonant, as it is
 * read in Korean, after l, m, n and ng, also with a silent e, and after b, c, k, p and t that follow a single vowel, as in `ConfigMap` and `Secret`;
 * a word in capitals is read letter by letter. Signs behind the word are not read.
 */
export function withParticles(text: string): string {
  return text.replaceAll(forms, (written, at: number) => chosen(text.slice(Math.max(0, at - longest), at), written));
}

/** How far back is looked for a word, in characters. */
const longest = 40;

const forms = /은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로|\(이\)어|\(이\)(?=[라면])/g;

type Ending = "vowel" | "rieul" | "consonant";

function chosen(before: string, written: string): string {
  const ending = endingOf(before);
  if (written === "(으)로") return ending === "consonant" ? "으로" : "로";
  const [after, other] = byForm[written]!;
  return ending === "vowel" ? other : after;
}

/** The forms behind a consonant, and behind a vowel. */
const byForm: Readonly<Record<string, readonly [string, string]>> = {
  "은(는)": ["은", "는"],
  "이(가)": ["이", "가"],
  "을(를)": ["을", "를"],
  "과(와)": ["과", "와"],
  "와(과)": ["과", "와"],
  "(이)어": ["이어", "여"],
  "(이)": ["이", ""],
};

function endingOf(text: string): Ending {
  const word = /([가-힣]|\d|[A-Za-z]+)[^가-힣\dA-Za-z]*$/.exec(text)?.[1] ?? "";
  if (/[가-힣]/.test(word)) return endingOfSyllable(word);
  if (/\d/.test(word)) return endingOfDigit[Number(word)]!;
  return endingOfWord(word);
}

/** The last of a syllable's three parts: the code counts 28 of them, none first, ㄹ eighth. */
function endingOfSyllable(syllable: string): Ending {
  const last = (syllable.charCodeAt(0) - 0xac00) % 28;
  return last === 0 ? "vowel" : last === 8 ? "rieul" : "consonant";
}

/** 영, 일, 이, 삼, 사, 오, 육, 칠, 팔, 구; 십, 백 and 천 end in a consonant as 영 does. */
const endingOfDigit: readonly Ending[] = ["consonant", "rieul", "vowel", "consonant", "vowel", "vowel", "consonant", "rieul", "rieul", "vowel"];

function endingOfWord(word: string): Ending {
  if (/^[A-Z]+$/.test(word)) return /[LR]$/.test(word) ? "rieul" : /[MN]$/.test(word) ? "consonant" : "vowel";
  if (/le?$/i.test(word)) return "rieul";
  return /(?:[mn]e?|ng|(?:^|[^aeiou])[aeiou](?:bb?|pp?|tt?|c|c?k))$/i.test(word) ? "consonant" : "vowel";
}
