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
  trace(root, origin, parts);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join("")}</svg>`;
}

const leftOut = "select, input, .tools, .transport, .chips, .codicon, .drawer";

function trace(element: Element, origin: DOMRect, parts: string[]): void {
  if (element.matches(leftOut)) return;
  const style = getComputedStyle(element);
  if (style.visibility === "hidden" || style.display === "none") return;
  if (element instanceof SVGSVGElement) parts.push(inlineSvg(element, origin));
  else if (element instanceof HTMLCanvasElement) parts.push(inlineCanvas(element, origin));
  else {
    parts.push(box(element, style, origin));
    for (const node of element.childNodes) {
      if (node instanceof Element) trace(node, origin, parts);
      else if (node instanceof Text) parts.push(...lines(node, style, origin));
    }
  }
}

function box(element: Element, style: CSSStyleDeclaration, origin: DOMRect): string {
  const { x, y, width, height } = placeOf(element, origin);
  const isFilled = style.backgroundColor !== "rgba(0, 0, 0, 0)";
  const border = parseFloat(style.borderTopWidth);
  if (width === 0 || (!isFilled && border === 0)) return "";
  const stroke =
    border > 0
      ? ` stroke="${style.borderTopColor}" stroke-width="${border}"${style.borderTopStyle === "solid" ? "" : ' stroke-dasharray="3 2"'}`
      : "";
  const inset = border / 2;
  return `<rect x="${x + inset}" y="${y + inset}" width="${width - border}" height="${height - border}" rx="${parseFloat(style.borderRadius) || 0}" fill="${isFilled ? style.backgroundColor : "none"}"${stroke}/>`;
}

/** The text as it is broken into lines on the screen. */
function lines(node: Text, style: CSSStyleDeclaration, origin: DOMRect): string[] {
  const range = document.createRange();
  const found: { text: string; x: number; y: number; bottom: number }[] = [];
  for (let i = 0; i < node.data.length; i++) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0) continue;
    const last = found.at(-1);
    if (last && Math.abs(last.y - rect.y) < 2) last.text += node.data[i]!;
    else found.push({ text: node.data[i]!, x: rect.x, y: rect.y, bottom: rect.bottom });
  }
  const size = parseFloat(style.fontSize);
  const upper = style.textTransform === "uppercase";
  return found.map(
    ({ text, x, y, bottom }) =>
      `<text x="${x - origin.x}" y="${(y + bottom) / 2 - origin.y + size * 0.35}" fill="${style.color}" font-family="${escape(style.fontFamily)}" font-size="${size}" font-weight="${style.fontWeight}" xml:space="preserve">${escape(upper ? text.toUpperCase() : text)}</text>`,
  );
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
