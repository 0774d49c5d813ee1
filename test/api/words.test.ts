import assert from "node:assert/strict";
import { test } from "node:test";
import { say } from "../../api/words/say.ts";
import { allOf, anyOf, type Language, listed, quoted, render, type Sentence, wordsOf } from "../../api/words/sentence.ts";
import { en } from "../../api/words/en.ts";
import { ko } from "../../api/words/ko.ts";
import { withParticles } from "../../api/words/particles.ts";
import { listSentences } from "../support/sentences.ts";

listSentences({ en, ko });

const words = { en: wordsOf("en", en), ko: wordsOf("ko", ko) };

function check(sentence: Sentence<keyof typeof en>, texts: Readonly<Record<Language, string>>): void {
  assert.deepEqual({ en: render(sentence, words.en), ko: render(sentence, words.ko) }, texts);
}

test("values are quoted, and lists joined as the language does", () => {
  check(say("value-not-allowed", { value: quoted("x"), allowed: listed(["a", "b"]) }), {
    en: '"x" is not allowed here. Allowed: a, b.',
    ko: '"x"는 여기에 쓸 수 없는 값입니다. 허용되는 값: a, b.',
  });
  check(say("several-sources", { given: allOf(["a", "b", "c"]) }), {
    en: "Only one source is allowed, not a, b and c.",
    ko: "소스는 하나만 쓸 수 있습니다. a, b, c를 함께 쓸 수 없습니다.",
  });
  check(say("action-missing", { actions: anyOf(["a", "b"]) }), {
    en: "The action is missing: set one of a or b.",
    ko: "동작이 없습니다. 다음 중 하나를 지정하세요: a, b.",
  });
});

test("a sentence inside of a sentence is in the same language, and braces that name nothing are text", () => {
  check(say("wrong-type", { wanted: say("a-list"), found: say("the-text", { value: quoted("x") }) }), {
    en: 'This must be a list, but is the string "x".',
    ko: '목록이어야 하는데 문자열 "x"입니다.',
  });
  check(say("selector-missing"), {
    en: "The selector is missing: use the labels of the template, such as matchLabels: {app: web}.",
    ko: "셀렉터가 없습니다. matchLabels: {app: web}처럼 템플릿의 레이블을 쓰세요.",
  });
});

test("Korean particles follow the sound of what stands before them", () => {
  const particles: Readonly<Record<string, string>> = {
    "포트은(는)": "포트는",
    "볼륨은(는)": "볼륨은",
    "레이블(으)로": "레이블로",
    "컨피그맵(으)로": "컨피그맵으로",
    "8080이(가)": "8080이",
    "1(으)로": "1로",
    "v1.36에 2을(를)": "v1.36에 2를",
    "Deployment web을(를)": "Deployment web을",
    'Service "api"과(와)': 'Service "api"와',
    "ConfigMap은(는)": "ConfigMap은",
    "replicas은(는)": "replicas는",
    "nginx:latest(으)로": "nginx:latest로",
    "volume을(를)": "volume을",
    "Role(으)로": "Role로",
    "URL은(는)": "URL은",
    "CPU이(가)": "CPU가",
    "spec(이)라는": "spec이라는",
    "kind(이)라는": "kind라는",
    "정수(이)어야": "정수여야",
    "문자열(이)어야": "문자열이어야",
    "matchLabels: {app: web}이(가)": "matchLabels: {app: web}이",
  };
  for (const [written, read] of Object.entries(particles)) assert.equal(withParticles(written), read);
});
