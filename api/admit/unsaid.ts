import type { Cause } from "../cause.ts";
import { type ApiSentence, say } from "../words/say.ts";

/** The kinds of values, named instead of the values themselves. */
const kinds: Readonly<Record<string, ApiSentence>> = {
  "the-text": say("a-text"),
  "the-number": say("a-number"),
  "the-boolean": say("true-or-false"),
};

/** The causes of a Secret without its values, since the sentences go into reports and logs. */
export function withoutValues(causes: readonly Cause[]): readonly Cause[] {
  return causes.map((cause) => (/^(?:data|stringData)\b/.test(cause.path.toString()) ? { ...cause, message: unsaid(cause.message) } : cause));
}

function unsaid(message: ApiSentence): ApiSentence {
  const found = message.parts?.["found"];
  const kind = typeof found === "object" && "code" in found ? kinds[found.code] : undefined;
  return kind ? { ...message, parts: { ...message.parts, found: kind } } : message;
}
