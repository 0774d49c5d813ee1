import { harmless, lettersOf, widthOf } from "./terminalText.ts";

/** A line that is being written: its letters, and where the cursor is among them. */
export interface Line {
  readonly letters: readonly string[];
  readonly cursor: number;
}

/** A line without letters. */
export const emptyLine: Line = { letters: [], cursor: 0 };

/** A line with the cursor at its end. */
export function lineOf(text: string): Line {
  const letters = lettersOf(text);
  return { letters, cursor: letters.length };
}

/** What a terminal hands over, key by key: a letter, pasted text, or a sequence that stands for a key. */
export function keysOf(data: string): string[] {
  // eslint-disable-next-line no-control-regex -- keys are made of these
  return data.replaceAll("\r\n", "\r").match(/\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Z]|.)?|[\u0000-\u001f\u007f]|[^\u0000-\u001f\u007f]+/g) ?? [];
}

type Edit = (line: Line) => Line;

const left: Edit = ({ letters, cursor }) => ({ letters, cursor: Math.max(0, cursor - 1) });
const right: Edit = ({ letters, cursor }) => ({ letters, cursor: Math.min(letters.length, cursor + 1) });
const home: Edit = ({ letters }) => ({ letters, cursor: 0 });
const end: Edit = ({ letters }) => ({ letters, cursor: letters.length });

/** What keys do to a line. */
const edits: Readonly<Record<string, Edit>> = {
  "\u001b[D": left,
  "\u001bOD": left,
  "\u0002": left,
  "\u001b[C": right,
  "\u001bOC": right,
  "\u0006": right,
  "\u001b[H": home,
  "\u001bOH": home,
  "\u001b[1~": home,
  "\u0001": home,
  "\u001b[F": end,
  "\u001bOF": end,
  "\u001b[4~": end,
  "\u0005": end,
  "\u007f": ({ letters, cursor }) => (cursor === 0 ? { letters, cursor } : { letters: letters.toSpliced(cursor - 1, 1), cursor: cursor - 1 }),
  "\u0008": ({ letters, cursor }) => (cursor === 0 ? { letters, cursor } : { letters: letters.toSpliced(cursor - 1, 1), cursor: cursor - 1 }),
  "\u001b[3~": ({ letters, cursor }) => ({ letters: letters.toSpliced(cursor, 1), cursor }),
  "\u0015": ({ letters, cursor }) => ({ letters: letters.slice(cursor), cursor: 0 }),
  "\u000b": ({ letters, cursor }) => ({ letters: letters.slice(0, cursor), cursor }),
  "\u0017": ({ letters, cursor }) => {
    const before = letters.slice(0, cursor).join("");
    const kept = lettersOf(before.replace(/\S*\s*$/, ""));
    return { letters: [...kept, ...letters.slice(cursor)], cursor: kept.length };
  },
};

/** The line after a key: nothing where the key does not edit. */
export function edited(line: Line, key: string): Line | undefined {
  if (Object.hasOwn(edits, key)) return edits[key]!(line);
  // eslint-disable-next-line no-control-regex -- everything else is a key
  if (/^[\u0000-\u001f\u007f]/.test(key)) return undefined;
  return inserted(line, key);
}

/** The line with a text put in at the cursor. */
export function inserted({ letters, cursor }: Line, text: string): Line {
  const before = lettersOf(letters.slice(0, cursor).join("") + harmless(text));
  return { letters: [...before, ...letters.slice(cursor)], cursor: before.length };
}

/** Replaces the text from an offset up to the cursor. */
export function replaced({ letters, cursor }: Line, from: number, text: string): Line {
  const before = lettersOf(letters.slice(0, cursor).join("").slice(0, from) + text);
  return { letters: [...before, ...letters.slice(cursor)], cursor: before.length };
}

/** Where the cursor and the end of a line are in a terminal of so many columns, in rows below the beginning of the prompt, and in columns. */
export function placesOf({ letters, cursor }: Line, promptWidth: number, columns: number): { readonly cursor: Place; readonly end: Place } {
  const at = (count: number): Place => {
    let [row, column] = [Math.floor(promptWidth / columns), promptWidth % columns];
    for (const letter of letters.slice(0, count)) {
      const width = widthOf(letter);
      if (column + width > columns) [row, column] = [row + 1, 0];
      column += width;
    }
    return column >= columns ? { row: row + 1, column: 0 } : { row, column };
  };
  return { cursor: at(cursor), end: at(letters.length) };
}

/** A cell of a terminal. */
export interface Place {
  readonly row: number;
  readonly column: number;
}
