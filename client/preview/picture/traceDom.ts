/**
 * Copies what is drawn of an element into an SVG that needs nothing else: boxes, borders, text and inner pictures, with the theme's colours as they are.
 * What only serves to act (buttons of the toolbar, inputs) is left out.
 */
export function traceDom(root: HTMLElement): string {
  const origin = root.getBoundingClientRect();
  const [width, height] = [root.clientWidth, root.scrollHeight];
  const parts: string[] = [];
  const ground = getComputedStyle(document.body).backgroundColor;
  parts.push(`<rect width="${width}" height="${height}" fill="${ground}"/>`);
  trace(root, origin, new DOMRect(origin.x, origin.y, width, height), parts);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join("")}</svg>`;
}

const leftOut = "input, .tools, .transport, .chips, .icon-button, .codicon, .drawer";

/** Adds what is drawn of an element within `sight`. */
function trace(element: Element, origin: DOMRect, sight: DOMRect, parts: string[]): void {
  if (element.matches(leftOut)) return;
  const style = getComputedStyle(element);
  if (style.visibility === "hidden" || style.display === "none") return;
  if (element instanceof SVGSVGElement) parts.push(inlineSvg(element, origin));
  else if (element instanceof HTMLCanvasElement) parts.push(inlineCanvas(element, origin));
  else if (element instanceof HTMLSelectElement) parts.push(chosen(element, style, origin));
  else {
    const rect = element.getBoundingClientRect();
    const within = style.overflow === "visible" ? sight : overlap(sight, rect);
    if (rect.top < sight.bottom && rect.bottom > sight.top) parts.push(box(element, style, origin));
    for (const node of element.childNodes) {
      if (node instanceof Element) trace(node, origin, within, parts);
      else if (node instanceof Text) parts.push(...lines(node, style, origin, within));
    }
  }
}

function overlap(a: DOMRect, b: DOMRect): DOMRect {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  return new DOMRect(x, y, Math.max(0, Math.min(a.right, b.right) - x), Math.max(0, Math.min(a.bottom, b.bottom) - y));
}

function box(element: Element, style: CSSStyleDeclaration, origin: DOMRect): string {
  const { x, y, width, height } = placeOf(element, origin);
  const stripes = stripesOf(style.backgroundImage);
  const fill = stripes ? `url(#${stripes.id})` : style.backgroundColor === "rgba(0, 0, 0, 0)" ? "none" : style.backgroundColor;
  const border = parseFloat(style.borderTopWidth);
  if (width === 0 || (fill === "none" && border === 0)) return "";
  const stroke =
    border > 0
      ? ` stroke="${style.borderTopColor}" stroke-width="${border}"${style.borderTopStyle === "solid" ? "" : ' stroke-dasharray="3 2"'}`
      : "";
  const inset = border / 2;
  return `${stripes?.pattern ?? ""}<rect x="${x + inset}" y="${y + inset}" width="${width - border}" height="${height - border}" rx="${parseFloat(style.borderRadius) || 0}" fill="${fill}"${stroke}/>`;
}

/** The stripes that the styles lay over what is on its way, as a pattern. */
function stripesOf(image: string): { readonly id: string; readonly pattern: string } | undefined {
  const [, red = "", green = "", blue = "", alpha = ""] = /color\(srgb ([\d.]+) ([\d.]+) ([\d.]+) \/ ([\d.]+)\)/.exec(image) ?? [];
  if (red === "") return undefined;
  const [r, g, b] = [red, green, blue].map((share) => Math.round(Number(share) * 255));
  const id = `stripes-${r}-${g}-${b}`;
  const stripe = `<rect width="3" height="7" fill="rgb(${r}, ${g}, ${b})" fill-opacity="${alpha}"/>`;
  return { id, pattern: `<pattern id="${id}" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">${stripe}</pattern>` };
}

/** The text as it is broken into lines on the screen. */
function lines(node: Text, style: CSSStyleDeclaration, origin: DOMRect, sight: DOMRect): string[] {
  const range = document.createRange();
  const found: { text: string; x: number; y: number; bottom: number }[] = [];
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getBoundingClientRect();
    const middle = (rect.top + rect.bottom) / 2;
    if (rect.width === 0 || middle < sight.top || middle > sight.bottom) continue;
    const last = found.at(-1);
    if (last && Math.abs(last.y - rect.y) < 2) last.text += node.data[i]!;
    else found.push({ text: node.data[i]!, x: rect.x, y: rect.y, bottom: rect.bottom });
  }
  const upper = style.textTransform === "uppercase";
  return found.map(({ text, x, y, bottom }) => line(upper ? text.toUpperCase() : text, x - origin.x, (y + bottom) / 2 - origin.y, style));
}

/** What a menu stands at. */
function chosen(menu: HTMLSelectElement, style: CSSStyleDeclaration, origin: DOMRect): string {
  const { x, y, height } = placeOf(menu, origin);
  return line(menu.selectedOptions[0]?.label ?? "", x + parseFloat(style.paddingLeft), y + height / 2, style);
}

function line(text: string, x: number, middle: number, { color, fontFamily, fontSize, fontWeight }: CSSStyleDeclaration): string {
  const size = parseFloat(fontSize);
  return `<text x="${x}" y="${middle + size * 0.35}" fill="${color}" font-family="${escape(fontFamily)}" font-size="${size}" font-weight="${fontWeight}" xml:space="preserve">${escape(text)}</text>`;
}

const painted = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-size", "font-family", "font-weight"];

function inlineSvg(svg: SVGSVGElement, origin: DOMRect): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [svg.querySelectorAll("*"), copy.querySelectorAll("*")];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    for (const name of painted) copies[i]!.setAttribute(name, style.getPropertyValue(name).replace(/url\("?[^#]*(#[^")]+)"?\)/, "url($1)"));
  });
  const { x, y, width, height } = placeOf(svg, origin);
  copy.removeAttribute("style"); // its place says already where it was moved to
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, String(value));
  return new XMLSerializer().serializeToString(copy);
}

function inlineCanvas(canvas: HTMLCanvasElement, origin: DOMRect): string {
  const { x, y, width, height } = placeOf(canvas, origin);
  return `<image x="${x}" y="${y}" width="${width}" height="${height}" href="${canvas.toDataURL()}"/>`;
}

function placeOf(element: Element, origin: DOMRect): { x: number; y: number; width: number; height: number } {
  const rect = element.getBoundingClientRect();
  return { x: rect.x - origin.x, y: rect.y - origin.y, width: rect.width, height: rect.height };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
