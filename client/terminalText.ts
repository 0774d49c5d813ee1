/** Created on first use, since its language data is slow to load. */
let graphemes: Intl.Segmenter | undefined;

/** Splits a text into graphemes. */
export function lettersOf(text: string): string[] {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Characters that take two cells: East Asian letters and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  return lettersOf(text).reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);
}

/** A text without terminal control codes other than line breaks and tabs, and without changes of the text direction. */
export function harmless(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
  return text.replaceAll(controls, (letter) => (letter < " " ? String.fromCharCode(0x2400 + letter.charCodeAt(0)) : "\ufffd"));
}

/** The same with the line breaks of a terminal. */
export function printable(text: string): string {
  return harmless(text.replaceAll("\r\n", "\n")).replaceAll("\n", "\r\n");
}
