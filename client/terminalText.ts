/** Made when the first terminal is typed in: the data of the languages is slow to load. */
let graphemes: Intl.Segmenter | undefined;

/** A text in the parts that a person sees as one letter. */
export function lettersOf(text: string): string[] {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Letters that take two cells: those of East Asia, and pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

/** How many cells of a terminal a text takes. */
export function widthOf(text: string): number {
  return lettersOf(text).reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);
}

/** A text in which nothing but line breaks and tabs moves or colours a terminal, or turns the direction of writing. */
export function harmless(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
  return text.replaceAll(controls, (letter) => (letter < " " ? String.fromCharCode(0x2400 + letter.charCodeAt(0)) : "\ufffd"));
}

/** The same with the line breaks of a terminal. */
export function printable(text: string): string {
  return harmless(text.replaceAll("\r\n", "\n")).replaceAll("\n", "\r\n");
}
