/** A piece of a picture, with its height in pixels. */
export interface Piece {
  readonly height: number;
  readonly svg: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of SVG; attributes without a value are left out. */
export function tag(name: string, attributes: Attributes, content = ""): string {
  const list = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escaped(String(value))}"`]));
  return `<${name}${list.join("")}${content === "" ? "/>" : `>${content}</${name}>`}`;
}

/** The style of a line of text. */
export interface Setting {
  readonly size?: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: "start" | "middle" | "end";
}

/** A line of text, from its base line. */
export function line(text: string, x: number, y: number, { size = 12, fill, weight, anchor }: Setting): string {
  return tag("text", { x: round(x), y: round(y), "font-size": size, fill, "font-weight": weight, "text-anchor": anchor }, escaped(text));
}

/** Coordinates are rounded to tenths of a pixel. */
export function round(number: number): number {
  return Math.round(number * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** The approximate width of a text, since nothing can measure it without a DOM. East Asian letters are as wide as high. */
export function widthOf(text: string, size: number, weight = 400): number {
  let squares = 0;
  for (const letter of text)
    squares += /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(letter)
      ? 1
      : wide.has(letter)
        ? 0.85
        : narrow.has(letter)
          ? 0.32
          : 0.56;
  return squares * size * (weight > 500 ? 1.06 : 1);
}

const narrow = new Set(" .,:;'`|!()[]ijlftI/");
const wide = new Set("mwMW%@—…→");

/** Wraps a text to a width, between words; longer words are split. */
export function wrapped(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(/\s+/).flatMap((one) => pieces(one, width, size))) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (current !== "" && widthOf(longer, size) > width) {
      lines.push(current);
      current = word;
    } else current = longer;
  }
  return current === "" ? lines : [...lines, current];
}

function pieces(word: string, width: number, size: number): string[] {
  if (widthOf(word, size) <= width) return [word];
  const most = Math.max(1, Math.floor(width / (size * 0.6)));
  return word.match(new RegExp(`.{1,${most}}`, "gu")) ?? [word];
}
