import type { Assignment, Command, Word } from "unbash";

/** An argument such as `NAME=value` of `export`, as a word. */
export function asWord(argument: Word | Assignment): Word {
  if (argument.type === "Word") return argument;
  const { text, pos, end, value, name } = argument;
  const parts = value.type === "Word" ? [{ type: "Literal", value: `${name}=`, text: `${name}=`, pos, end } as const, ...partsOf(value)] : undefined;
  return { type: "Word", text, value: text, pos, end, parts };
}

function partsOf(word: Word): NonNullable<Word["parts"]> {
  return word.parts ?? [{ type: "Literal", value: word.value, text: word.text, pos: word.pos, end: word.end }];
}

/** A command as it was written, without its redirections' targets. */
export function wordsText({ prefix, name, suffix }: Command): string {
  const texts = [...prefix, ...(name ? [name] : []), ...suffix].map((each) => ("text" in each ? each.text : each.operator));
  return texts.join(" ");
}

/** Whether one of the values is `$(...)`: then its exit code counts. */
export function isSubstituted(assignments: readonly Assignment[]): boolean {
  return assignments.some(({ value }) => value.type === "Word" && value.parts?.some(({ type }) => type === "CommandExpansion"));
}
