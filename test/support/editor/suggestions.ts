import type { CompletionItem, TextEdit } from "vscode-languageserver-protocol";
import type { Lines } from "../../../server/text/lines.ts";
import type { Stop } from "./snippet.ts";

/** A proposal on the screen. */
export interface Offer {
  readonly label: string;
  readonly snippet: string;
  readonly also: readonly TextEdit[];
  /** Whether proposals are shown again where it leaves the cursor. */
  readonly isRetriggered: boolean;
  /** Whether it is a word of a choice: once it is accepted, the cursor goes on to the next stop. */
  readonly isChoice: boolean;
  /** What it replaces, with what was typed since it was made. */
  readonly range: (cursor: number) => { readonly from: number; readonly to: number };
}

/** The items that match the word at the cursor, in VS Code's order: how well they match, then the server's order. */
export function offersFor(items: readonly CompletionItem[], lines: Lines, cursor: number): Offer[] {
  return items
    .flatMap((item) => {
      const edit = item.textEdit as TextEdit | undefined;
      const start = edit ? lines.offsetAt(edit.range.start) : cursor - /\w*$/.exec(lines.text.slice(0, cursor))![0].length;
      const word = lines.text.slice(start, cursor).trimStart();
      const score = scoreOf(word, item.filterText ?? item.label);
      return score === undefined ? [] : [{ score, item, edit, start }];
    })
    .sort((a, b) => b.score - a.score || compare(a.item.sortText ?? a.item.label, b.item.sortText ?? b.item.label))
    .map(({ item, edit, start }) => {
      const text = edit?.newText ?? item.insertText ?? item.label;
      const behind = edit ? Math.max(0, lines.offsetAt(edit.range.end) - cursor) : 0;
      return {
        label: item.label,
        snippet: item.insertTextFormat === 2 ? text : text.replaceAll(/[\\$}]/g, "\\$&"),
        also: item.additionalTextEdits ?? [],
        isRetriggered: item.command?.command === "editor.action.triggerSuggest",
        isChoice: false,
        range: (at: number) => ({ from: start, to: at + behind }),
      };
    });
}

/** The words of a choice, which stand in for the stop. */
export function choiceOffers({ choices, from, to }: Stop): Offer[] {
  return choices.map((word) => ({
    label: word,
    snippet: word.replaceAll(/[\\$}]/g, "\\$&"),
    also: [],
    isRetriggered: false,
    isChoice: true,
    range: () => ({ from, to }),
  }));
}

/** How well a word matches: nothing typed, letter by letter at the start, or letters in their order. */
function scoreOf(word: string, label: string): number | undefined {
  if (word === "") return 0;
  const [typed, text] = [word.toLowerCase(), label.toLowerCase()];
  if (text.startsWith(typed)) return label.startsWith(word) ? 3 : 2;
  let at = 0;
  for (const letter of typed) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return text.startsWith(typed.charAt(0)) ? 1 : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
