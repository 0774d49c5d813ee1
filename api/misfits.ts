import type { Causes } from "./cause.ts";
import type { Path } from "./path.ts";
import { type ApiSentence, say } from "./words/say.ts";
import { listed, quoted } from "./words/sentence.ts";

/** What a value is, in words: a list, a map, or the plain value itself. */
export function what(value: unknown): ApiSentence {
  if (Array.isArray(value)) return say("a-list");
  switch (typeof value) {
    case "object":
      return say(value === null ? "empty" : "a-map");
    case "string":
      return say("the-text", { value: quoted(value) });
    case "boolean":
      return say("the-boolean", { value: quoted(value) });
    default:
      return say("the-number", { value: quoted(value) });
  }
}

/** How many fields a sentence may list. */
const fewFields = 8;

/** Reports a field that is not in `known`, with the similar one that was meant, or with all allowed fields if they are few. */
export function reportUnknownField(name: string, known: readonly string[], at: Path, causes: Causes): void {
  const near = causes.nearest(name, known);
  if (near === undefined) {
    const few = known.length > 0 && known.length <= fewFields;
    const field = quoted(name);
    causes.add("UnknownField", at.field(name), few ? say("no-field-of-allowed", { field, allowed: listed(known) }) : say("no-field", { field }));
  } else causes.add("UnknownField", at.field(name), say("no-field-near", { name, near }), { instead: near });
}
