/** The start of a text that the API's clients read as JSON. A byte order mark before it makes it YAML. */
export const jsonStart = /^[^\S\ufeff]*\{(?!\{)/;

const marker = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
/** In JSON, an object may begin where another one ended. */
const markerInJson = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)|^\{/gm;
const onlyPrelude = /^\ufeff?(?:[ \t]*(?:#.*)?(?:\r?\n|$)|%.*(?:\r?\n|$))*$/;

/** A document starts at its `---` line; what stands before the first one belongs to it, if that is only comments and directives. A second `...` ends nothing. */
export function split(text: string): { from: number; to: number }[] {
  const parts: { from: number; to: number }[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(jsonStart.test(text) ? markerInJson : marker)) {
    if (found === "{" && !isAfterBrace(text, index)) continue;
    const isEnd = found === "...";
    const to = isEnd ? afterLine(text, index) : index;
    const before = parts.at(-1);
    if (isEnd && before !== undefined && isPrelude(text, from, index)) {
      before.to = from = to;
      continue;
    }
    if (to <= from || (!isEnd && isPrelude(text, from, index))) continue;
    parts.push({ from, to });
    from = to;
  }
  if (from < text.length || parts.length === 0) parts.push({ from, to: text.length });
  return parts;
}

/** Whether the last sign before an offset is a closing brace. */
function isAfterBrace(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && /\s/.test(text.charAt(before))) before--;
  return text.charAt(before) === "}";
}

function isPrelude(text: string, from: number, to: number): boolean {
  return !text.startsWith("---", from) && onlyPrelude.test(text.slice(from, to));
}

function afterLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}
