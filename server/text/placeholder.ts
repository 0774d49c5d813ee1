/** Placeholders that a program replaces before a manifest is applied: `${NAME}`, `$(NAME)`, `$NAME`, `{{ name }}`, `__NAME__`, `@NAME@`, `##NAME##`, `((NAME))`, `($name)`, `{NAME}` and images that `ko` builds. */
const ofPrograms =
  /^ko:\/\/|\$(?:\{\s*\w+.*\}|\([\w.-]+\)|[A-Z_]\w*)|\{\{.*\}\}|\(\([\w.-]+\)\)|\(\$\w+\)|\{[A-Z][A-Z\d_]+\}|__[A-Z]\w*__|@[A-Z]\w*@|##\w+##/;

/** Placeholders that a person replaces: `<your domain>`, or a whole text such as `NUM_NODES`. */
const ofPeople = /<[A-Za-z*][\w .*-]*>|(?<=^["']?)[A-Z]+(?:[_ ][A-Z]+)+(?=["']?$)/;

/** Whether a text contains a placeholder for a program. */
export function isSubstituted(text: string): boolean {
  return ofPrograms.test(text);
}

/** The placeholder for a person in a text. */
export function toFillIn(text: string): string | undefined {
  return ofPeople.exec(text)?.[0];
}
