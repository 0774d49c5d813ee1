/** A part of a snippet's text that the Tab key goes to. */
export interface Stop {
  readonly number: number;
  readonly choices: readonly string[];
  from: number;
  to: number;
}

/** A snippet's text, and its stops in the order of the text. */
export interface Snippet {
  readonly text: string;
  readonly stops: readonly Stop[];
}

const token = /\\([\\$},|])|\$\{(\d+)\|((?:\\.|[^|\\])*)\|\}|\$\{(\d+)(?::((?:\\.|[^}\\])*))?\}|\$(\d+)|[^]/g;

/** Reads a snippet as VS Code does, as far as language servers write them: stops, placeholders and choices, none inside of another. */
export function readSnippet(source: string): Snippet {
  let text = "";
  const stops: Stop[] = [];
  for (const [whole, escaped, chosen, words, held, placeholder, bare] of source.matchAll(token)) {
    const number = chosen ?? held ?? bare;
    if (number === undefined) {
      text += escaped ?? whole;
      continue;
    }
    const choices = words === undefined ? [] : words.split(/(?<!\\),/).map(plain);
    const from = text.length;
    text += choices[0] ?? plain(placeholder ?? "");
    stops.push({ number: Number(number), choices, from, to: text.length });
  }
  return { text, stops };
}

function plain(text: string): string {
  return text.replaceAll(/\\([\\$},|])/g, "$1");
}
