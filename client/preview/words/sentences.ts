import { render, type Words as Templates } from "../../../api/words/sentence.ts";
import type { Why } from "../../../engine/core/why.ts";
import type { Fault } from "../../../engine/kubelet/profile.ts";
import { editsSentence } from "../../../engine/rehearsal/editWords.ts";
import { inKubectl } from "../../../engine/rehearsal/script/kubectl.ts";
import { stepSentence } from "../../../engine/rehearsal/stepWords.ts";
import type { VerdictSentence } from "../../../engine/rehearsal/verdict/words/say.ts";
import type { Planned } from "../host/messages.ts";
import type { ActionRow, Folded } from "../story/story.ts";
import type { containerWords } from "./containers/say.ts";

/** The sentences of the engine in one language. */
export interface Sentences {
  readonly saying: (sentence: VerdictSentence) => string;
  readonly because: (why: Why) => string;
}

/** The sentences whose templates are given. */
export function sentencesOf(templates: Templates): Sentences {
  return {
    saying: (sentence) => render(sentence, templates),
    because: ({ rule, numbers }) => render({ code: rule, parts: numbers }, templates),
  };
}

/** Why a row is there: the arithmetic of a controller; of what a person applied, what it changed. */
export function reasonOf(
  { folded, edits, refusal, why, what }: ActionRow,
  { saying, because }: Sentences,
  objects: (folded: Folded) => string,
): string {
  if (what.is !== "ask") return because(why);
  return [...(folded ? [objects(folded)] : []), ...(refusal === undefined ? [] : [refusal]), ...(edits ? [saying(editsSentence(edits))] : [])].join(
    "; ",
  );
}

/** What a language says of a step of a scenario by itself. */
export interface StepPhrases {
  /** With revisions in words: scripts call them `web#2`. */
  readonly named: (text: string) => string;
  readonly fault: (fault: Fault, of: string) => string;
  readonly containers: ReturnType<typeof containerWords>;
}

/** What a step of a scenario asks for. */
export function scriptStepOf(step: Planned["step"], { saying }: Sentences, { named, fault, containers }: StepPhrases): string {
  if ("fault" in step) return fault(step.fault, named(step.fault.of));
  if ("whatIf" in step) return containers.asked(step.whatIf);
  if ("behaves" in step) return containers.stated(step.behaves);
  const sentence = stepSentence(step);
  return sentence ? named(saying(sentence)) : inKubectl(step);
}
