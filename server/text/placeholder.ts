/** What a program fills in before a manifest is applied: `${NAME}`, `$(NAME)`, `$NAME`, `{{ name }}`, `__NAME__`, `@NAME@`, `##NAME##`, `((NAME))`, `($name)`, `{NAME}` and images that `ko` builds. */
const ofPrograms =
  /^ko:\/\/|\$(?:\{\s*\w+.*\}|\([\w.-]+\)|[A-Z_]\w*)|\{\{.*\}\}|\(\([\w.-]+\)\)|\(\$\w+\)|\{[A-Z][A-Z\d_]+\}|__[A-Z]\w*__|@[A-Z]\w*@|##\w+##/;

/** What a person fills in: `<your domain>`, or a text that is called `NUM_NODES` as a whole. */
const ofPeople = /<[A-Za-z*][\w .*-]*>|(?<=^["']?)[A-Z]+(?:[_ ][A-Z]+)+(?=["']?$)/;

/** Whether a text stands for another that a program puts there. */
export function isSubstituted(text: string): boolean {
  return ofPrograms.test(text);
}

/** The part of a text that a person is to replace. */
export function toFillIn(text: string): string | undefined {
  return ofPeople.exec(text)?.[0];
}
